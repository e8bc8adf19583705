import fc from 'fast-check';
import { isoOf, minutesOf, wordsOf } from './durations';

describe('minutesOf', () => {
  it.each([
    ['PT15M', 15],
    ['PT1H', 60],
    ['PT1H30M', 90],
    ['P1D', 1440],
    ['P2DT4H', 3120],
    ['PT90M', 90],
  ])('%s is %d minutes', (iso, minutes) => {
    expect(minutesOf(iso)).toBe(minutes);
  });

  it.each([
    ['PT0S'],
    ['PT30S'],
    ['-PT1H'],
    ['P1M'],
    ['P1Y'],
    ['1h'],
    [''],
    ['PT'],
    ['PT1.5M'],
  ])('refuses %s', iso => {
    expect(minutesOf(iso)).toBeUndefined();
  });

  it('reads back what isoOf writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), minutes => {
        return minutesOf(isoOf(minutes)) === minutes;
      }),
    );
  });
});

describe('wordsOf', () => {
  it.each([
    [45, '45 min'],
    [60, '1 h'],
    [90, '1 h 30 min'],
    [3120, '2 d 4 h'],
    [1445, '1 d'],
  ])('%d minutes read as %s', (minutes, words) => {
    expect(wordsOf(minutes)).toBe(words);
  });
});
