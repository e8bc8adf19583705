import {
  awsRefusals,
  inManagementAccount,
  missingRights,
  notEligible,
  notLeading,
} from './selfChecks';

const now = new Date('2026-11-23T09:00:00.000Z');
const secondsAgo = (seconds: number) =>
  new Date(now.getTime() - seconds * 1000);

const set = { arn: 'arn:read-only', name: 'ReadOnly' };

describe('self-checks', () => {
  it('name the right that is missing, and where to add it', () => {
    const found = missingRights([
      { action: 'sso:ListPermissionSets', allowed: true },
      { action: 'sso:ListTagsForResource', allowed: false },
    ]);
    expect(found).toMatchObject([
      {
        kind: 'right-missing',
        level: 'critical',
        what: 'AWS does not allow JIT Access sso:ListTagsForResource.',
        fix: expect.stringContaining('policy of the backend role'),
      },
    ]);
  });

  it.each([
    ['no tag', {}, 1],
    ['another value', { 'jit-eligible': 'yes' }, 1],
    ['the tag', { 'jit-eligible': 'true' }, 0],
  ])('an offered set with %s', (_, tags, count) => {
    const tagged = { ...set, tags: new Map(Object.entries(tags)) };
    expect(notEligible([tagged])).toHaveLength(count);
  });

  it('a set in the management account hinders, others there do not', () => {
    const there = ['arn:read-only', 'arn:not-offered'];
    expect(inManagementAccount([set], there, '999999999999')).toMatchObject([
      {
        kind: 'management-account',
        level: 'critical',
        account: '999999999999',
        permissionSet: set,
        fix: expect.stringContaining('signed in to the management account'),
      },
    ]);
    expect(inManagementAccount([set], [], '999999999999')).toEqual([]);
  });

  it('many refusals are one finding, quotas one for each account', () => {
    const refused = (code: string, accountId: string) => ({
      code,
      accountId,
      reason: `${code} in ${accountId}`,
      fix: 'Do it.',
    });
    const found = awsRefusals([
      refused('access-denied', '1'),
      refused('access-denied', '2'),
      refused('quota', '1'),
      refused('quota', '2'),
      refused('quota', '2'),
    ]);
    expect(found.map(one => [one.kind, one.account, one.what])).toEqual([
      ['aws-refuses', undefined, 'access-denied in 1'],
      ['quota', '1', 'quota in 1'],
      ['quota', '2', 'quota in 2'],
    ]);
  });

  it.each<[string, Date | undefined, Date, number]>([
    ['somebody leads', secondsAgo(-10), secondsAgo(600), 0],
    ['the lead ran out a moment ago', secondsAgo(30), secondsAgo(600), 0],
    ['nobody has led for a minute', secondsAgo(60), secondsAgo(600), 1],
    ['we only just began to look', secondsAgo(600), secondsAgo(10), 0],
    [
      'nobody ever led, and we look since a minute',
      undefined,
      secondsAgo(60),
      1,
    ],
  ])('%s', (_, leadUntil, since, count) => {
    expect(notLeading(leadUntil, since, now)).toHaveLength(count);
  });
});
