import { repeatedProblem } from './repeated';

const fieldOf = (index: number) => `items.${index}.id`;

describe('a list with one thing twice', () => {
  it.each<[string[], string[]]>([
    [[], []],
    [['a', 'b'], []],
    [['a', 'b', 'a'], ['items.2.id']],
    [['REQ-1', ' req-1'], ['items.1.id']],
    [
      ['a', 'a', 'b', 'a'],
      ['items.1.id', 'items.3.id'],
    ],
  ])('%j is told at %j', (names, fields) => {
    const problem = repeatedProblem(names, fieldOf);
    expect(problem?.details?.map(({ field }) => field) ?? []).toEqual(fields);
  });

  it('says what is twice', () => {
    expect(repeatedProblem(['REQ-1', 'REQ-1'], fieldOf)).toMatchObject({
      code: 'invalid-values',
      message: 'REQ-1 is listed twice.',
    });
  });
});
