import { limitFigure, ratioFigure, spreadOf, together } from './figures';

const upTo = (many: number) => Array.from({ length: many }, (_, i) => i + 1);

describe('figures', () => {
  it.each([
    ['one', [7], { median: 7, p95: 7 }],
    ['two', [4, 2], { median: 2, p95: 4 }],
    ['a hundred, in any order', upTo(100).reverse(), { median: 50, p95: 95 }],
  ])('spread of %s', (_, times, spread) => {
    expect(spreadOf(times)).toEqual(spread);
  });

  it('has no spread of nothing', () => {
    expect(() => spreadOf([])).toThrow('Nothing was measured');
  });

  it('takes what happens after one another together', () => {
    expect(together([1, 2], [10, 20])).toEqual([11, 22]);
  });

  it.each([
    ['is reached', [15], false],
    ['is missed', [16], true],
  ])('a ratio %s', (_, times, missed) => {
    const figure = ratioFigure({
      group: 1,
      what: 'a list',
      times,
      against: 'the floor',
      floor: [10],
      reach: 1.5,
    });
    expect(figure.ratio!.median).toBeCloseTo(times[0] / 10);
    expect(figure.missed).toBe(missed);
  });

  it.each([
    ['is kept', 100, false],
    ['is missed at the 95th percentile', 94, true],
    ['is not set', undefined, false],
  ])('a limit %s', (_, most, missed) => {
    const figure = limitFigure({
      group: 4,
      what: 'approval to ACTIVE',
      unit: 'ms',
      values: upTo(100),
      against: 'AWS',
      most,
    });
    expect(figure.missed).toBe(missed);
  });
});
