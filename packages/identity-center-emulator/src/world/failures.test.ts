import {
  AttachCustomerManagedPolicyReferenceToPermissionSetCommand,
  CreatePermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import { demoSeed, readSeed } from '../seed';
import { setNamed } from '../__testUtils__/clients';
import {
  dana,
  emulated,
  Emulated,
  InstanceArn,
  PRODUCTION,
  READ_ONLY,
} from '../__testUtils__/emulated';

describe('what an account cannot take ends FAILED', () => {
  async function customSet(aws: Emulated): Promise<string> {
    const { PermissionSet } = await aws.clients.sso.send(
      new CreatePermissionSetCommand({ InstanceArn, Name: 'JIT-own' }),
    );
    const PermissionSetArn = PermissionSet!.PermissionSetArn!;
    await aws.clients.sso.send(
      new AttachCustomerManagedPolicyReferenceToPermissionSetCommand({
        InstanceArn,
        PermissionSetArn,
        CustomerManagedPolicyReference: { Name: 'team-policy', Path: '/team/' },
      }),
    );
    return PermissionSetArn;
  }

  /** The demo with production changed. */
  const seedWith = (change: object) =>
    readSeed({
      ...demoSeed,
      accounts: demoSeed.accounts.map(one =>
        one.id === PRODUCTION ? { ...one, ...change } : one,
      ),
    });

  async function outcome(
    change: object,
    setOf: (aws: Emulated) => Promise<string> | string,
  ) {
    const aws = await emulated({ seed: seedWith(change) });
    const PermissionSetArn = await setOf(aws);
    const { RequestId } = await aws.create({ ...dana(), PermissionSetArn });
    aws.finish();
    const status = await aws.creation(RequestId!);
    await aws.close();
    return status.FailureReason ?? status.Status;
  }

  it.each([
    [
      'a missing customer managed policy',
      {},
      customSet,
      `Received a 404 status error: Policy arn:aws:iam::${PRODUCTION}:policy/team/team-policy does not exist or is not attachable.`,
    ],
    [
      'one that is there',
      { customerPolicies: [{ name: 'team-policy', path: '/team/' }] },
      customSet,
      'SUCCEEDED',
    ],
    [
      'the quota of roles',
      { otherRoles: 1_000 },
      () => READ_ONLY,
      'Received a 409 status error: Cannot exceed quota for RolesPerAccount: 1000',
    ],
    [
      'the quota of policies on a role',
      { policiesPerRole: 0 },
      () => setNamed('BillingView').arn,
      'Received a 409 status error: Cannot exceed quota for PoliciesPerRole: 0',
    ],
  ])('%s', async (_, change, setOf, said) => {
    expect(await outcome(change, setOf)).toBe(said);
  });
});
