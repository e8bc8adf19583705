import {
  DescribePolicyCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  ListTargetsForPolicyCommand,
  UpdatePolicyCommand,
} from '@aws-sdk/client-organizations';
import { emulated, Emulated, PRODUCTION } from '../__testUtils__/emulated';

const PolicyId = 'p-jitdeny1';

describe('service control policies in Organizations', () => {
  let aws: Emulated;
  beforeEach(async () => {
    aws = await emulated();
  });
  afterEach(() => aws.close());

  const update = (Content: string) =>
    aws.clients.organizations.send(
      new UpdatePolicyCommand({ PolicyId, Content }),
    );
  const statement = { Effect: 'Deny', Action: '*', Resource: '*' };
  const policyOf = (Statement: unknown) =>
    JSON.stringify({ Version: '2012-10-17', Statement });

  it('are read and replaced whole', async () => {
    const content = policyOf([statement]);
    await update(content);
    const { Policy } = await aws.clients.organizations.send(
      new DescribePolicyCommand({ PolicyId }),
    );
    expect(Policy).toMatchObject({
      Content: content,
      PolicySummary: { Id: PolicyId, Type: 'SERVICE_CONTROL_POLICY' },
    });
  });

  it.each([
    ['no JSON', '{'],
    ['no statement', policyOf([])],
    [
      'a statement with a principal',
      policyOf([{ ...statement, Principal: '*' }]),
    ],
    ['no version', JSON.stringify({ Statement: [statement] })],
  ])('refuse %s', async (_, content) => {
    await expect(update(content)).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    });
  });

  it('refuse more than 5,120 characters', async () => {
    const sized = (length: number) => {
      const empty = policyOf([{ ...statement, Sid: '' }]);
      return policyOf([
        { ...statement, Sid: 'x'.repeat(length - empty.length) },
      ]);
    };
    await expect(update(sized(5_120))).resolves.toBeDefined();
    await expect(update(sized(5_121))).rejects.toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'POLICY_CONTENT_LIMIT_EXCEEDED',
    });
  });

  it('are changed by one at a time, when a fault says so', async () => {
    await aws.control('faults', {
      service: 'organizations',
      kind: 'conflict',
      times: 1,
    });
    await expect(update(policyOf([statement]))).rejects.toMatchObject({
      name: 'ConcurrentModificationException',
    });
    await expect(update(policyOf([statement]))).resolves.toBeDefined();
  });

  it('that are not there are not found', async () => {
    await expect(
      aws.clients.organizations.send(
        new DescribePolicyCommand({ PolicyId: 'p-12345678' }),
      ),
    ).rejects.toMatchObject({ name: 'PolicyNotFoundException' });
  });

  it('are attached where the way up from an account finds them', async () => {
    const parentOf = async (ChildId: string) =>
      (
        await aws.clients.organizations.send(
          new ListParentsCommand({ ChildId }),
        )
      ).Parents;
    const { Targets } = await aws.clients.organizations.send(
      new ListTargetsForPolicyCommand({ PolicyId }),
    );
    expect(Targets).toEqual([
      {
        TargetId: 'ou-emu1-workload',
        Name: 'Workloads',
        Type: 'ORGANIZATIONAL_UNIT',
      },
    ]);
    expect(await parentOf(PRODUCTION)).toEqual([
      { Id: 'ou-emu1-workload', Type: 'ORGANIZATIONAL_UNIT' },
    ]);
    expect(await parentOf('ou-emu1-workload')).toEqual([
      { Id: 'r-emu1', Type: 'ROOT' },
    ]);
    await expect(parentOf('123456789012')).rejects.toMatchObject({
      name: 'ChildNotFoundException',
    });
    const { Policies } = await aws.clients.organizations.send(
      new ListPoliciesForTargetCommand({
        TargetId: 'ou-emu1-workload',
        Filter: 'SERVICE_CONTROL_POLICY',
      }),
    );
    expect(Policies).toEqual([expect.objectContaining({ Id: PolicyId })]);
  });
});
