import { Assignee, Finding } from './findings';
import { times } from './situation';

/** A key of ours on the account and set that are compared. */
export interface KnownKey {
  assignmentId: string;
  principalId: string;
  madeByUs: boolean;
  hasOpenSession: boolean;
  /** An operation of ours is on its way. */
  isBusy: boolean;
  operationFinishedAt?: Date;
  /** We made it once, and it was proven gone. */
  goneAt?: Date;
}

export interface Compared {
  account: { id: string; name: string };
  permissionSet: { arn: string; name: string };
  /** One complete list, as AWS gives it. */
  assignees: readonly Assignee[];
  keys: readonly KnownKey[];
  now: Date;
}

/** Whether lists may still show what we took away (H3). */
function mayLag(key: KnownKey, now: Date): boolean {
  const { isBusy, operationFinishedAt } = key;
  if (isBusy) return true;
  if (!operationFinishedAt) return false;
  return now.getTime() - operationFinishedAt.getTime() < times.lists;
}

function stranger(compared: Compared, assignee: Assignee): Finding {
  const { account, permissionSet } = compared;
  const who = assignee.type === 'group' ? 'A group' : 'Somebody';
  return {
    kind: 'stranger',
    level: 'warning',
    account: account.id,
    permissionSet,
    principal: assignee,
    what: `${who} has ${permissionSet.name} on ${account.name} outside JIT Access.`,
    fix: 'Remove the assignment in IAM Identity Center, or stop offering this permission set: JIT Access does not remove what it did not make.',
  };
}

/** Access of a key of ours, after our own is proven gone. */
export function cameBack(
  { account, permissionSet }: Pick<Compared, 'account' | 'permissionSet'>,
  key: Pick<KnownKey, 'assignmentId' | 'principalId'>,
): Finding {
  return {
    kind: 'came-back',
    level: 'warning',
    account: account.id,
    permissionSet,
    principal: { type: 'user', id: key.principalId },
    assignmentId: key.assignmentId,
    what: `${permissionSet.name} on ${account.name} came back after a session had ended.`,
    fix: 'Find out who assigned it in CloudTrail, and remove it in IAM Identity Center. JIT Access removes by itself what a late answer of AWS made.',
  };
}

function judge(compared: Compared, assignee: Assignee): Finding | undefined {
  const { keys, now } = compared;
  const key =
    assignee.type === 'user'
      ? keys.find(({ principalId }) => principalId === assignee.id)
      : undefined;
  if (!key) return stranger(compared, assignee);
  // The engine answers for it: it keeps it, or is taking it away
  if (key.madeByUs || key.hasOpenSession || mayLag(key, now)) return undefined;
  return key.goneAt ? cameBack(compared, key) : stranger(compared, assignee);
}

/** Who has a set that the portal alone should give, and is not in our record. */
export function compareAssignments(compared: Compared): Finding[] {
  return compared.assignees
    .map(assignee => judge(compared, assignee))
    .filter((finding): finding is Finding => finding !== undefined);
}
