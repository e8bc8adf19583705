import { CallFact, Key, OPEN, SessionFact, Violation } from '../words';

/** Where a process died or stalled, an end takes at most so long (invariant 6). */
export const REACTION_MS = 30_000;

/** Calls that one end costs, over the calls a second that the engine makes. */
const PER_END_MS = 400;
/** One change at a time per account. */
const PER_END_IN_ACCOUNT_MS = 1_500;
const FIRST_PAUSE_MS = 3_000;
const LONGEST_PAUSE_MS = 300_000;
const JITTER = 1.2;

/**
 * Keys whose access should be gone: a session ends or is past its time, and no
 * other one of the key gives a right to it now.
 */
export function overdueKeys(
  sessions: readonly SessionFact[],
  access: ReadonlySet<Key>,
  now: number,
): Set<Key> {
  const isOver = (one: SessionFact) =>
    !OPEN.includes(one.status) ||
    one.status === 'ENDING' ||
    (one.expiresAt !== undefined && one.expiresAt <= now);
  const live = new Set(
    sessions.filter(one => !isOver(one)).map(one => one.key),
  );
  return new Set(
    sessions
      .filter(one => isOver(one) && access.has(one.key) && !live.has(one.key))
      .map(one => one.key),
  );
}

/** How AWS treated a key while its end was due. */
export interface Treatment {
  failures: number;
  lastAt: number;
}

/**
 * What AWS refused, lost or delayed: the pause that the engine makes after it
 * is its own stated rule, so it does not count as lateness. Calls that name no
 * key may have been for any.
 */
export function treatmentOf(
  key: Key,
  since: number,
  calls: readonly CallFact[],
): Treatment {
  const [account, set] = key.split('|');
  const scope = `${account}|${set}`;
  const bad = calls.filter(
    call =>
      call.at >= since &&
      (call.fault !== undefined || call.outcome !== 'ok') &&
      (call.key === undefined || call.key === key) &&
      (call.scope === undefined || call.scope === scope),
  );
  return { failures: bad.length, lastAt: Math.max(0, ...bad.map(b => b.at)) };
}

/** The pause after so many failures: doubled each time, for ever. */
export function longestPause(failures: number): number {
  if (failures === 0) return 0;
  const pause = FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10);
  return JITTER * Math.min(LONGEST_PAUSE_MS, pause);
}

export interface Waiting {
  key: Key;
  /** Real time since when its access should be gone. */
  since: number;
  treatment: Treatment;
  /** Ends due at the same time, all of them and those of its account. */
  queue: number;
  queueInAccount: number;
}

/**
 * The ends that are late by the promise: nothing disturbed them any more for
 * longer than reaction time, the queue before them and the engine's own pause.
 *
 * @param calmSince - real time of the last kill, stall, outage or jump
 */
export function lateEnds(
  waiting: readonly Waiting[],
  calmSince: number,
  now: number,
): Violation[] {
  return waiting
    .map(one => {
      const from = Math.max(one.since, calmSince, one.treatment.lastAt);
      const allowed =
        REACTION_MS +
        longestPause(one.treatment.failures) +
        one.queue * PER_END_MS +
        one.queueInAccount * PER_END_IN_ACCOUNT_MS;
      return { one, took: now - from, allowed };
    })
    .filter(({ took, allowed }) => took > allowed)
    .map(({ one, took, allowed }) => ({
      rule: 'ends-in-time',
      what: `Access on ${one.key} outlives its end: ${Math.round(
        took / 1000,
      )} s undisturbed, ${Math.round(allowed / 1000)} s allowed`,
    }));
}
