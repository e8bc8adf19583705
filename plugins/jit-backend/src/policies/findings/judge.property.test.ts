import fc from 'fast-check';
import { IamDataReference } from '../data/IamDataReference';
import { Facts } from '../data/ServiceFacts';
import { readPolicy } from '../reading/readPolicy';
import { Finding, SEVERITIES, Severity } from './Finding';
import { judgePolicies } from './judge';

/*
 * Two laws: nothing that is typed makes the reading or the judging throw, and
 * whoever narrows a policy never gets a finding for it.
 */

interface Written {
  Effect: 'Allow';
  Action?: string[];
  NotAction?: string[];
  Resource?: string[];
  NotResource?: string[];
  Condition?: Record<string, Record<string, string>>;
}

/** Each pattern with what may be written in its place to allow less. */
const ACTIONS: Record<string, string[]> = {
  '*': ['iam:*', 's3:*', 'ec2:RunInstances', 'lambda:Update*'],
  '*:*': ['kms:*', 'sts:AssumeRole'],
  'iam:*': ['iam:Put*', 'iam:PassRole', 'iam:CreateAccessKey', 'iam:Get*'],
  'iam:Put*': ['iam:PutRolePolicy', 'iam:PutUserPolicy'],
  's3:*': ['s3:Put*', 's3:Get*', 's3:ListAllMyBuckets', 's3:PutBucketPolicy'],
  's3:Put*': ['s3:PutObject', 's3:PutBucketPolicy'],
  's3:Get*': ['s3:GetObject', 's3:GetBucketAcl'],
  'lambda:Update*': ['lambda:UpdateFunctionCode'],
  'kms:*': ['kms:CreateGrant', 'kms:Decrypt', 'kms:ScheduleKeyDeletion'],
  'ec2:*': ['ec2:RunInstances', 'ec2:DescribeInstances', 'ec2:Modify*'],
  'ec2:Modify*': ['ec2:ModifySnapshotAttribute'],
  'ec2:RunInstances': [],
  'iam:PassRole': [],
  'sts:AssumeRole': [],
};
const RESOURCES = [
  ['*', 'arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:role/one'],
  ['*', 'arn:aws:s3:::*', 'arn:aws:s3:::bucket*', 'arn:aws:s3:::bucket'],
  ['*', 'arn:aws:ec2:*:*:instance/*', 'arn:aws:ec2:*:*:instance/i-1'],
  ['*', 'arn:aws:kms:*:*:key/*', 'arn:aws:kms:eu-west-1:111122223333:key/1'],
];
const CONDITIONS: [string, string][] = [
  ['iam:PassedToService', 'ec2.amazonaws.com'],
  ['iam:PermissionsBoundary', 'arn:aws:iam::111122223333:policy/b'],
  ['aws:ResourceAccount', '111122223333'],
  ['kms:ViaService', 's3.eu-west-1.amazonaws.com'],
  ['aws:SourceVpc', 'vpc-1'],
];

const statement: fc.Arbitrary<Written> = fc
  .record({
    actions: fc.uniqueArray(fc.constantFrom(...Object.keys(ACTIONS)), {
      minLength: 1,
      maxLength: 3,
    }),
    notAction: fc.integer({ min: 0, max: 9 }).map(dice => dice === 0),
    resource: fc.constantFrom(...RESOURCES.flat()),
    notResource: fc.integer({ min: 0, max: 9 }).map(dice => dice === 0),
  })
  .map(({ actions, notAction, resource, notResource }) => ({
    Effect: 'Allow',
    // NotAction of everything would allow nothing
    ...(notAction ? { NotAction: ['s3:*'] } : { Action: actions }),
    ...(notResource ? { NotResource: [resource] } : { Resource: [resource] }),
  }));

/** One way to allow less; undefined where it does not apply. */
type Narrowing = (one: Written, dice: number) => Written | undefined;

const NARROWINGS: Record<string, Narrowing> = {
  'a narrower action': (one, dice) => {
    const [first, ...others] = one.Action ?? [];
    const narrower = ACTIONS[first] ?? [];
    if (narrower.length === 0) return undefined;
    return { ...one, Action: [narrower[dice % narrower.length], ...others] };
  },
  'one action less': one =>
    (one.Action?.length ?? 0) > 1
      ? { ...one, Action: one.Action!.slice(1) }
      : undefined,
  'listed actions for NotAction': one =>
    one.NotAction
      ? { ...one, NotAction: undefined, Action: ['ec2:*', 'iam:PassRole'] }
      : undefined,
  'more in NotAction': one =>
    one.NotAction
      ? { ...one, NotAction: [...one.NotAction, 'iam:*'] }
      : undefined,
  'a narrower resource': (one, dice) => {
    if (one.Resource?.[0] !== '*') return undefined;
    const kind = RESOURCES[dice % RESOURCES.length];
    return { ...one, Resource: [kind[(dice % (kind.length - 1)) + 1]] };
  },
  'a name for a pattern': one => {
    const kind = RESOURCES.find(some => some.includes(one.Resource?.[0] ?? ''));
    const at = kind?.indexOf(one.Resource![0]) ?? 0;
    return at > 0 && at < kind!.length - 1
      ? { ...one, Resource: [kind![at + 1]] }
      : undefined;
  },
  'a condition': (one, dice) => {
    const [key, value] = CONDITIONS[dice % CONDITIONS.length];
    return { ...one, Condition: { StringEquals: { [key]: value } } };
  },
};

let facts: Facts;
beforeAll(async () => {
  facts = await new IamDataReference().read();
});

function findingsOf(statements: object[]): Finding[] {
  const document = { Version: '2012-10-17', Statement: statements };
  const reading = readPolicy(JSON.stringify(document));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const policies = [{ source: 'inline', policy: reading.policy }];
  const never = { neverGrant: ['s3:PutBucketPolicy', 'iam:Create*'] };
  return judgePolicies({ policies, managed: [], facts }, never);
}

/** Each code with the gravest that it is found as; what is taken in counts too. */
function gravest(findings: Finding[]): Map<string, number> {
  const worst = new Map<string, number>();
  const note = (code: string, severity: Severity) => {
    const at = SEVERITIES.indexOf(severity);
    worst.set(code, Math.min(at, worst.get(code) ?? at));
  };
  for (const { code, severity, includes } of findings) {
    note(code, severity);
    // Taken in by something at least as grave
    for (const one of includes) note(one, severity);
  }
  return worst;
}

/** AWS would take it, and it would do nothing: about that one is told. */
const SAYS_IT_DOES_NOTHING = ['resource-mismatch', 'unknown-condition-key'];

function added(before: Finding[], after: Finding[]): string[] {
  const known = gravest(before);
  return [...gravest(after)]
    .filter(([code]) => !SAYS_IT_DOES_NOTHING.includes(code))
    .filter(([code, severity]) => severity < (known.get(code) ?? Infinity))
    .map(([code]) => code);
}

describe.each(Object.entries(NARROWINGS))('%s', (_, narrow) => {
  it('adds no finding and makes none graver', () => {
    fc.assert(
      fc.property(
        fc.array(statement, { minLength: 1, maxLength: 3 }),
        fc.nat(),
        (statements, dice) => {
          const narrowed = narrow(statements[0], dice);
          fc.pre(narrowed !== undefined);
          const after = findingsOf([narrowed, ...statements.slice(1)]);
          expect(added(findingsOf(statements), after)).toEqual([]);
        },
      ),
      { numRuns: 80 },
    );
  });
});

describe('a statement less, or a deny more', () => {
  const some = fc.array(statement, { minLength: 2, maxLength: 3 });

  it('adds no finding and makes none graver', () => {
    const deny = fc.constantFrom('iam:*', 's3:Put*', 'ec2:RunInstances', '*');
    fc.assert(
      fc.property(some, deny, (statements, action) => {
        const before = findingsOf(statements);
        const denied = { Effect: 'Deny', Action: action, Resource: '*' };
        expect(added(before, findingsOf(statements.slice(1)))).toEqual([]);
        expect(added(before, findingsOf([...statements, denied]))).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});

describe('whatever is typed', () => {
  const judged = (text: string) => {
    const reading = readPolicy(text);
    if (!reading.ok) return reading.problems.length > 0;
    const policies = [{ source: 'inline', policy: reading.policy }];
    judgePolicies({ policies, managed: [], facts }, { neverGrant: ['*'] });
    return true;
  };

  it('is read or refused, and never throws', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.string({ unit: fc.constantFrom(...'{}[]":,\\*?$a \n') }),
    );
    fc.assert(fc.property(anything, judged), { numRuns: 2000 });
  });

  it('is judged whatever its values are, and never throws', () => {
    const word = fc.oneof(
      fc.constantFrom('*', 's3:*', 'arn:aws:s3:::a', '${aws:username}', 'x:y'),
      fc.string({ maxLength: 8 }),
      fc.constantFrom('__proto__', 'constructor', 'toString:valueOf'),
    );
    const document = fc.record({
      Version: fc.constant('2012-10-17'),
      Statement: fc.array(
        fc.record(
          {
            Effect: fc.constantFrom('Allow', 'Deny'),
            Action: fc.array(word, { maxLength: 3 }),
            Resource: word,
            Condition: fc.dictionary(
              fc.constantFrom('StringLike', 'Bool', 'ArnLike', 'valueOf'),
              fc.dictionary(word, word),
            ),
          },
          { requiredKeys: ['Effect', 'Resource'] },
        ),
      ),
    });
    fc.assert(
      fc.property(document, one => judged(JSON.stringify(one))),
      { numRuns: 500 },
    );
  });
});
