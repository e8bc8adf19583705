import { CallBudget } from '../identityCenter/CallBudget';
import { Outstanding, Quota } from '../store/EngineStore';

const POLLS_AT_ONCE = 16;
const CHECKS_AT_ONCE = 4;

/** How many changes of all kinds together may begin now. */
export function freeSlots(
  outstanding: number,
  running: Quota,
  limit: number,
): number {
  const begun = running.ends + running.grants + running.retries;
  return Math.max(0, limit - outstanding - begun);
}

/**
 * How many rows of each kind may begin their turn now (H30): operations in
 * flight are polled, ends come first, grants leave them half of the calls and
 * slots, rows that keep failing get one slot and a quarter of the calls.
 *
 * @param running - turns that have begun and not ended
 */
export function ration(
  budget: CallBudget,
  outstanding: Outstanding,
  running: Quota,
  limit: number,
): Quota {
  const begun = running.ends + running.grants + running.retries;
  const slots = freeSlots(outstanding.all, running, limit);
  const half = Math.max(0, Math.ceil(limit / 2) - outstanding.all - begun);
  const room = budget.room('end');
  // Only what is in flight can be polled, and one end always finds room
  const polls = Math.min(
    Math.max(0, POLLS_AT_ONCE - running.polls),
    Math.max(0, outstanding.open - running.polls),
    Math.max(1, room - 1),
  );
  const retrying = outstanding.retries + running.retries > 0;
  return {
    polls,
    ends: Math.min(slots, room),
    grants: Math.min(half, budget.room('grant')),
    retries: Math.min(retrying || slots === 0 ? 0 : 1, budget.room('retry')),
    checks: Math.min(
      Math.max(0, CHECKS_AT_ONCE - running.checks),
      budget.room('background'),
    ),
  };
}

/** What a row that is tried again costs, roughly. */
export const CALLS_PER_RETRY = 3;
