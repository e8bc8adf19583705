import { Words } from '../translation';
import { changeOf, shareOf, valueWords } from './measures';

/** Words as their keys, with what fills them. */
const t = ((key: string, values?: object) =>
  `${key} ${Object.values(values ?? {}).join(' ')}`.trim()) as unknown as Words;

describe('shares', () => {
  it.each([
    [9, 10, 90],
    [1, 3, { text: 'insights.tooFew 3' }],
    [0, 9, { text: 'insights.tooFew 9' }],
    [2, 30, 7],
  ])('%d of %d', (part, of, share) => {
    expect(shareOf(t, part, of, 10)).toEqual(share);
  });
});

describe('numbers', () => {
  it('are written by what they count', () => {
    expect(valueWords(t, 'count', 1200)).toBe('1200');
    expect(valueWords(t, 'share', 7)).toBe('insights.percent 7');
    expect(valueWords(t, 'minutes', 90)).toBe('1 h 30 min');
    expect(valueWords(t, 'minutes', undefined)).toBe('–');
    expect(valueWords(t, 'share', { text: 'few' })).toBe('few');
  });

  it('tell how they changed', () => {
    expect(changeOf(t, 'share', 9, 6)).toEqual({
      arrow: '▲',
      words: 'insights.up insights.points 3',
    });
    expect(changeOf(t, 'minutes', 20, 80)).toEqual({
      arrow: '▼',
      words: 'insights.down 1 h',
    });
    expect(changeOf(t, 'count', 5, 5)).toEqual({
      arrow: '',
      words: 'insights.same',
    });
    expect(changeOf(t, 'share', { text: 'few' }, 6)).toBeUndefined();
    expect(changeOf(t, 'minutes', 5, undefined)).toBeUndefined();
  });
});
