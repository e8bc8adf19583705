import {
  isFinalSession,
  SessionStatus,
} from '@jit-portal/backstage-plugin-jit-common';
import { SessionRecord } from './model';
import { accept, Judgement, refuse, Refusal } from './refusal';
import { Approver, capacitiesOf, isSameHuman } from './reviewer';
import { textProblem } from './text';
import { COMMENT_MAX } from './reviewValues';

/** Sessions whose end can still begin. */
export const endableStatuses: readonly SessionStatus[] = [
  'PROVISIONING',
  'ACTIVE',
];

function tooLate(session: SessionRecord): Judgement<undefined> {
  const by = session.end?.by && {
    decidedBy: session.end.by.ref,
    decidedAt: session.endingAt?.toISOString(),
  };
  if (isFinalSession(session.status)) {
    return refuse(
      'already-ended',
      'This session had already ended. Nothing was changed.',
      by,
    );
  }
  return refuse(
    'already-ending',
    'This session is already ending. AWS is removing the access.',
    by,
  );
}

const isEndable = ({ status }: SessionRecord) =>
  endableStatuses.includes(status);

/**
 * Any owner of the account, SSO admin or admin; never one's own session. Who
 * revokes means the access: a session that is over by now stands for what goes
 * on at its key (H5, H23).
 *
 * @param sameKey - open sessions of the same person, account and set
 */
export function revoke(
  session: SessionRecord,
  by: Approver,
  sameKey: SessionRecord[] = [],
): Judgement<undefined> {
  const user = { ...session.user, principalId: session.principalId };
  if (isSameHuman(by, user)) {
    return refuse(
      'own-session',
      'This is your own session. End it instead of revoking it.',
    );
  }
  if (capacitiesOf(by).length === 0) {
    return refuse(
      'not-an-approver',
      'Only an owner of this account, an SSO Admin or an Admin can revoke this session.',
    );
  }
  return [session, ...sameKey].some(isEndable)
    ? accept(undefined)
    : tooLate(session);
}

/** The session's user gives it back. */
export function release(
  session: SessionRecord,
  byRef: string,
): Judgement<undefined> {
  if (session.user.ref !== byRef) {
    return refuse('not-yours', 'Only the user of this session can end it.');
  }
  return isEndable(session) ? accept(undefined) : tooLate(session);
}

/** What cannot be accepted as the reason of a revocation. */
export function reasonProblem(reason: string): Refusal | undefined {
  const message = textProblem(reason, { min: 0, max: COMMENT_MAX });
  return message === undefined
    ? undefined
    : {
        code: 'invalid-values',
        message,
        details: [{ field: 'reason', message }],
      };
}
