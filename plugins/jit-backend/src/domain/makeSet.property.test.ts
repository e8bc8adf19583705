import { CustomPermissionSet } from '@jit-portal/backstage-plugin-jit-common';
import fc from 'fast-check';
import type { SeenSet } from '../identityCenter/CustomSetPort';
import { anAssignment, aSession, situation } from './__testUtils__/situations';
import {
  afterCall,
  CustomSetRecord,
  inlineTextOf,
  newSetOf,
  placeholderArn,
  whatIsForeign,
  whatIsMissing,
} from './customSetWork';
import { nextStep } from './nextStep';
import { Step } from './situation';

const ARN = 'arn:aws:sso:::permissionSet/ssoins-1/ps-1';
const POLICIES = ['ReadOnlyAccess', 'ViewOnlyAccess', 'SecurityAudit'].map(
  name => `arn:aws:iam::aws:policy/${name}`,
);
const HARD_END = new Date('2026-11-23T18:05:00Z');

const anyAsked: fc.Arbitrary<CustomPermissionSet> = fc.record(
  {
    type: fc.constant('custom' as const),
    name: fc.constant('JIT-fix'),
    sessionDuration: fc.constantFrom('PT1H', 'PT2H'),
    managedPolicies: fc.subarray(POLICIES),
    inlinePolicy: fc.constant(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}',
    ),
    permissionsBoundary: fc.constantFrom(...POLICIES),
  },
  { requiredKeys: ['type', 'name', 'sessionDuration', 'managedPolicies'] },
);

const recordOf = (asked: CustomPermissionSet): CustomSetRecord => ({
  id: 'set-1',
  requestId: 'request-1',
  requestNumber: 1,
  assignmentId: 'a1',
  name: asked.name,
  state: 'making',
  asked,
  hardEnd: HARD_END,
  searches: 0,
});

/** What AWS holds: a part of what was asked, or something beside it. */
const anySeen = (set: CustomSetRecord): fc.Arbitrary<SeenSet> =>
  fc.record({
    name: fc.constantFrom(set.name, 'JIT-other'),
    tags: fc.constantFrom(
      new Map(Object.entries(newSetOf(set).tags)),
      new Map([['jit-managed', 'true']]),
    ),
    managedPolicyArns: fc.subarray(POLICIES),
    customerPolicies: fc.constantFrom([], [{ name: 'own', path: '/' }]),
    inlinePolicy: fc.constantFrom('', inlineTextOf(set), '{}'),
    boundary: fc.constantFrom(
      undefined,
      ...POLICIES.map(managedPolicyArn => ({ managedPolicyArn })),
    ),
    sessionDuration: fc.constantFrom('PT1H', 'PT2H'),
  });

/** The set as it comes to be when nobody else touches it. */
function madeOf(set: CustomSetRecord): SeenSet {
  let seen = afterCall(set, { kind: 'create' }, undefined) as SeenSet;
  for (let calls = 0; calls < 10; calls += 1) {
    const call = whatIsMissing(set, seen);
    if (!call) break;
    seen = afterCall(set, call, seen) as SeenSet;
  }
  return seen;
}

const anyCase = anyAsked.chain(asked => {
  const set = recordOf(asked);
  // As made, with one thing about it changed, or anything
  const one = anySeen(set).chain(other =>
    fc
      .subarray(Object.keys(other) as (keyof SeenSet)[], { maxLength: 1 })
      .map(keys => ({
        ...madeOf(set),
        ...Object.fromEntries(keys.map(key => [key, other[key]])),
      })),
  );
  return fc.oneof(one, anySeen(set)).map(seen => ({ set, seen }));
});

/** Whether it is what was reviewed, said the long way. */
function isExactly(set: CustomSetRecord, seen: SeenSet): boolean {
  const { asked } = set;
  return (
    seen.name === set.name &&
    seen.tags.get('jit-request') === set.requestId &&
    seen.sessionDuration === asked.sessionDuration &&
    seen.inlinePolicy === inlineTextOf(set) &&
    seen.customerPolicies.length === 0 &&
    seen.boundary?.managedPolicyArn === asked.permissionsBoundary &&
    [...seen.managedPolicyArns].sort().join() ===
      [...asked.managedPolicies].sort().join()
  );
}

describe('a custom set', () => {
  it('neither lacks nor holds anything else just where it is what was reviewed', () => {
    fc.assert(
      fc.property(anyCase, ({ set, seen }) => {
        const isRight = !whatIsForeign(set, seen) && !whatIsMissing(set, seen);
        expect(isRight).toBe(isExactly(set, seen));
      }),
      { numRuns: 500 },
    );
  });

  it('that is new comes to be what was reviewed, by what it lacks', () => {
    fc.assert(
      fc.property(anyAsked, asked => {
        const set = recordOf(asked);
        expect(isExactly(set, madeOf(set))).toBe(true);
      }),
    );
  });
});

const anyLearnt = fc
  .record({
    state: fc.constantFrom('wanted', 'making', 'gone' as const),
    arn: fc.constantFrom(undefined, ARN),
    isFresh: fc.boolean(),
    looks: fc.integer({ min: 0, max: 4 }),
    nameTaken: fc.boolean(),
    inUse: fc.boolean(),
    madeByUs: fc.boolean(),
    looked: fc.boolean(),
    status: fc.constantFrom(
      undefined,
      'PROVISIONING',
      'ACTIVE',
      'ENDING',
    ) as fc.Arbitrary<'PROVISIONING' | 'ACTIVE' | 'ENDING' | undefined>,
  })
  .chain(one => anyCase.map(made => ({ ...one, ...made })));

type AnyLearnt = typeof anyLearnt extends fc.Arbitrary<infer T> ? T : never;

describe('with a custom set, the engine', () => {
  const stepOf = (one: AnyLearnt): Step => {
    // What is assigned has an ARN, and its record was not closed
    const isMade = one.madeByUs || one.status === 'ACTIVE';
    const arn = isMade ? ARN : one.arn;
    const customSet = {
      ...one.set,
      arn,
      state: isMade ? 'making' : one.state,
    } as CustomSetRecord;
    return nextStep(
      situation({
        assignment: anAssignment({
          madeByUs: one.madeByUs,
          permissionSetArn: arn ?? placeholderArn('request-1'),
        }),
        sessions: one.status ? [aSession({ status: one.status })] : [],
        customSet,
        learnt: {
          verdicts: new Map([['s1', { ok: true, minutes: 30 }]]),
          seen: one.looked
            ? [
                { direct: false, others: false, groups: [] },
                { direct: false, others: false, groups: [] },
              ]
            : [],
          set: {
            seen: one.arn && one.seen,
            isFresh: one.isFresh,
            looks: one.looks,
            nameTaken: one.nameTaken,
            inUse: one.inUse,
          },
        },
      }),
    );
  };

  it('assigns it only where it was just read and is what was reviewed', () => {
    fc.assert(
      fc.property(anyLearnt, one => {
        fc.pre(stepOf(one).do === 'assign');
        expect(one.isFresh && isExactly(one.set, one.seen)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('deletes it only when nobody needs it any more', () => {
    fc.assert(
      fc.property(anyLearnt, one => {
        const step = stepOf(one);
        fc.pre(step.do === 'set-gone' || step.do === 'set-call');
        const deletes =
          step.do === 'set-gone' ||
          (step.do === 'set-call' && step.call.kind === 'delete');
        expect(deletes && (one.madeByUs || one.status !== undefined)).toBe(
          false,
        );
      }),
      { numRuns: 300 },
    );
  });
});
