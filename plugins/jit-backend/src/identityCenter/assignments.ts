import {
  AccountAssignmentOperationStatus,
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  paginateListAccountAssignmentCreationStatus,
  paginateListAccountAssignmentDeletionStatus,
  paginateListAccountAssignments,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { AssignmentTarget, OperationState, Sighting } from './IdentityCenter';
import { AwsTrouble, sortAwsError } from './awsErrors';

export type Kind = 'create' | 'delete';

const describe = {
  create: async (client: SSOAdminClient, instance: string, id: string) => {
    const answer = await client.send(
      new DescribeAccountAssignmentCreationStatusCommand({
        InstanceArn: instance,
        AccountAssignmentCreationRequestId: id,
      }),
    );
    return answer.AccountAssignmentCreationStatus;
  },
  delete: async (client: SSOAdminClient, instance: string, id: string) => {
    const answer = await client.send(
      new DescribeAccountAssignmentDeletionStatusCommand({
        InstanceArn: instance,
        AccountAssignmentDeletionRequestId: id,
      }),
    );
    return answer.AccountAssignmentDeletionStatus;
  },
};

function stateOf(status: AccountAssignmentOperationStatus): OperationState {
  switch (status.Status) {
    case 'SUCCEEDED':
      return { status: 'succeeded' };
    case 'FAILED':
      return { status: 'failed', reason: status.FailureReason ?? 'no reason' };
    default:
      return { status: 'in-progress' };
  }
}

/** Reads one complete list of who has the set in the account. */
export async function lookAt(
  client: SSOAdminClient,
  instance: string,
  target: AssignmentTarget,
): Promise<Sighting> {
  const seen: Sighting = { direct: false, groupIds: [], others: false };
  const pages = paginateListAccountAssignments(
    { client, pageSize: 100 },
    {
      InstanceArn: instance,
      AccountId: target.accountId,
      PermissionSetArn: target.permissionSetArn,
    },
  );
  for await (const page of pages) {
    for (const one of page.AccountAssignments ?? []) {
      const theirs =
        one.PrincipalType === 'USER' && one.PrincipalId === target.principalId;
      if (theirs) seen.direct = true;
      else seen.others = true;
      if (one.PrincipalType === 'GROUP') seen.groupIds.push(one.PrincipalId!);
    }
  }
  return seen;
}

/** Asks for a change, in one attempt that is given up when time is over. */
export async function send(
  kind: Kind,
  client: SSOAdminClient,
  instance: string,
  target: AssignmentTarget,
  withinMs: number,
): Promise<string> {
  const input = {
    InstanceArn: instance,
    TargetId: target.accountId,
    TargetType: 'AWS_ACCOUNT' as const,
    PermissionSetArn: target.permissionSetArn,
    PrincipalType: 'USER' as const,
    PrincipalId: target.principalId,
  };
  const within = { abortSignal: AbortSignal.timeout(Math.max(1, withinMs)) };
  const status =
    kind === 'create'
      ? (await client.send(new CreateAccountAssignmentCommand(input), within))
          .AccountAssignmentCreationStatus
      : (await client.send(new DeleteAccountAssignmentCommand(input), within))
          .AccountAssignmentDeletionStatus;
  if (!status?.RequestId) {
    throw new AwsTrouble(
      {
        kind: 'again-later',
        code: 'unavailable',
        message: 'Identity Center answered without a request id',
        fix: 'Nothing to do: it is looked up by itself.',
      },
      true,
    );
  }
  return status.RequestId;
}

/** Asks how an operation stands; an id may be unknown right after the call. */
export async function pollOne(
  kind: Kind,
  client: SSOAdminClient,
  instance: string,
  requestId: string,
): Promise<OperationState> {
  try {
    const status = await describe[kind](client, instance, requestId);
    return status ? stateOf(status) : { status: 'not-found' };
  } catch (error) {
    const trouble = sortAwsError(error);
    const unknownId =
      (error as Error).name === 'ResourceNotFoundException' &&
      trouble.code !== 'instance-not-found';
    if (unknownId) return { status: 'not-found' };
    throw trouble;
  }
}

function matches(
  status: AccountAssignmentOperationStatus | undefined,
  target: AssignmentTarget,
): boolean {
  return (
    status?.TargetId === target.accountId &&
    status.PermissionSetArn === target.permissionSetArn &&
    status.PrincipalId === target.principalId
  );
}

/**
 * Searches the operations in progress for one on this target: the list gives
 * ids alone, so each is described.
 */
export async function search(
  kind: Kind,
  client: SSOAdminClient,
  instance: string,
  target: AssignmentTarget,
): Promise<{ requestId: string; startedAt?: Date }[]> {
  const input = {
    InstanceArn: instance,
    Filter: { Status: 'IN_PROGRESS' as const },
  };
  const config = { client, pageSize: 100 };
  const ids: string[] = [];
  if (kind === 'create') {
    const pages = paginateListAccountAssignmentCreationStatus(config, input);
    for await (const page of pages) {
      page.AccountAssignmentsCreationStatus?.forEach(one =>
        ids.push(one.RequestId!),
      );
    }
  } else {
    const pages = paginateListAccountAssignmentDeletionStatus(config, input);
    for await (const page of pages) {
      page.AccountAssignmentsDeletionStatus?.forEach(one =>
        ids.push(one.RequestId!),
      );
    }
  }
  const found = [];
  for (const id of ids) {
    const status = await describe[kind](client, instance, id);
    if (matches(status, target)) {
      found.push({ requestId: id, startedAt: status?.CreatedDate });
    }
  }
  return found;
}
