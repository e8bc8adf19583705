import { globContains, globMatches, globsOverlap } from './globs';

/*
 * Actions and their patterns; IAM compares them without regard to case.
 * `*:*` says what `*` says.
 */

const plain = (pattern: string) =>
  pattern === '*:*' ? '*' : pattern.toLowerCase();

export function actionMatches(pattern: string, action: string): boolean {
  return globMatches(plain(pattern), action.toLowerCase());
}

export function actionContains(outer: string, inner: string): boolean {
  return globContains(plain(outer), plain(inner));
}

export function actionsOverlap(one: string, other: string): boolean {
  return globsOverlap(plain(one), plain(other));
}

/** `s3` of `s3:Get*`; undefined for `*`. */
export function serviceOf(action: string): string | undefined {
  const [service, name] = action.split(':');
  return name === undefined || service === '*'
    ? undefined
    : service.toLowerCase();
}

/** Takes every action there is. */
export function isEverything(pattern: string): boolean {
  return /^\*+$/.test(plain(pattern));
}

/** No action has a name of fewer letters. */
const SHORTEST = 3;

/** Takes every action of its service, also those that AWS adds: none is so short. */
export function isWholeService(pattern: string): boolean {
  if (isEverything(pattern)) return true;
  const [, name] = /^[^:]+:([*?]*\*[*?]*)$/.exec(pattern) ?? [];
  return name !== undefined && name.replace(/\*/g, '').length <= SHORTEST;
}
