import { mockServices } from '@backstage/backend-test-utils';
import {
  FakeManagedPolicies,
  managedArn,
} from '../../testing/FakeManagedPolicies';
import { AccessAnalyzer } from './AccessAnalyzer';
import { AwsOpinion, OpinionOptions } from './AwsOpinion';

const INLINE = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Sid: 'One', Effect: 'Allow', Action: 's3:*', Resource: '*' },
});

const READ_S3 = managedArn('AmazonS3ReadOnlyAccess');

const asked = { inlinePolicy: INLINE, managedPolicies: [READ_S3] };

describe('what AWS says of a custom set', () => {
  const validate = jest.fn<
    ReturnType<AccessAnalyzer['validate']>,
    [string, number]
  >();
  const mayGrant = jest.fn<
    ReturnType<AccessAnalyzer['mayGrant']>,
    [string, string[], number]
  >();
  let now: number;

  beforeEach(() => {
    now = 0;
    validate.mockReset().mockResolvedValue({ kind: 'validated', findings: [] });
    mayGrant.mockReset().mockResolvedValue({ kind: 'never' });
  });

  const opinion = (change: Partial<OpinionOptions> = {}) =>
    new AwsOpinion({
      analyzer: { validate, mayGrant },
      managedPolicies: new FakeManagedPolicies(),
      validatePolicy: true,
      neverGrant: ['iam:CreateUser'],
      logger: mockServices.logger.mock(),
      now: () => now,
      ...change,
    });

  it('is a finding for each of AWS’s; an error refuses, others do not', async () => {
    const of = (
      type: 'ERROR' | 'SECURITY_WARNING' | 'WARNING' | 'SUGGESTION',
    ) => ({
      type,
      issueCode: `A_${type}`,
      details: `One\n${type}.`,
      learnMore: 'https://docs.aws.amazon.com/page',
      place: { pointer: '/Statement', line: 1, column: 25 },
    });
    validate.mockResolvedValue({
      kind: 'validated',
      findings: [
        of('ERROR'),
        of('SECURITY_WARNING'),
        of('WARNING'),
        of('SUGGESTION'),
      ],
    });
    const found = await opinion().whileWriting(asked);
    expect(
      found.map(({ code, severity, refuses }) => [code, severity, refuses]),
    ).toEqual([
      ['aws-error', 'HIGH', true],
      ['aws-security-warning', 'HIGH', false],
      ['aws-warning', 'LOW', false],
      ['aws-suggestion', 'INFO', false],
    ]);
    expect(found[0]).toMatchObject({
      source: 'inline',
      text: 'One ERROR',
      why: 'IAM Access Analyzer says so (A_ERROR).',
      learnMore: 'https://docs.aws.amazon.com/page',
      place: { line: 1 },
    });
    expect(mayGrant).not.toHaveBeenCalled();
  });

  it('while typing is only a note where AWS does not answer, and before sending trouble', async () => {
    validate.mockRejectedValue(new Error('reset'));
    const one = opinion();
    expect(await one.whileWriting(asked)).toMatchObject([
      { code: 'aws-not-asked', severity: 'INFO', refuses: false },
    ]);
    await expect(one.beforeSending(asked)).rejects.toThrow('reset');
    validate.mockResolvedValue({ kind: 'validated', findings: [] });
    expect(await one.beforeSending(asked)).toEqual([]);
    mayGrant.mockRejectedValue(new Error('reset'));
    await expect(opinion().beforeSending(asked)).rejects.toThrow('reset');
  });

  it('is about the set as a whole, and names the policy that is to blame', async () => {
    mayGrant.mockResolvedValue({
      kind: 'perhaps',
      because: 'statement 1 grants it.',
      statement: 1,
    });
    expect(await opinion().beforeSending(asked)).toMatchObject([
      {
        code: 'aws-may-grant',
        source: READ_S3,
        refuses: true,
        why: 'AWS says: statement 1 grants it.',
      },
    ]);
    const [policy] = mayGrant.mock.calls[0];
    expect(JSON.parse(policy).Statement).toEqual([
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      { Effect: 'Allow', Action: ['s3:Get*', 's3:List*'], Resource: '*' },
    ]);
  });

  it.each(['validate', 'mayGrant'] as const)(
    'does not pass what AWS cannot analyse (%s)',
    async which => {
      const answer = { kind: 'not-analysable' as const, because: 'Too odd.' };
      if (which === 'validate') validate.mockResolvedValue(answer);
      else mayGrant.mockResolvedValue(answer);
      expect(await opinion().beforeSending(asked)).toMatchObject([
        { code: 'aws-cannot-judge', refuses: true, why: 'AWS says: Too odd.' },
      ]);
    },
  );

  it('asks for a hundred actions at a time, and for all of them', async () => {
    const neverGrant = Array.from({ length: 201 }, (_, n) => `iam:Act${n}`);
    await opinion({ neverGrant }).beforeSending(asked);
    expect(mayGrant.mock.calls.map(([, actions]) => actions.length)).toEqual([
      100, 100, 1,
    ]);
    expect(mayGrant.mock.calls.flatMap(([, actions]) => actions)).toEqual(
      neverGrant,
    );
  });

  it('is asked for once in a while: what was typed is then sent', async () => {
    const one = opinion();
    await one.whileWriting(asked);
    await one.beforeSending(asked);
    await one.beforeSending(asked);
    expect(validate).toHaveBeenCalledTimes(1);
    expect(mayGrant).toHaveBeenCalledTimes(1);
    now += 10 * 60_000;
    await one.beforeSending(asked);
    expect(mayGrant).toHaveBeenCalledTimes(2);
  });

  it('asks only what it is told to', async () => {
    await opinion({ neverGrant: [] }).beforeSending(asked);
    expect(mayGrant).not.toHaveBeenCalled();
    await opinion({ validatePolicy: false }).beforeSending(asked);
    expect(validate).toHaveBeenCalledTimes(1);
    expect(mayGrant).toHaveBeenCalledTimes(1);
    await opinion().beforeSending({ managedPolicies: [READ_S3] });
    expect(validate).toHaveBeenCalledTimes(1);
  });

  it('bills nobody while typing', async () => {
    await opinion().whileWriting(asked);
    expect(mayGrant).not.toHaveBeenCalled();
  });
});
