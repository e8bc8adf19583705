import { minutesOf } from '@jit-portal/backstage-plugin-jit-common';
import { shorterDurations } from './shorterDurations';

describe('shorterDurations', () => {
  it.each([
    ['PT15M', ['PT15M']],
    ['PT30M', ['PT30M', 'PT15M']],
    ['PT2H', ['PT2H', 'PT1H30M', 'PT1H', 'PT45M', 'PT30M', 'PT15M']],
  ])('of %s', (asked, choices) => {
    expect(shorterDurations(asked, 'PT15M')).toEqual(choices);
  });

  it('stays a short list for a long request', () => {
    const choices = shorterDurations('PT8H', 'PT15M');
    expect(choices).toHaveLength(14);
    expect(choices.every(one => minutesOf(one)! % 15 === 0)).toBe(true);
  });

  it('keeps a request of odd length first', () => {
    expect(shorterDurations('PT50M', 'PT15M')[0]).toBe('PT50M');
  });
});
