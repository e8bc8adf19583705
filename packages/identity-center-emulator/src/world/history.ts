/** How far a list may lag at most: what changed longer ago is forgotten. */
export const LONGEST_LAG = 60 * 60_000;

/** One thing made or removed, for lists that lag. @public */
export interface Change<T> {
  at: number;
  deed: 'made' | 'removed';
  item: T;
}

/** How far behind a list is, and which changes come late to it. */
export interface Lag {
  lagMs?: number;
  of: 'made' | 'removed' | 'both';
}

/**
 * What stood so long ago, as far as the lag goes: changes since then are
 * undone, the latest first.
 */
export function asOf<T>(
  items: T[],
  changes: Change<T>[],
  since: number,
  lag: Lag,
  isSame: (one: T, other: T) => boolean,
): T[] {
  let seen = [...items];
  for (const { at, deed, item } of [...changes].reverse()) {
    if (at <= since) break;
    if (lag.of !== 'both' && lag.of !== deed) continue;
    seen = seen.filter(one => !isSame(one, item));
    if (deed === 'removed') seen.push(item);
  }
  return seen;
}

/** Adds to the changes, and forgets what no lag can reach any more. */
export function noteChange<T>(
  changes: Change<T>[],
  change: Change<T>,
  forgetBefore: number,
): Change<T>[] {
  return [...changes.filter(one => one.at >= forgetBefore), change];
}
