import {
  isUtc,
  badgeWords,
  countWords,
  durationWords,
  endTime,
  longTime,
  nearTime,
  shortTime,
  spacedDigits,
  spokenDuration,
  timeLeftWords,
  utcTime,
} from './formats';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('times', () => {
  const iso = '2026-11-23T13:05:22Z';

  it('are told in the zone asked for', () => {
    expect(shortTime(iso, 'Europe/Berlin')).toBe('23 Nov 2026, 14:05');
    expect(longTime(iso, 'Europe/Berlin')).toBe('23 Nov 2026, 14:05:22 GMT+1');
    expect(endTime(iso, 'Europe/Berlin')).toBe('23 Nov 2026, 14:05 GMT+1');
    expect(longTime(iso, 'utc')).toBe('23 Nov 2026, 13:05:22 UTC');
    expect(utcTime(iso)).toBe('13:05:22 UTC');
    // Not to be said twice
    expect(isUtc(iso, 'utc')).toBe(true);
    expect(isUtc(iso, 'Europe/London')).toBe(true);
    expect(isUtc(iso, 'Europe/Berlin')).toBe(false);
  });

  it('name the day only when it is another one', () => {
    const now = Date.parse(iso);
    expect(nearTime('2026-11-23T15:00:00Z', 'utc', now)).toBe('15:00');
    expect(nearTime('2026-11-24T13:05:00Z', 'utc', now)).toBe('24 Nov, 13:05');
  });
});

describe('time left', () => {
  it.each([
    [52 * HOUR, '2 d 4 h'],
    [3 * HOUR + 12 * MINUTE, '3 h 12 min'],
    [42 * MINUTE + 59_000, '42 min'],
    [5 * MINUTE + 1000, '5 min'],
    [5 * MINUTE, '5 min'],
    [4 * MINUTE + 59_000, '4 min 59 s'],
    [59_000, '59 s'],
    [0, undefined],
    [-1, undefined],
  ])('%d ms reads %s', (ms, words) => {
    expect(timeLeftWords(ms)).toBe(words);
  });

  it('is spoken in whole words', () => {
    expect(spokenDuration(90 * MINUTE)).toBe('1 hour 30 minutes');
    expect(spokenDuration(42 * MINUTE)).toBe('42 minutes');
  });
});

describe('durations and counts', () => {
  it.each([
    ['PT45M', '45 min'],
    ['PT1H', '1 h'],
    ['PT1H30M', '1 h 30 min'],
    ['nonsense', 'nonsense'],
  ])('%s reads %s', (iso, words) => {
    expect(durationWords(iso)).toBe(words);
  });

  it('are exact to their limit', () => {
    expect(countWords(999)).toBe('999');
    expect(countWords(999, true)).toBe('999+');
    expect(countWords(1000)).toBe('999+');
    expect(countWords(20, true)).toBe('20');
    expect(badgeWords(99)).toBe('99');
    expect(badgeWords(100)).toBe('99+');
  });

  it('spell an account id', () => {
    expect(spacedDigits('123')).toBe('1 2 3');
  });
});
