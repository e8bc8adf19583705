import {
  AnswerLost,
  conflict,
  notFound,
  overQuota,
  throttled,
} from '../errors';
import { AssignmentState, OperationState } from '../world/types';
import {
  Context,
  Input,
  Operation,
  requireAccountId,
  requireInstance,
  requirePrincipal,
  requireSet,
  requireText,
} from './context';
import { pageOf } from './pages';
import { asyncFailure, isTooFresh, seenAssignments } from './consistency';

function statusOf(operation: OperationState) {
  return {
    Status: operation.status,
    RequestId: operation.requestId,
    FailureReason: operation.failureReason,
    TargetId: operation.accountId,
    TargetType: 'AWS_ACCOUNT',
    PermissionSetArn: operation.permissionSetArn,
    PrincipalType: operation.principalType,
    PrincipalId: operation.principalId,
    CreatedDate: operation.createdAt / 1000,
  };
}

/** Somebody who is gone keeps their assignments until they are deleted. */
function requireKey(context: Context, input: Input, isDeletion = false) {
  const permissionSetArn = requireSet(context, input).arn;
  const accountId = requireAccountId(input, 'TargetId');
  const principal = requirePrincipal(
    context,
    input,
    principalId =>
      isDeletion &&
      context.world.findAssignment({
        accountId,
        permissionSetArn,
        principalId,
      }) !== undefined,
  );
  return {
    accountId,
    permissionSetArn,
    principalType: principal.type,
    principalId: principal.id,
  };
}

const LATE_MS = 40_000;

/** One operation at a time on a key (1.3, the transient conflict). */
function refuseWhileBusy(
  { world }: Context,
  key: ReturnType<typeof requireKey>,
) {
  const busy = world.data.operations.some(
    one =>
      one.status === 'IN_PROGRESS' &&
      one.accountId === key.accountId &&
      one.permissionSetArn === key.permissionSetArn &&
      one.principalId === key.principalId,
  );
  if (busy) throw conflict('There is a conflicting operation in process.');
}

function begin(
  context: Context,
  kind: 'creation' | 'deletion',
  key: ReturnType<typeof requireKey>,
) {
  const late = context.faults.take('late');
  if (late) {
    context.world.beginLate({ kind, ...key }, late.landsAfterMs ?? LATE_MS);
    throw new AnswerLost();
  }
  const willFail = asyncFailure(context);
  return context.world.begin({ kind, ...key, willFail });
}

const createAccountAssignment: Operation = (context, input) => {
  const key = requireKey(context, input);
  const { world, limits } = context;
  refuseWhileBusy(context, key);
  if (
    limits !== 'off' &&
    world.inProgress('creation').length >= limits.outstanding
  ) {
    throw throttled();
  }
  const setsThere = new Set(
    world.data.roles
      .filter(role => role.accountId === key.accountId)
      .map(role => role.permissionSetArn),
  ).add(key.permissionSetArn);
  if (setsThere.size > world.seed.quotas.permissionSetsPerAccount) {
    throw overQuota(
      `You have exceeded the number of permission sets provisioned in account ${key.accountId}.`,
    );
  }
  return {
    AccountAssignmentCreationStatus: statusOf(begin(context, 'creation', key)),
  };
};

const deleteAccountAssignment: Operation = (context, input) => {
  const key = requireKey(context, input, true);
  refuseWhileBusy(context, key);
  if (
    context.missingAssignment === 'sync' &&
    !context.world.findAssignment(key)
  ) {
    throw notFound('Assignment not found.');
  }
  return {
    AccountAssignmentDeletionStatus: statusOf(begin(context, 'deletion', key)),
  };
};

function describe(kind: 'creation' | 'deletion', field: string): Operation {
  return (context, input) => {
    requireInstance(context, input);
    const id = requireText(input, field, /^[0-9a-f-]{36}$/, 36);
    const found = context.world.data.operations.find(
      one => one.requestId === id && one.kind === kind,
    );
    // Request ids of creation and deletion are not interchangeable
    if (!found || isTooFresh(context, found)) {
      throw notFound(`Request ${id} not found`);
    }
    return {
      [kind === 'creation'
        ? 'AccountAssignmentCreationStatus'
        : 'AccountAssignmentDeletionStatus']: statusOf(found),
    };
  };
}

function listOf(kind: 'creation' | 'deletion'): Operation {
  return (context, input) => {
    requireInstance(context, input);
    const wanted = input.Filter?.Status;
    const found = context.world.data.operations
      .filter(one => one.kind === kind && (!wanted || one.status === wanted))
      .reverse();
    const { page, NextToken } = pageOf(found, input);
    const short = page.map(one => ({
      Status: one.status,
      RequestId: one.requestId,
      CreatedDate: one.createdAt / 1000,
    }));
    return {
      [kind === 'creation'
        ? 'AccountAssignmentsCreationStatus'
        : 'AccountAssignmentsDeletionStatus']: short,
      NextToken,
    };
  };
}

function answerList(found: AssignmentState[], input: Input) {
  const { page, NextToken } = pageOf(found, input);
  return {
    AccountAssignments: page.map(one => ({
      AccountId: one.accountId,
      PermissionSetArn: one.permissionSetArn,
      PrincipalType: one.principalType,
      PrincipalId: one.principalId,
    })),
    NextToken,
  };
}

const listAccountAssignments: Operation = (context, input) => {
  const set = requireSet(context, input);
  const accountId = requireAccountId(input, 'AccountId');
  const found = seenAssignments(
    context,
    one => one.accountId === accountId && one.permissionSetArn === set.arn,
  );
  return answerList(found, input);
};

const listForPrincipal: Operation = (context, input) => {
  requireInstance(context, input);
  const ids = [input.PrincipalId];
  if (input.PrincipalType === 'USER') {
    ids.push(
      ...context.world.seed.groups
        .filter(group => group.members.includes(input.PrincipalId))
        .map(group => group.id),
    );
  }
  const account = input.Filter?.AccountId;
  const found = seenAssignments(
    context,
    one =>
      ids.includes(one.principalId) && (!account || one.accountId === account),
  );
  return answerList(found, input);
};

export const assignmentOperations: Record<string, Operation> = {
  CreateAccountAssignment: createAccountAssignment,
  DeleteAccountAssignment: deleteAccountAssignment,
  DescribeAccountAssignmentCreationStatus: describe(
    'creation',
    'AccountAssignmentCreationRequestId',
  ),
  DescribeAccountAssignmentDeletionStatus: describe(
    'deletion',
    'AccountAssignmentDeletionRequestId',
  ),
  ListAccountAssignmentCreationStatus: listOf('creation'),
  ListAccountAssignmentDeletionStatus: listOf('deletion'),
  ListAccountAssignments: listAccountAssignments,
  ListAccountAssignmentsForPrincipal: listForPrincipal,
};
