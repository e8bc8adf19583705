import { Finding } from './findings';
import { SessionRecord } from './model';

function about(session: SessionRecord) {
  const { account, permissionSet } = session;
  return {
    account: account.id,
    permissionSet: { arn: permissionSet.arn, name: permissionSet.name },
    principal: {
      type: 'user' as const,
      id: session.principalId,
      name: session.user.displayName,
    },
    assignmentId: session.assignmentId,
    sessionId: session.id,
    requestId: session.requestId,
  };
}

/** Somebody took our assignment away; the engine ended the session for it. */
export function removedOutside(session: SessionRecord): Finding {
  const { user, permissionSet, account, number } = session;
  return {
    ...about(session),
    kind: 'removed-outside',
    level: 'warning',
    what: `Somebody removed the access of ${user.displayName} to ${account.name} (${permissionSet.name}) in AWS. JIT Access ended SES-${number} and does not give the access again.`,
    fix: 'Nothing has to be removed. Find out in CloudTrail who did it; whoever still needs the access requests it again.',
  };
}

/** The set is no longer what was reviewed (H16). */
export function setChanged(session: SessionRecord): Finding {
  const { user, permissionSet, account, number } = session;
  return {
    ...about(session),
    kind: 'set-changed',
    level: 'warning',
    what: `${permissionSet.name} changed while SES-${number} of ${user.displayName} uses it on ${account.name}.`,
    fix: 'Look at what changed in IAM Identity Center. Revoke the session where the set now allows more than was approved.',
  };
}
