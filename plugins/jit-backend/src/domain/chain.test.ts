import fc from 'fast-check';
import { aSession, minutesAfter, NINE } from '../testing/records';
import { chainUntil, minutesLeft } from './chain';

const spell = (number: number, from: number, to: number) =>
  aSession({
    number,
    status: 'ENDED',
    grantedAt: minutesAfter(NINE, from),
    expiresAt: minutesAfter(NINE, to),
    endedAt: minutesAfter(NINE, to),
  });
const at = (minutes: number) => minutesAfter(NINE, minutes);

describe('the cap on continuous access', () => {
  it('is whole where nothing came before', () => {
    expect(minutesLeft(chainUntil([], NINE), 480, NINE)).toBe(480);
  });

  it('counts from the first of the sessions that follow each other', () => {
    const sessions = [spell(2, 55, 120), spell(1, 0, 60)];
    const chain = chainUntil(sessions, at(120));
    expect(chain).toEqual({ since: NINE, numbers: [2, 1] });
    expect(minutesLeft(chain, 480, at(120))).toBe(360);
  });

  it('begins anew after a break', () => {
    const chain = chainUntil([spell(1, 0, 60)], at(62));
    expect(chain.numbers).toEqual([]);
  });

  it('does not take a moment for a break', () => {
    const chain = chainUntil([spell(1, 0, 60)], at(61));
    expect(chain.numbers).toEqual([1]);
  });

  it('counts what is still being set up, and nothing that failed', () => {
    const setUp = aSession({
      number: 1,
      status: 'PROVISIONING',
      grantedAt: undefined,
      expiresAt: undefined,
    });
    expect(chainUntil([setUp], at(30)).numbers).toEqual([1]);
    const failed = aSession({ number: 1, status: 'FAILED' });
    expect(chainUntil([failed], at(30)).numbers).toEqual([]);
  });

  it('is never exceeded, however requests are chained', () => {
    const steps = fc.array(
      fc.record({
        pause: fc.integer({ min: 0, max: 90 }),
        minutes: fc.integer({ min: 15, max: 480 }),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(steps, asked => {
        const sessions: ReturnType<typeof spell>[] = [];
        let now = 0;
        for (const { pause, minutes } of asked) {
          now += pause;
          const left = minutesLeft(chainUntil(sessions, at(now)), 480, at(now));
          const granted = Math.min(minutes, left);
          if (granted >= 15) {
            sessions.push(spell(sessions.length + 1, now, now + granted));
          }
        }
        expect(longestUnion(sessions)).toBeLessThanOrEqual(480);
      }),
    );
  });
});

/** Minutes of the longest access without a break, counted another way. */
function longestUnion(sessions: ReturnType<typeof spell>[]): number {
  let longest = 0;
  let start = -Infinity;
  let end = -Infinity;
  for (const session of sessions) {
    const from = +session.grantedAt! / 60_000;
    if (from > end) start = from;
    end = Math.max(end, +session.endedAt! / 60_000);
    longest = Math.max(longest, end - start);
  }
  return longest;
}
