import { CustomPermissionSet } from '@jit-portal/backstage-plugin-jit-common';
import { askedKeyOf, coveringSetOf } from './askedKey';

function custom(change: Partial<CustomPermissionSet> = {}) {
  return askedKeyOf({
    type: 'custom',
    name: 'JIT-fix-export',
    sessionDuration: 'PT1H',
    managedPolicies: [],
    ...change,
  });
}

const inline = (policy: unknown) =>
  custom({ inlinePolicy: JSON.stringify(policy) });

const read = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Read',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: 'arn:aws:s3:::exports/*',
    },
  ],
};
const [statement] = read.Statement;

describe('askedKeyOf', () => {
  it.each<[string, unknown]>([
    ['another name', { ...read, Statement: [{ ...statement, Sid: 'Other' }] }],
    [
      'another order and case of actions',
      {
        ...read,
        Statement: [
          { ...statement, Action: ['S3:listbucket', 's3:GetObject'] },
        ],
      },
    ],
    [
      'a list of one, and one statement by itself',
      {
        Statement: { ...statement, Resource: ['arn:aws:s3:::exports/*'] },
        Version: '2012-10-17',
      },
    ],
  ])('is the same with %s', (_, policy) => {
    expect(inline(policy)).toBe(inline(read));
  });

  it.each<[string, unknown]>([
    ['one more action', { ...statement, Action: 's3:*' }],
    ['another resource', { ...statement, Resource: 'arn:aws:s3:::Exports/*' }],
    ['the other effect', { ...statement, Effect: 'Deny' }],
    [
      'a condition',
      { ...statement, Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    ],
  ])('differs with %s', (_, other) => {
    expect(inline({ ...read, Statement: [other] })).not.toBe(inline(read));
  });

  it('is of what is asked for, not of its name, length or order', () => {
    const managedPolicies = [
      'arn:aws:iam::aws:policy/A',
      'arn:aws:iam::aws:policy/B',
    ];
    const key = custom({ managedPolicies });
    expect(key).toMatch(/^[0-9a-f]{16}$/);
    expect(
      custom({
        name: 'JIT-other',
        sessionDuration: 'PT2H',
        managedPolicies: [...managedPolicies].reverse(),
      }),
    ).toBe(key);
    expect(custom({ managedPolicies: managedPolicies.slice(1) })).not.toBe(key);
  });

  it('is for custom sets alone', () => {
    expect(
      askedKeyOf({ type: 'standard', name: 'ReadOnlyAccess' }),
    ).toBeUndefined();
  });
});

describe('coveringSetOf', () => {
  const coverage = { asked: 1, covered: 1, missing: [], uncertain: [] };
  const tooMuch = { count: 0, services: [] };

  it('is the first that covers the whole', () => {
    expect(
      coveringSetOf([
        { name: 'Part', covers: 'part', tooMuch, ...coverage },
        { name: 'Whole', covers: 'whole', tooMuch, ...coverage },
      ]),
    ).toBe('Whole');
    expect(coveringSetOf([])).toBeUndefined();
    expect(coveringSetOf(undefined)).toBeUndefined();
  });
});
