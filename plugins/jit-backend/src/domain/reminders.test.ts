import fc from 'fast-check';
import { remindersOf } from './reminders';

const NINE = new Date('2026-11-23T09:00:00.000Z');
const minutesAfter = (minutes: number) => new Date(+NINE + minutes * 60_000);

describe('reminders before an approval window closes', () => {
  it.each([
    [
      'a day: six hours before, then with two hours and 24 minutes left',
      24 * 60,
      [
        ['review-due-soon', 18 * 60],
        ['review-escalated', 24 * 60 - 144],
      ],
    ],
    [
      'an hour: a quarter of an hour before, then six minutes',
      60,
      [
        ['review-due-soon', 45],
        ['review-escalated', 54],
      ],
    ],
    [
      'a few minutes: only while there is time to act',
      5,
      [['review-due-soon', 3.75]],
    ],
    ['two minutes: none', 2, []],
  ])('%s', (_, window, expected) => {
    expect(
      remindersOf(NINE, minutesAfter(window)).map(({ topic, at }) => [
        topic,
        (+at - +NINE) / 60_000,
      ]),
    ).toEqual(expected);
  });

  it('come in order, in the later part of the window, with time to act', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 * 24 * 30 }), window => {
        const ends = minutesAfter(window);
        const times = remindersOf(NINE, ends).map(({ at }) => +at);
        expect([...times].sort((a, b) => a - b)).toEqual(times);
        for (const at of times) {
          expect(at).toBeGreaterThan((+NINE + +ends) / 2);
          expect(+ends - at).toBeGreaterThanOrEqual(60_000);
        }
      }),
    );
  });
});
