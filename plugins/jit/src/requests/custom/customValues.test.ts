import { PolicyFindings } from '@jit-portal/backstage-plugin-jit-common';
import { CUSTOM_SET, aFinding } from '../../__testUtils__/custom';
import { CUSTOM_LIMITS, anAccount } from '../../__testUtils__/samples';
import {
  CustomValues,
  bodyOf,
  customProblemsOf,
  highKeyOf,
  valuesFrom,
} from './customValues';

const limits = { ...anAccount().limits, ...CUSTOM_LIMITS };
const S3 = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

const good: CustomValues = {
  name: 'fix-export',
  sessionMinutes: 60,
  managedPolicies: [S3],
  inlinePolicy: '',
  accepted: '',
  minutes: 60,
  justification: 'Send the failed payouts again, OPS-771',
};
const nothingSaid: PolicyFindings = {
  problems: [],
  findings: [],
  coveredBy: [],
};
const wide = aFinding({ severity: 'HIGH', text: 'Allows every action' });

describe('customProblemsOf', () => {
  it.each<[string, Partial<CustomValues>, object]>([
    ['nothing wrong', {}, {}],
    ['no name', { name: '' }, { name: { kind: 'name-missing' } }],
    [
      'what AWS takes in no name, each once',
      { name: 'a b/c d' },
      { name: { kind: 'name-characters', wrong: ' /' } },
    ],
    [
      'a letter that only looks like one of ours',
      { name: 'fіx' },
      { name: { kind: 'name-characters', wrong: 'і' } },
    ],
    ['28 characters', { name: 'x'.repeat(28) }, {}],
    ['one more', { name: 'x'.repeat(29) }, { name: { kind: 'name-too-long' } }],
    [
      'neither managed nor inline policy',
      { managedPolicies: [], inlinePolicy: ' \n' },
      { managedPolicies: { kind: 'nothing-chosen' } },
    ],
    ['inline alone', { managedPolicies: [], inlinePolicy: '{}' }, {}],
    [
      'more than a set can have',
      { managedPolicies: [S3, `${S3}2`, `${S3}3`, `${S3}4`] },
      { managedPolicies: { kind: 'too-many' } },
    ],
    [
      'broken JSON',
      { inlinePolicy: '{ "Version": ' },
      { inlinePolicy: { kind: 'not-json' } },
    ],
    [
      'longer than AWS takes, blanks not counted',
      { inlinePolicy: JSON.stringify('x'.repeat(10_101)) },
      { inlinePolicy: { kind: 'policy-too-long', by: 3 } },
    ],
    [
      'an example that was not filled in',
      { inlinePolicy: '{\n"Resource": "CHANGE-ME-bucket"\n}' },
      { inlinePolicy: { kind: 'to-fill-in', line: 2 } },
    ],
    ['over the cap', { minutes: 255 }, { minutes: { kind: 'duration' } }],
    [
      'hardly a reason',
      { justification: 'why not' },
      { justification: { kind: 'too-short', missing: 13 } },
    ],
  ])('%s', (_what, change, problems) => {
    expect(customProblemsOf({ ...good, ...change }, limits, undefined)).toEqual(
      problems,
    );
  });

  const problem = {
    code: 'version-unsupported',
    field: 'permissionSet.inlinePolicy',
    message: 'Only 2012-10-17.',
  };
  const inline = { ...good, inlinePolicy: '{}' };
  it.each<[string, CustomValues, Partial<PolicyFindings>, object]>([
    [
      'a problem',
      inline,
      { problems: [problem] },
      { inlinePolicy: { kind: 'has-errors' } },
    ],
    [
      'what is never granted, inline',
      inline,
      { findings: [aFinding({ refuses: true })] },
      { inlinePolicy: { kind: 'has-errors' } },
    ],
    [
      'what is never granted, in a managed policy',
      good,
      { findings: [aFinding({ refuses: true, source: S3 })] },
      { managedPolicies: { kind: 'has-errors' } },
    ],
    ['no high finding', good, { findings: [aFinding()] }, {}],
    [
      'a high one',
      inline,
      { findings: [wide] },
      { accepted: { kind: 'not-accepted' } },
    ],
    [
      'a high one for which the tick was set',
      {
        ...inline,
        accepted: highKeyOf({ ...nothingSaid, findings: [wide] }),
      },
      { findings: [wide, aFinding()] },
      {},
    ],
    [
      'another high one since',
      {
        ...inline,
        accepted: highKeyOf({ ...nothingSaid, findings: [wide] }),
      },
      { findings: [wide, { ...wide, text: 'Passes any role' }] },
      { accepted: { kind: 'not-accepted' } },
    ],
    [
      'less room than was thought',
      { ...good, inlinePolicy: '"12345"' },
      {
        size: {
          characters: 7,
          nonBlank: 7,
          maxCharacters: 5,
          maxNonBlank: 5,
        },
      },
      { inlinePolicy: { kind: 'policy-too-long', by: 2 } },
    ],
  ])('hears of the server: %s', (_what, values, said, problems) => {
    expect(
      customProblemsOf(values, limits, { ...nothingSaid, ...said }),
    ).toEqual(problems);
  });
});

describe('valuesFrom', () => {
  it('begins with the shortest session and the usual duration', () => {
    expect(valuesFrom({}, limits)).toMatchObject({
      name: '',
      sessionMinutes: 60,
      minutes: 60,
    });
  });

  it('copies an earlier set, and asks for the very same', () => {
    const values = valuesFrom(
      { custom: CUSTOM_SET, duration: 'PT2H', justification: ' Again ' },
      limits,
    );
    expect(values.name).toBe('fix-export');
    expect(bodyOf(values, '111111111111', CUSTOM_LIMITS)).toEqual({
      accountId: '111111111111',
      permissionSet: CUSTOM_SET,
      duration: 'PT2H',
      justification: 'Again',
    });
  });

  it('asks for no inline policy where none is written', () => {
    expect(
      bodyOf({ ...good, inlinePolicy: ' \n' }, '1', CUSTOM_LIMITS)
        .permissionSet,
    ).not.toHaveProperty('inlinePolicy');
  });
});
