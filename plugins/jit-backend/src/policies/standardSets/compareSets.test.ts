import { PackagedManagedPolicies } from '../__testUtils__/PackagedManagedPolicies';
import { IamDataReference } from '../data/IamDataReference';
import { readManaged } from '../data/ManagedPolicies';
import { Policy } from '../reading/Policy';
import { readPolicy } from '../reading/readPolicy';
import { compareSets, StandardSetPolicies } from './compareSets';

const reference = new IamDataReference();
const managed = new PackagedManagedPolicies();
const REPORTS = 'arn:aws:s3:::reports/*';

function policy(...statements: object[]): Policy {
  const document = { Version: '2012-10-17', Statement: statements };
  const reading = readPolicy(JSON.stringify(document));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.policy;
}

const allow = (Action: string | string[], Resource: string, more = {}) =>
  policy({ Effect: 'Allow', Action, Resource, ...more });

async function managedSet(name: string): Promise<StandardSetPolicies> {
  const document = await managed.find(`arn:aws:iam::aws:policy/${name}`);
  return { name, policies: [readManaged(document!)!] };
}

async function compare(asked: Policy, set: Partial<StandardSetPolicies>) {
  const whole = { name: 'Support', policies: [], ...set };
  const [coverage] = await compareSets([asked], [whole], reference);
  return coverage;
}

describe('is there a standard set for this?', () => {
  it('names the set that covers all of it, and what it gives too much', async () => {
    const asked = allow(['s3:GetObject', 's3:GetObjectTagging'], REPORTS);
    const policies = [allow('s3:GetObject*', 'arn:aws:s3:::*')];
    const coverage = await compare(asked, { policies });
    expect(coverage).toMatchObject({
      covers: 'whole',
      asked: 2,
      covered: 2,
      missing: [],
      tooMuch: { services: ['s3'] },
      uncertain: [],
    });
    expect(coverage.tooMuch.count).toBeGreaterThan(3);
  });

  it('says what is missing of a set that covers a part', async () => {
    const asked = allow(['s3:GetObject', 's3:PutBucketPolicy'], '*');
    const set = { policies: [allow('s3:Get*', '*')] };
    expect(await compare(asked, set)).toMatchObject({
      covers: 'part',
      covered: 1,
      missing: [{ action: 's3:PutBucketPolicy', because: 'action' }],
    });
  });

  it.each([
    ['a narrower resource', allow('s3:GetObject', REPORTS), 'resource'],
    [
      'all but one resource',
      policy({
        Effect: 'Allow',
        Action: 's3:GetObject',
        NotResource: 'arn:aws:s3:::audit/*',
      }),
      'resource',
    ],
    [
      'a condition',
      allow('s3:GetObject', '*', {
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      }),
      'condition',
    ],
    [
      'a deny somewhere',
      policy(
        { Effect: 'Allow', Action: 's3:*', Resource: '*' },
        { Effect: 'Deny', Action: 's3:Get*', Resource: 'arn:aws:s3:::audit/*' },
      ),
      'denied',
    ],
    [
      'all but something else, denied',
      policy(
        { Effect: 'Allow', Action: 's3:*', Resource: '*' },
        { Effect: 'Deny', NotAction: 'ec2:*', Resource: '*' },
      ),
      'denied',
    ],
    ['another service', allow('ec2:*', '*'), 'action'],
  ])('does not count what the set allows under %s', async (_, one, because) => {
    const asked = allow('s3:GetObject', 'arn:aws:s3:::*');
    expect(await compare(asked, { policies: [one] })).toMatchObject({
      covers: 'nothing',
      missing: [{ action: 's3:GetObject', because }],
    });
  });

  it('counts the very same condition, and one of the set that has none', async () => {
    const condition = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };
    const asked = allow('ec2:DescribeInstances', '*', { Condition: condition });
    for (const more of [{ Condition: condition }, {}]) {
      const set = { policies: [allow('ec2:Describe*', '*', more)] };
      expect(await compare(asked, set)).toMatchObject({ covers: 'whole' });
    }
  });

  it('counts a resource wherever it is asked for, not only once', async () => {
    const asked = policy(
      { Effect: 'Allow', Action: 's3:GetObject', Resource: REPORTS },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
    );
    const set = { policies: [allow('s3:GetObject', REPORTS)] };
    expect(await compare(asked, set)).toMatchObject({ covers: 'nothing' });
  });

  it('takes a variable of the set for itself alone', async () => {
    const own = 'arn:aws:s3:::home/${aws:username}/*';
    const set = { policies: [allow('s3:GetObject', own)] };
    expect(
      await compare(allow('s3:GetObject', 'arn:aws:s3:::home/dana/*'), set),
    ).toMatchObject({ covers: 'nothing' });
    expect(await compare(allow('s3:GetObject', own), set)).toMatchObject({
      covers: 'whole',
    });
  });

  it.each([
    [{ bounded: true }, 'boundary'],
    [{ partlyUnread: true }, 'unread-policies'],
  ])('is never sure of a set with %s', async (more, uncertain) => {
    const asked = allow('s3:GetObject', '*');
    const set = { policies: [allow('s3:GetObject', '*')], ...more };
    expect(await compare(asked, set)).toMatchObject({
      covers: 'part',
      covered: 1,
      uncertain: [uncertain],
    });
  });

  it('puts the set first that fits best and gives least too much', async () => {
    const asked = allow(['s3:GetObject', 's3:ListBucket'], '*');
    const sets = await Promise.all(
      [
        'AmazonEC2ReadOnlyAccess',
        'AdministratorAccess',
        'AmazonS3FullAccess',
        'AmazonS3ReadOnlyAccess',
      ].map(managedSet),
    );
    const coverages = await compareSets([asked], sets, reference);
    expect(coverages.map(({ set, covers }) => [set, covers])).toEqual([
      ['AmazonS3ReadOnlyAccess', 'whole'],
      ['AmazonS3FullAccess', 'whole'],
      ['AdministratorAccess', 'whole'],
      ['AmazonEC2ReadOnlyAccess', 'nothing'],
    ]);
  });

  it('has nothing to say of what asks for nothing', async () => {
    const asked = policy({ Effect: 'Deny', Action: '*', Resource: '*' });
    const set = { policies: [allow('s3:*', '*')] };
    expect(await compare(asked, set)).toMatchObject({
      covers: 'nothing',
      asked: 0,
    });
  });
});
