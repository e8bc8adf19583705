import {
  DeleteInlinePolicyFromPermissionSetCommand,
  DescribePermissionSetCommand,
  DescribePermissionSetProvisioningStatusCommand,
  paginateListAccountsForProvisionedPermissionSet,
  paginateListTagsForResource,
  ProvisionPermissionSetCommand,
  ProvisioningStatus,
  PutInlinePolicyToPermissionSetCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { minutesOf } from '@jit-portal/backstage-plugin-jit-common';
import { AwsTrouble, sortAwsError } from './awsErrors';
import { SetPolicy } from './DenyPort';
import { OperationState } from './IdentityCenter';
import { readInlinePolicy } from './permissionSets';

type Where = { InstanceArn: string; PermissionSetArn: string };

const MANAGED = 'jit-managed';

async function isManaged(
  client: SSOAdminClient,
  { InstanceArn, PermissionSetArn }: Where,
): Promise<boolean> {
  const pages = paginateListTagsForResource(
    { client },
    { InstanceArn, ResourceArn: PermissionSetArn },
  );
  for await (const page of pages) {
    const tag = page.Tags?.find(one => one.Key === MANAGED);
    if (tag) return tag.Value === 'true';
  }
  return false;
}

async function accountsWith(
  client: SSOAdminClient,
  where: Where,
  status: ProvisioningStatus,
): Promise<string[]> {
  const ids: string[] = [];
  const pages = paginateListAccountsForProvisionedPermissionSet(
    { client, pageSize: 100 },
    { ...where, ProvisioningStatus: status },
  );
  for await (const page of pages) ids.push(...(page.AccountIds ?? []));
  return ids;
}

/** Outdated wins: what two lists disagree on is not proven. */
async function provisionedTo(client: SSOAdminClient, where: Where) {
  const found = new Map<string, 'latest' | 'outdated'>();
  const latest = await accountsWith(
    client,
    where,
    'LATEST_PERMISSION_SET_PROVISIONED',
  );
  const outdated = await accountsWith(
    client,
    where,
    'LATEST_PERMISSION_SET_NOT_PROVISIONED',
  );
  for (const id of latest) found.set(id, 'latest');
  for (const id of outdated) found.set(id, 'outdated');
  return found;
}

/** Everything that a push of denies rests on, fresh. */
export async function readSetPolicy(
  client: SSOAdminClient,
  where: Where,
): Promise<SetPolicy> {
  const described = await client.send(new DescribePermissionSetCommand(where));
  const duration = described.PermissionSet?.SessionDuration ?? 'PT1H';
  return {
    sessionMinutes: minutesOf(duration) ?? 60,
    managed: await isManaged(client, where),
    inlinePolicy: await readInlinePolicy(client, where),
    provisioned: await provisionedTo(client, where),
  };
}

const within = (ms: number) => ({
  abortSignal: AbortSignal.timeout(Math.max(1, ms)),
});

/** Replaces the inline policy; an empty one cannot be put, only removed. */
export async function putInline(
  client: SSOAdminClient,
  where: Where,
  text: string,
  withinMs: number,
): Promise<void> {
  if (text === '') {
    await client.send(
      new DeleteInlinePolicyFromPermissionSetCommand(where),
      within(withinMs),
    );
    return;
  }
  await client.send(
    new PutInlinePolicyToPermissionSetCommand({ ...where, InlinePolicy: text }),
    within(withinMs),
  );
}

export async function provision(
  client: SSOAdminClient,
  where: Where,
  accountId: string,
  withinMs: number,
): Promise<string> {
  const answer = await client.send(
    new ProvisionPermissionSetCommand({
      ...where,
      TargetType: 'AWS_ACCOUNT',
      TargetId: accountId,
    }),
    within(withinMs),
  );
  const id = answer.PermissionSetProvisioningStatus?.RequestId;
  if (id) return id;
  throw new AwsTrouble(
    {
      kind: 'again-later',
      code: 'unavailable',
      message: 'Identity Center answered without a request id',
      fix: 'Nothing to do: it is asked for again by itself.',
    },
    true,
  );
}

export async function pollProvisioning(
  client: SSOAdminClient,
  instance: string,
  requestId: string,
): Promise<OperationState> {
  try {
    const { PermissionSetProvisioningStatus: status } = await client.send(
      new DescribePermissionSetProvisioningStatusCommand({
        InstanceArn: instance,
        ProvisionPermissionSetRequestId: requestId,
      }),
    );
    if (status?.Status === 'SUCCEEDED') return { status: 'succeeded' };
    return status?.Status === 'FAILED'
      ? { status: 'failed', reason: status.FailureReason ?? 'no reason' }
      : { status: 'in-progress' };
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') {
      return { status: 'not-found' };
    }
    throw sortAwsError(error);
  }
}
