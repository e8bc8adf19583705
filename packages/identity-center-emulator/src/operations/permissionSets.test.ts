import {
  AttachCustomerManagedPolicyReferenceToPermissionSetCommand,
  AttachManagedPolicyToPermissionSetCommand,
  CreatePermissionSetCommand,
  CreatePermissionSetCommandInput,
  DescribePermissionSetCommand,
  ListPermissionSetProvisioningStatusCommand,
  TagResourceCommand,
  UpdatePermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import { demoSeed } from '../seed';
import { setNamed } from '../__testUtils__/clients';
import {
  dana,
  emulated,
  Emulated,
  InstanceArn,
  PRODUCTION,
  READ_ONLY,
} from '../__testUtils__/emulated';

describe('permission sets', () => {
  let aws: Emulated;
  beforeEach(async () => {
    aws = await emulated();
  });
  afterEach(() => aws.close());

  const make = async (over: Partial<CreatePermissionSetCommandInput> = {}) =>
    (
      await aws.clients.sso.send(
        new CreatePermissionSetCommand({
          InstanceArn,
          Name: 'JIT-fix',
          ...over,
        }),
      )
    ).PermissionSet!.PermissionSetArn!;

  const attach = (PermissionSetArn: string, name: string) =>
    aws.clients.sso.send(
      new AttachManagedPolicyToPermissionSetCommand({
        InstanceArn,
        PermissionSetArn,
        ManagedPolicyArn: `arn:aws:iam::aws:policy/${name}`,
      }),
    );

  const refer = (PermissionSetArn: string, Name: string) =>
    aws.clients.sso.send(
      new AttachCustomerManagedPolicyReferenceToPermissionSetCommand({
        InstanceArn,
        PermissionSetArn,
        CustomerManagedPolicyReference: { Name },
      }),
    );

  async function withQuotas(quotas: object) {
    await aws.close();
    const seed = structuredClone(demoSeed);
    Object.assign(seed.quotas, quotas);
    aws = await emulated({ seed });
  }

  const overQuota = { name: 'ServiceQuotaExceededException' };

  it('do not take a managed policy that AWS does not have', async () => {
    const arn = await make();
    await expect(attach(arn, 'NoSuchPolicy')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(
      attach(arn, 'job-function/DatabaseAdministrator'),
    ).resolves.toBeDefined();
  });

  it('hold so many policies, of AWS and of accounts together', async () => {
    await withQuotas({ managedPoliciesPerSet: 2 });
    const arn = await make();
    await attach(arn, 'ReadOnlyAccess');
    await refer(arn, 'own');
    await expect(attach(arn, 'SecurityAudit')).rejects.toMatchObject(overQuota);
    await expect(refer(arn, 'another')).rejects.toMatchObject(overQuota);
  });

  it('are so many in an instance', async () => {
    await withQuotas({ permissionSets: demoSeed.permissionSets.length });
    await expect(make()).rejects.toMatchObject(overQuota);
  });

  it('are so many in an account', async () => {
    await withQuotas({ permissionSetsPerAccount: 1 });
    await aws.create();
    aws.finish();
    await expect(
      aws.create({
        ...dana(),
        PermissionSetArn: setNamed('BillingView').arn,
      }),
    ).rejects.toMatchObject(overQuota);
    await expect(aws.create()).resolves.toBeDefined();
  });

  it.each([
    ['a relay state with a line break', { RelayState: 'https://x\n' }],
    ['a long relay state', { RelayState: 'x'.repeat(241) }],
    ['a description beyond Latin-1', { Description: 'fix 修理' }],
    ['eight minutes', { SessionDuration: 'PT8M' }],
    ['thirteen hours', { SessionDuration: 'PT13H' }],
    ['a tag of AWS', { Tags: [{ Key: 'aws:x', Value: '1' }] }],
    ['a tag without a key', { Tags: [{ Key: '', Value: '1' }] }],
    ['a long tag', { Tags: [{ Key: 'x', Value: 'x'.repeat(257) }] }],
    [
      'too many tags',
      {
        Tags: Array.from({ length: 76 }, (_, n) => ({
          Key: `k${n}`,
          Value: '',
        })),
      },
    ],
  ])('are refused with %s', async (_, over) => {
    await expect(make(over)).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('take 75 tags, not one more', async () => {
    const tags = (length: number, from = 0) =>
      Array.from({ length }, (_, n) => ({ Key: `k${from + n}`, Value: 'v' }));
    const ResourceArn = await make({ Tags: tags(75) });
    const tag = (Tags: { Key: string; Value: string }[]) =>
      aws.clients.sso.send(
        new TagResourceCommand({ InstanceArn, ResourceArn, Tags }),
      );
    await expect(tag(tags(1))).resolves.toBeDefined();
    await expect(tag(tags(1, 75))).rejects.toMatchObject(overQuota);
  });

  it('lose a relay state that an update leaves out', async () => {
    const PermissionSetArn = await make({ RelayState: 'https://example.com/' });
    await aws.clients.sso.send(
      new UpdatePermissionSetCommand({
        InstanceArn,
        PermissionSetArn,
        Description: 'kept',
      }),
    );
    const { PermissionSet } = await aws.clients.sso.send(
      new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }),
    );
    expect(PermissionSet).toMatchObject({ Description: 'kept' });
    expect(PermissionSet!.RelayState).toBeUndefined();
  });

  it('list their provisionings, the latest first and by status', async () => {
    await aws.create();
    aws.finish();
    const first = await aws.provision();
    aws.finish();
    const second = await aws.provision(PRODUCTION, READ_ONLY);
    const list = async (Status?: 'IN_PROGRESS') =>
      (
        await aws.clients.sso.send(
          new ListPermissionSetProvisioningStatusCommand({
            InstanceArn,
            Filter: Status && { Status },
          }),
        )
      ).PermissionSetsProvisioningStatus!.map(one => one.RequestId);
    expect(await list()).toEqual([second.RequestId, first.RequestId]);
    expect(await list('IN_PROGRESS')).toEqual([second.RequestId]);
  });

  it('are provisioned to an account, or to all that have them', async () => {
    await expect(aws.provision('12')).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});
