import { AuditEventRecord } from './model';
import { ACTOR, SENTENCES, splitEvent } from './seal';

/** Everything by which the record may name a person. */
export interface Traces {
  ref: string;
  /** Names, e-mails and ids, in any case; of two characters or more. */
  names: readonly string[];
  requestIds: ReadonlySet<string>;
}

/** What stands in the place of a person who was erased. */
export const ERASED_NAME = 'Erased person';

/** @param token - that nobody can guess, and nobody else has */
export function pseudonymOf(token: string): string {
  return `user:erased/${token}`;
}

const SHORTEST = 2;

/** Whether a value speaks of the person, as far as one can tell. */
function mentions(value: unknown, { ref, names }: Traces): boolean {
  const text = JSON.stringify(value ?? null).toLowerCase();
  return [ref, ...names].some(name => {
    const word = JSON.stringify(name.toLowerCase()).slice(1, -1);
    if (word.length < SHORTEST) return false;
    const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    // Ada is not in Canada
    const alone = `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`;
    return new RegExp(alone, 'u').test(text);
  });
}

/**
 * Which personal fields of an event go when a person is erased (H33): what
 * names them, what they wrote, and what others wrote about their requests.
 */
export function fieldsToErase(
  event: AuditEventRecord,
  traces: Traces,
): string[] {
  const isActor = event.actor.ref === traces.ref;
  const isTheirs =
    event.requestId !== undefined && traces.requestIds.has(event.requestId);
  return Object.entries(splitEvent(event).personal)
    .filter(([field, value]) => {
      if (field === ACTOR) return isActor;
      if (SENTENCES.includes(field) && (isActor || isTheirs)) return true;
      return mentions(value, traces);
    })
    .map(([field]) => field);
}
