import { Priority } from '../domain/model';
import { afterTrouble } from './backoff';

const end = { kind: 'ends' as const, priority: Priority.firstEnd };
const revocation = { kind: 'ends' as const, priority: Priority.revocation };
const poll = { kind: 'polls' as const, priority: Priority.firstEnd };

describe('after trouble', () => {
  it.each([
    // What AWS says no to goes last at once
    [{ ...end, attempt: 0 }, 'access-denied', 3_000, Priority.retry],
    [{ ...end, attempt: 9 }, 'access-denied', 300_000, Priority.retry],
    // Everybody's trouble keeps its place, for ever
    [{ ...end, attempt: 9 }, 'throttled', 30_000, Priority.firstEnd],
    // What may be this row's alone does for three attempts
    [{ ...end, attempt: 2 }, 'unavailable', 12_000, Priority.firstEnd],
    [{ ...end, attempt: 3 }, 'unavailable', 24_000, Priority.retry],
    [{ ...end, attempt: 9 }, 'timed-out', 300_000, Priority.retry],
    // A revocation is tried three times before it goes last
    [{ ...revocation, attempt: 2 }, 'busy', 12_000, Priority.revocation],
    [{ ...revocation, attempt: 3 }, 'busy', 24_000, Priority.retry],
    // What is under way is asked about soon
    [{ ...poll, attempt: 9 }, 'unavailable', 30_000, Priority.retry],
  ])('%j and %s: %i ms', (claim, code, pause, priority) => {
    expect(afterTrouble(claim, code, 0)).toEqual({
      pause,
      priority,
      attempt: claim.attempt + 1,
    });
  });

  it('spreads pauses by a fifth', () => {
    const claim = { ...end, attempt: 9 };
    expect(afterTrouble(claim, 'access-denied', 1).pause).toBe(360_000);
  });
});
