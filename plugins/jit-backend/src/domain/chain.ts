import { SessionRecord } from './model';

/*
 * The cap bounds the continuous union of a key's sessions, not each of them
 * alone: nobody gets longer by chaining (H25).
 */

/** A pause shorter than this does not break a chain. */
const BREAK = 60_000;
const MINUTE = 60_000;

type Spell = Pick<
  SessionRecord,
  | 'number'
  | 'status'
  | 'minutes'
  | 'approvedAt'
  | 'grantedAt'
  | 'expiresAt'
  | 'hardEnd'
  | 'endedAt'
>;

function endOf(session: Spell): number {
  const stated = session.endedAt ?? session.expiresAt ?? session.hardEnd;
  return stated ? +stated : +session.approvedAt + session.minutes * MINUTE;
}

function startOf(session: Spell): number {
  return +(session.grantedAt ?? session.approvedAt);
}

/** The sessions that a grant beginning now would carry on without a break. */
export interface Chain {
  /** When the first of them began; undefined where nothing is carried on. */
  since?: Date;
  numbers: number[];
}

/**
 * Finds the chain that a grant beginning now would carry on.
 *
 * @param sessions - of one key; those that never gave access are left out
 */
export function chainUntil(sessions: Spell[], now: Date): Chain {
  const spells = sessions
    .filter(session => session.status !== 'FAILED')
    .sort((a, b) => endOf(b) - endOf(a));
  let since: number | undefined;
  const numbers: number[] = [];
  for (const spell of spells) {
    if (endOf(spell) + BREAK < (since ?? +now)) continue;
    since = Math.min(since ?? Infinity, startOf(spell));
    numbers.push(spell.number);
  }
  return { since: since === undefined ? undefined : new Date(since), numbers };
}

/** Minutes that may still be granted now without exceeding the cap. */
export function minutesLeft(
  chain: Chain,
  maxMinutes: number,
  now: Date,
): number {
  if (!chain.since) return maxMinutes;
  const used = Math.ceil((+now - +chain.since) / MINUTE);
  return Math.max(0, maxMinutes - Math.max(0, used));
}
