import fc from 'fast-check';
import { IamDataReference } from '../data/IamDataReference';
import { Facts } from '../data/ServiceFacts';
import { readPolicy } from '../reading/readPolicy';
import { judgePolicies } from './judge';

/*
 * Held against an evaluator that goes through every action there is: what is
 * not found is not allowed.
 */

interface Written {
  Effect: 'Allow' | 'Deny';
  Action?: string[];
  NotAction?: string[];
  Resource?: string;
  NotResource?: string;
  Condition?: object;
}

const PATTERNS = [
  ...['*', '*:*', 'iam:*', 'IAM:*User', 'iam:Create*', 'iam:*Policy'],
  ...['iam:Delete*', 'iam:?reateUser', 'iam:*e*Key', 'sts:*', 's3:*'],
];
const ACTIONS = [
  ...['iam:CreateUser', 'iam:CreateAccessKey', 'iam:AttachUserPolicy'],
  ...['iam:DeleteUser', 'iam:GetUser', 'sts:AssumeRole', 's3:GetObject'],
];
const anyAction = fc.constantFrom(...PATTERNS, ...ACTIONS);
/** Configuration may name an action of every service. */
const anyNever = fc.oneof(anyAction, fc.constantFrom('*:Create*', '*:*User'));
const listed = fc.uniqueArray(anyAction, { minLength: 1, maxLength: 4 });

const anyAllow: fc.Arbitrary<Written> = fc
  .tuple(fc.boolean(), listed)
  .map(([inverted, actions]) => ({
    Effect: 'Allow',
    Resource: '*',
    ...(inverted ? { NotAction: actions } : { Action: actions }),
  }));

const anyDeny: fc.Arbitrary<Written> = fc
  .tuple(
    fc.boolean(),
    listed,
    fc.constantFrom<Partial<Written>>(
      { Resource: '*' },
      { Resource: '*' },
      { Resource: '*' },
      { Resource: 'arn:aws:iam::111122223333:user/one' },
      { NotResource: 'arn:aws:iam::111122223333:user/one' },
      {
        Resource: '*',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ),
  )
  .map(([inverted, actions, where]) => ({
    Effect: 'Deny',
    ...(inverted ? { NotAction: actions } : { Action: actions }),
    ...where,
  }));

const anyPolicy = fc
  .tuple(
    fc.array(anyAllow, { minLength: 1, maxLength: 3 }),
    fc.array(anyDeny, { maxLength: 3 }),
  )
  .map(statements => statements.flat());

let facts: Facts;
let known: string[];
beforeAll(async () => {
  facts = await new IamDataReference().read(['iam', 'sts', 's3']);
  known = facts.services.flatMap(service =>
    [...facts.service(service)!.actions.values()].map(({ name }) => name),
  );
});

function takes(pattern: string, action: string): boolean {
  const source = pattern.replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(action);
}

function speaksOf({ Action, NotAction }: Written, action: string): boolean {
  return Action
    ? Action.some(one => takes(one, action))
    : !NotAction!.some(one => takes(one, action));
}

/** On some resource, under some circumstances. */
function isAllowed(statements: Written[], action: string): boolean {
  const spoken = statements.filter(one => speaksOf(one, action));
  const surelyDenied = spoken.some(
    ({ Effect, Resource, Condition }) =>
      Effect === 'Deny' && Resource === '*' && !Condition,
  );
  return !surelyDenied && spoken.some(({ Effect }) => Effect === 'Allow');
}

function isFound(statements: Written[], never: string): boolean {
  const document = { Version: '2012-10-17', Statement: statements };
  const reading = readPolicy(JSON.stringify(document));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const policies = [{ source: 'inline', policy: reading.policy }];
  return judgePolicies(
    { policies, managed: [], facts },
    { neverGrant: [never] },
  ).some(({ code, refuses }) => code === 'never-granted' && refuses);
}

describe('what is never granted', () => {
  it('is found wherever any action of it is allowed', () => {
    fc.assert(
      fc.property(anyPolicy, anyNever, (statements, never) => {
        if (isFound(statements, never)) return;
        const allowed = known.filter(
          action => takes(never, action) && isAllowed(statements, action),
        );
        expect(allowed).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('is found where it is allowed, and nowhere else, when it is one action', () => {
    fc.assert(
      fc.property(
        anyPolicy,
        fc.constantFrom(...ACTIONS),
        (statements, never) => {
          expect(isFound(statements, never)).toBe(isAllowed(statements, never));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is found in the hole that a Deny of everything else leaves', () => {
    const actions = ['iam:CreateUser', 'iam:CreateAccessKey'];
    const statements: Written[] = [
      { Effect: 'Allow', Action: actions, Resource: '*' },
      { Effect: 'Deny', NotAction: actions, Resource: '*' },
    ];
    expect(isFound(statements, 'iam:*')).toBe(true);
    expect(isFound(statements, 'iam:Delete*')).toBe(false);
  });
});
