import fc from 'fast-check';
import { createTimeSortedIds } from './ids';

describe('ids that sort by time', () => {
  it('keep the order they were made in, within a millisecond too', () => {
    const newId = createTimeSortedIds();
    const at = new Date('2026-11-23T09:00:00.000Z');
    const ids = Array.from({ length: 1_000 }, () => newId(at));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('sort as their times do', () => {
    const newId = createTimeSortedIds();
    const times = fc.integer({ min: 0, max: 4_102_444_800_000 });
    fc.assert(
      fc.property(times, times, (one, other) => {
        fc.pre(one < other);
        return newId(new Date(one)) < newId(new Date(other));
      }),
    );
  });
});
