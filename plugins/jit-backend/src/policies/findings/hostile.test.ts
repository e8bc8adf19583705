import { IamDataReference } from '../data/IamDataReference';
import { readPolicy } from '../reading/readPolicy';
import { judgePolicies } from './judge';

/*
 * Policies written to keep the portal busy: as many patterns, resources and
 * denies as the size allows. Each of them once took minutes; now one takes
 * less than a second. The limit is loose, for machines that are busy.
 */
const LIMIT = 20_000;

const many = <T>(count: number, one: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => one(index));

const allow = (Action: string[], Resource: string[] = ['*']) => ({
  Effect: 'Allow',
  Action,
  Resource,
});

const deny = (Action: string) => ({ Effect: 'Deny', Action, Resource: '*' });

const letter = (index: number) => 'aeinrst'[index % 7];

const HOSTILE = {
  'many patterns': [allow(many(600, at => `ec2:*${letter(at)}*${at}*`))],
  'one pattern, again and again': [allow(many(900, () => 'iam:*'))],
  'many patterns on many resources': [
    allow(
      many(350, at => `ec2:*${letter(at)}*`),
      many(120, at => `arn:aws:ec2:*:*:*${at.toString(16)}*/*`),
    ),
  ],
  'a resource of many stars': [
    allow(['*'], [`arn:aws:ec2:*:*:${'*a'.repeat(4500)}`]),
  ],
  'many statements': many(130, () => allow(['iam:*'])),
  'variables that never close': [
    {
      ...allow(['iam:PassRole']),
      Condition: {
        StringLike: { 'iam:PassedToService': '${'.repeat(4_900) },
      },
    },
  ],
  'many denies': [
    ...many(60, () => allow(['iam:*'])),
    ...many(60, at => deny(`iam:*${at}z*`)),
  ],
  'a deny of all but many patterns': [
    allow(many(300, at => `iam:*${letter(at)}*${at}*`)),
    {
      Effect: 'Deny',
      NotAction: many(300, at => `iam:*${letter(at)}*${at}*z`),
      Resource: '*',
    },
  ],
};

describe('judging', () => {
  it.each(Object.entries(HOSTILE))(
    'ends soon with %s',
    async (_, statements) => {
      const facts = await new IamDataReference().read(['ec2', 'iam']);
      const document = { Version: '2012-10-17', Statement: statements };
      const reading = readPolicy(JSON.stringify(document));
      if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
      const policies = [{ source: 'inline', policy: reading.policy }];
      const findings = judgePolicies(
        { policies, managed: [], facts },
        { neverGrant: ['iam:Create*'] },
      );
      expect(findings.length).toBeGreaterThan(0);
    },
    LIMIT,
  );
});

describe('reading', () => {
  it.each([
    ['colons', ':'.repeat(32_500)],
    ['variables that never close', '${'.repeat(16_000)],
    ['digits', '1'.repeat(32_500)],
  ])(
    'ends soon with an address of %s',
    (_, value) => {
      const Condition = { IpAddress: { 'aws:SourceIp': value } };
      const reading = readPolicy(
        JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ ...allow(['s3:GetObject']), Condition }],
        }),
      );
      expect(reading).toMatchObject({ ok: false });
    },
    LIMIT,
  );
});
