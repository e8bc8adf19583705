/** What is said of a request that still waits, and when. */
export interface Reminder {
  topic: 'review-due-soon' | 'review-escalated';
  at: Date;
}

/** Parts of the approval window that are left by then. */
const LEFT = [
  { topic: 'review-due-soon', part: 1 / 4 },
  { topic: 'review-escalated', part: 1 / 10 },
] as const;

/** With less time left nobody could act on it. */
const SOONEST_MS = 60_000;

/**
 * When reviewers are reminded before the approval window closes, and when the
 * request goes to others as well. Planned at submission: whether anything is
 * still to be said is asked when it is said.
 */
export function remindersOf(requestedAt: Date, windowEndsAt: Date): Reminder[] {
  const window = +windowEndsAt - +requestedAt;
  return LEFT.filter(({ part }) => window * part >= SOONEST_MS).map(
    ({ topic, part }) => ({
      topic,
      at: new Date(Math.round(+windowEndsAt - window * part)),
    }),
  );
}
