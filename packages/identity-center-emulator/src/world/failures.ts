import { OperationWish, PermissionSetState, WorldData } from './types';

const received = (status: number, text: string) =>
  `Received a ${status} status error: ${text}`;

function accountFailure(
  data: WorldData,
  { kind, accountId }: OperationWish,
): string | undefined {
  if (kind === 'provisioning') return undefined;
  const account = data.seed.accounts.find(one => one.id === accountId);
  if (account?.state === 'ACTIVE') return undefined;
  if (account && (kind === 'creation' || account.state === 'SUSPENDED')) {
    return received(403, `Account ${accountId} is not active.`);
  }
  return kind === 'creation'
    ? received(404, `Account ${accountId} not found.`)
    : undefined;
}

function assignmentFailure(
  data: WorldData,
  { kind, accountId, permissionSetArn, principalId }: OperationWish,
): string | undefined {
  const stands = data.assignments.some(
    one =>
      one.accountId === accountId &&
      one.permissionSetArn === permissionSetArn &&
      one.principalId === principalId,
  );
  return kind === 'deletion' && !stands
    ? received(404, 'Assignment not found.')
    : undefined;
}

/** A set is provisioned only where it has a role (1.4, and fact 7). */
function provisionFailure(
  data: WorldData,
  { kind, accountId, permissionSetArn }: OperationWish,
): string | undefined {
  if (kind !== 'provisioning' || accountId === '*') return undefined;
  const isThere = (one: { accountId: string; permissionSetArn: string }) =>
    one.accountId === accountId && one.permissionSetArn === permissionSetArn;
  if (data.roles.some(isThere)) return undefined;
  const wasThere = data.operations.some(
    one => one.kind === 'deletion' && isThere(one),
  );
  return wasThere
    ? received(404, 'Assignment not found.')
    : received(
        404,
        `Permission set provision not found in AWS account ${accountId}.`,
      );
}

function policyFailure(
  data: WorldData,
  set: PermissionSetState,
  accountId: string,
): string | undefined {
  const account = data.seed.accounts.find(one => one.id === accountId);
  const missing = set.customerPolicies.find(
    wanted =>
      !account?.customerPolicies.some(
        one => one.name === wanted.Name && one.path === wanted.Path,
      ),
  );
  if (missing) {
    return received(
      404,
      `Policy arn:aws:iam::${accountId}:policy${missing.Path}${missing.Name} does not exist or is not attachable.`,
    );
  }
  const most = account?.policiesPerRole ?? data.seed.quotas.policiesPerRole;
  return set.managedPolicies.length + set.customerPolicies.length > most
    ? received(409, `Cannot exceed quota for PoliciesPerRole: ${most}`)
    : undefined;
}

function roleFailure(
  data: WorldData,
  { kind, accountId, permissionSetArn }: OperationWish,
): string | undefined {
  const set = data.permissionSets.find(one => one.arn === permissionSetArn);
  if (kind === 'deletion' || accountId === '*') return undefined;
  if (!set) {
    return received(404, `PermissionSet with id ${permissionSetArn} not found`);
  }
  const there = data.roles.filter(role => role.accountId === accountId);
  const made = there.some(role => role.permissionSetArn === permissionSetArn);
  // A role that stands is left as it is by another assignment
  if (kind === 'creation' && made) return undefined;
  const account = data.seed.accounts.find(one => one.id === accountId);
  const roles = there.length + (account?.otherRoles ?? 0);
  const most = data.seed.quotas.rolesPerAccount;
  if (!made && roles >= most) {
    return received(409, `Cannot exceed quota for RolesPerAccount: ${most}`);
  }
  return policyFailure(data, set, accountId);
}

/** Why an operation fails, of what AWS reports only at the end (1.4). */
export function failureOf(
  data: WorldData,
  operation: OperationWish,
): string | undefined {
  return (
    operation.willFail ??
    accountFailure(data, operation) ??
    assignmentFailure(data, operation) ??
    provisionFailure(data, operation) ??
    roleFailure(data, operation)
  );
}
