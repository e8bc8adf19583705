import { keepAccess } from './keepAccess';
import { retireSet } from './makeSet';
import { lookLater, towardsNone } from './removeAccess';
import { settleBeside } from './settle';
import {
  after,
  Failure,
  rest,
  sinceOf,
  Situation,
  Step,
  times,
  withStatus,
} from './situation';
import { grantAccess } from './grantAccess';

const FEW = 2;

/**
 * The engine's one decision, pure: what to do next for a key, from what is on
 * record and what this turn has learnt. At most one change comes out of a
 * turn; looks, judgements and records may come before it.
 *
 * The order is the rule: time first, then the operation in flight (one per
 * key, H5), then ends, then grants, then keeping what lives.
 */
export function nextStep(s: Situation): Step {
  return (
    timeIsUp(s) ??
    inFlight(s) ??
    settleBeside(s) ??
    (withStatus(s, 'ENDING').length > 0 ? towardsNone(s) : undefined) ??
    (withStatus(s, 'PROVISIONING').length > 0 ? grantAccess(s) : undefined) ??
    (withStatus(s, 'ACTIVE').length > 0
      ? keepAccess(s)
      : retireSet(s) ?? lookLater(s))
  );
}

/** Ends that the clock alone decides (H6). */
function timeIsUp(s: Situation): Step | undefined {
  const isPast = (time?: Date) => time !== undefined && time <= s.now;
  const over = withStatus(s, 'ACTIVE').filter(one => isPast(one.expiresAt));
  if (over.length > 0) return { do: 'end', sessions: over, cause: 'time' };
  const tooLate = withStatus(s, 'PROVISIONING').filter(
    one => isPast(one.activateBy) || isPast(one.hardEnd),
  );
  return tooLate.length > 0
    ? {
        do: 'end',
        sessions: tooLate,
        cause: 'failed',
        failure: notInTime(s.assignment.lastError),
      }
    : undefined;
}

/** The failure of a session that could not be set up in time. */
export function notInTime(lastError?: string): Failure {
  return {
    code: 'not-in-time',
    message: lastError
      ? `The access could not be set up in time. ${lastError}`
      : 'The access could not be set up in time',
    fix: 'Request it again. If it happens again, ask an administrator of JIT Access.',
  };
}

/** While an operation is in flight nothing else happens on its key (H5). */
function inFlight(s: Situation): Step | undefined {
  const operation = s.operations.find(
    one => one.id === s.assignment.operationId,
  );
  if (!operation) return undefined;
  const age = sinceOf(s, operation.notedAt);
  if (operation.status !== 'accepted') {
    // Noted by a process that died, or the answer was lost: look it up
    if (!s.learnt.searchedInVain) return { do: 'search', operation };
    return age < times.lostAnswer
      ? rest(s, after(s.now, times.searchAgain))
      : { do: 'give-up', operation };
  }
  if (!s.learnt.polled) return { do: 'poll', operation };
  if (s.learnt.polled === 'not-found' && age > times.unknownId) {
    return { do: 'doubt', operation };
  }
  return rest(s, after(s.now, pollPause(age, s.outstanding)));
}

/** In a crowd of this size the first poll waits until most are done. */
const CROWD = 5;
const CROWD_FIRST_POLL = 1_350;

/**
 * Every 250 ms while few are outstanding and young. In a crowd later, when
 * most are done at the first poll, and then ever more slowly: all polls
 * together leave most of the call budget to changes.
 */
function pollPause(age: number, outstanding: number): number {
  if (age > 5 * 60_000) return 10_000;
  if (outstanding <= FEW) return age > 30_000 ? 1_000 : times.poll;
  const first = CROWD_FIRST_POLL * Math.min(1, outstanding / CROWD);
  return Math.max(times.poll, first - age, Math.min(age / 4, 10_000));
}
