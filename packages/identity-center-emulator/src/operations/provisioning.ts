import { invalid, notFound } from '../errors';
import { OperationState, RoleState } from '../world/types';
import { asyncFailure, isTooFresh, seenRoles } from './consistency';
import {
  Context,
  Input,
  Operation,
  requireAccountId,
  requireInstance,
  requireSet,
  requireText,
} from './context';
import { pageOf } from './pages';

function described(one: OperationState) {
  return {
    PermissionSetProvisioningStatus: {
      Status: one.status,
      RequestId: one.requestId,
      AccountId: one.accountId === '*' ? undefined : one.accountId,
      PermissionSetArn: one.permissionSetArn,
      FailureReason: one.failureReason,
      CreatedDate: one.createdAt / 1000,
    },
  };
}

/** One account, or `*` for all that have the set. */
function targetOf(input: Input): string {
  if (input.TargetType === 'ALL_PROVISIONED_ACCOUNTS') return '*';
  if (input.TargetType === 'AWS_ACCOUNT') {
    return requireAccountId(input, 'TargetId');
  }
  throw invalid(
    `Value '${input.TargetType}' at 'targetType' failed to satisfy constraint: Member must satisfy enum value set: [AWS_ACCOUNT, ALL_PROVISIONED_ACCOUNTS]`,
  );
}

const provision: Operation = (context, input) => {
  const set = requireSet(context, input);
  const begun = context.world.begin({
    kind: 'provisioning',
    accountId: targetOf(input),
    permissionSetArn: set.arn,
    willFail: asyncFailure(context),
  });
  return described(begun);
};

const describeStatus: Operation = (context, input) => {
  requireInstance(context, input);
  const id = requireText(
    input,
    'ProvisionPermissionSetRequestId',
    /^[0-9a-f-]{36}$/,
    36,
  );
  const found = context.world.data.operations.find(
    one => one.requestId === id && one.kind === 'provisioning',
  );
  if (!found || isTooFresh(context, found)) {
    throw notFound(`Request ${id} not found`);
  }
  return described(found);
};

const listStatus: Operation = (context, input) => {
  requireInstance(context, input);
  const wanted = input.Filter?.Status;
  const found = context.world.data.operations
    .filter(one => one.kind === 'provisioning')
    .filter(one => !wanted || one.status === wanted)
    .reverse();
  const { page, NextToken } = pageOf(found, input);
  return {
    PermissionSetsProvisioningStatus: page.map(one => ({
      Status: one.status,
      RequestId: one.requestId,
      CreatedDate: one.createdAt / 1000,
    })),
    NextToken,
  };
};

/** Whether a role holds the set as it is now, as far as that was asked. */
function hasStatus(context: Context, input: Input) {
  const { permissionSets } = context.world.data;
  const revisions = new Map(permissionSets.map(set => [set.arn, set.revision]));
  return (role: RoleState): boolean => {
    const isLatest = revisions.get(role.permissionSetArn) === role.revision;
    switch (input.ProvisioningStatus) {
      case 'LATEST_PERMISSION_SET_PROVISIONED':
        return isLatest;
      case 'LATEST_PERMISSION_SET_NOT_PROVISIONED':
        return !isLatest;
      default:
        return true;
    }
  };
}

const provisionedToAccount: Operation = (context, input) => {
  requireInstance(context, input);
  const accountId = requireAccountId(input, 'AccountId');
  const found = seenRoles(context, one => one.accountId === accountId)
    .filter(hasStatus(context, input))
    .map(role => role.permissionSetArn);
  const { page, NextToken } = pageOf(found, input);
  return { PermissionSets: page, NextToken };
};

const accountsForSet: Operation = (context, input) => {
  const set = requireSet(context, input);
  const found = seenRoles(context, one => one.permissionSetArn === set.arn)
    .filter(hasStatus(context, input))
    .map(role => role.accountId);
  const { page, NextToken } = pageOf(found, input);
  return { AccountIds: page, NextToken };
};

export const provisioningOperations: Record<string, Operation> = {
  ProvisionPermissionSet: provision,
  DescribePermissionSetProvisioningStatus: describeStatus,
  ListPermissionSetProvisioningStatus: listStatus,
  ListPermissionSetsProvisionedToAccount: provisionedToAccount,
  ListAccountsForProvisionedPermissionSet: accountsForSet,
};
