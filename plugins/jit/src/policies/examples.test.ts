import {
  exampleNames,
  lineToFillIn,
  takesExamples,
  withExample,
} from './examples';

const ACCOUNT = '111111111111';

describe('examples', () => {
  it.each(exampleNames)('%s is narrow, and says what to fill in', name => {
    const policy = withExample('', name, ACCOUNT);
    const { Version, Statement } = JSON.parse(policy);
    expect(Version).toBe('2012-10-17');
    for (const { Effect, Action, Resource } of Statement) {
      expect(Effect).toBe('Allow');
      expect(Action.join()).not.toContain('*');
      expect(Resource).toMatch(/^arn:aws:.*CHANGE-ME/);
    }
    expect(lineToFillIn(policy)).toBeGreaterThan(3);
    expect(policy).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('is put behind what stands there, under an id that is free', () => {
    const once = withExample('', 'readTable', ACCOUNT);
    const twice = withExample(once, 'readTable', ACCOUNT);
    const { Statement } = JSON.parse(withExample(twice, 'readLogs', ACCOUNT));
    expect(Statement.map((one: { Sid: string }) => one.Sid)).toEqual([
      'ReadOneTable',
      'ReadOneTable2',
      'ReadOneLogGroup',
    ]);
  });

  it.each([
    ['nothing', ' \n', true],
    ['a policy', '{ "Version": "2012-10-17", "Statement": [] }', true],
    ['no JSON', '{ "Version": ', false],
    ['no list of statements', '{ "Statement": {} }', false],
    ['a value that is no policy', 'null', false],
    ['a name twice', '{ "Statement": [], "Statement": [] }', false],
    ['a needless escape', '{ "Statement": [], "\\u0041": 1 }', false],
  ])('loses nothing of %s', (_what, policy, takes) => {
    expect(takesExamples(policy)).toBe(takes);
  });

  it('finds the first line to fill in', () => {
    expect(lineToFillIn('{\n"a": "CHANGE-ME-x"\n}')).toBe(2);
    expect(lineToFillIn('{}')).toBeUndefined();
  });
});
