import { CallFact, keyOf, SessionFact } from '../words';
import { lateEnds, longestPause, overdueKeys, treatmentOf } from './lateness';

const KEY = keyOf('111111111111', 'arn:set', 'dana');
const OTHER = keyOf('222222222222', 'arn:set', 'dana');
const session = (status: string, expiresAt = 100): SessionFact =>
  ({ key: KEY, status, expiresAt } as SessionFact);

describe('ends in time', () => {
  it.each([
    ['one that ends', [session('ENDING')], true],
    ['one past its time', [session('ACTIVE')], true],
    ['one that was ended', [session('ENDED')], true],
    ['one that goes on', [session('ACTIVE', 900)], false],
    [
      'one that ends beside one that goes on',
      [session('ENDING'), session('ACTIVE', 900)],
      false,
    ],
  ])('%s', (_, sessions, overdue) => {
    expect(overdueKeys(sessions, new Set([KEY]), 500).has(KEY)).toBe(overdue);
    expect(overdueKeys(sessions, new Set(), 500).size).toBe(0);
  });

  it('counts what AWS did to the key, and to whatever names none', () => {
    const failed = (over: Partial<CallFact>) =>
      ({ at: 50, outcome: 'InternalServerException', ...over } as CallFact);
    const calls = [
      failed({ key: KEY }),
      failed({ key: OTHER }),
      failed({ at: 60 }),
      failed({ at: 10 }),
      failed({ outcome: 'ok' }),
    ];
    expect(treatmentOf(KEY, 40, calls)).toEqual({ failures: 2, lastAt: 60 });
  });

  it('allows the pauses that the engine states', () => {
    expect([0, 1, 2, 20].map(longestPause)).toEqual([0, 3_600, 7_200, 360_000]);
  });

  it('finds an end that nothing held up, once it is too late', () => {
    const waiting = {
      key: KEY,
      since: 0,
      treatment: { failures: 0, lastAt: 0 },
      queue: 1,
      queueInAccount: 1,
    };
    expect(lateEnds([waiting], 0, 31_000)).toEqual([]);
    expect(lateEnds([waiting], 0, 32_000)).toMatchObject([
      { rule: 'ends-in-time' },
    ]);
    expect(lateEnds([waiting], 10_000, 32_000)).toEqual([]);
  });
});
