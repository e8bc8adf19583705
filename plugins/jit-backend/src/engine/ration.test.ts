import fc from 'fast-check';
import { CallBudget } from '../identityCenter/CallBudget';
import { freeSlots, ration } from './ration';

const idle = { polls: 0, ends: 0, grants: 0, retries: 0, checks: 0 };
const nothing = { all: 0, retries: 0, open: 0 };

/** A budget that has this much room for everything. */
function withRoom(room: number): CallBudget {
  return { room: () => room } as unknown as CallBudget;
}

describe('how many rows may begin their turn (H30)', () => {
  it('begins ends at once when nothing is in flight, with the default limits', () => {
    expect(ration(withRoom(15), nothing, idle, 8).ends).toBe(8);
  });

  it('always finds room for an end while a slot is free', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 20 }),
        fc.integer({ min: 0, max: 7 }),
        (room, all) => {
          const quota = ration(
            withRoom(room),
            { all, retries: 0, open: all },
            idle,
            8,
          );
          expect(quota.ends).toBeGreaterThanOrEqual(1);
        },
      ),
    );
  });

  it('polls no more than is in flight, and starts nothing beyond the slots', () => {
    const quota = ration(
      withRoom(15),
      { all: 8, retries: 0, open: 8 },
      idle,
      8,
    );
    expect(quota.polls).toBe(8);
    expect(quota.ends).toBe(0);
    expect(quota.grants).toBe(0);
  });

  it('keeps half of the slots from grants', () => {
    const quota = ration(
      withRoom(100),
      { all: 4, retries: 0, open: 4 },
      idle,
      8,
    );
    expect(quota.grants).toBe(0);
    expect(quota.ends).toBe(4);
  });

  it('counts what is in flight and what has begun against the limit', () => {
    expect(freeSlots(5, { ...idle, ends: 2, checks: 4 }, 8)).toBe(1);
    expect(freeSlots(8, { ...idle, retries: 1 }, 8)).toBe(0);
  });

  it('gives rows that keep failing one slot', () => {
    const quota = ration(
      withRoom(15),
      { all: 1, retries: 1, open: 1 },
      idle,
      8,
    );
    expect(quota.retries).toBe(0);
  });

  it('asks about what holds no slot any more, too', () => {
    const quota = ration(
      withRoom(15),
      { all: 0, retries: 0, open: 3 },
      idle,
      8,
    );
    expect(quota).toMatchObject({ polls: 3, ends: 8 });
  });
});
