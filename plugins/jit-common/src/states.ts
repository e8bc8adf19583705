import { EndCause, RequestStatus, SessionStatus, State } from './words';

/**
 * What may follow what, for a request. Final statuses have no way out.
 * A custom request starts in PENDING_OWNER, a standard one in PENDING.
 *
 * @public
 */
export const requestTransitions: Record<
  RequestStatus,
  readonly RequestStatus[]
> = {
  PENDING: ['APPROVED', 'REJECTED', 'EXPIRED', 'CANCELLED'],
  PENDING_OWNER: ['PENDING_ADMIN', 'REJECTED', 'EXPIRED', 'CANCELLED'],
  PENDING_ADMIN: ['APPROVED', 'REJECTED', 'EXPIRED', 'CANCELLED'],
  APPROVED: [],
  REJECTED: [],
  EXPIRED: [],
  CANCELLED: [],
};

/**
 * What may follow what, for a session. A session that never began still goes
 * through ENDING: FAILED is said only once nothing of ours is left in AWS.
 *
 * @public
 */
export const sessionTransitions: Record<
  SessionStatus,
  readonly SessionStatus[]
> = {
  PROVISIONING: ['ACTIVE', 'ENDING'],
  ACTIVE: ['ENDING'],
  ENDING: ['ENDED', 'REVOKED', 'FAILED'],
  ENDED: [],
  REVOKED: [],
  FAILED: [],
};

/**
 * The final status that belongs to each cause of an end.
 *
 * @public
 */
export const finalStatusOf: Record<
  EndCause,
  Extract<SessionStatus, 'ENDED' | 'REVOKED' | 'FAILED'>
> = {
  time: 'ENDED',
  released: 'ENDED',
  revoked: 'REVOKED',
  leaver: 'REVOKED',
  'removed-outside': 'ENDED',
  failed: 'FAILED',
};

/**
 * Statuses in which a request waits for a review; no other has a way on.
 *
 * @public
 */
export const pendingStatuses: readonly RequestStatus[] = [
  'PENDING',
  'PENDING_OWNER',
  'PENDING_ADMIN',
];

/**
 * Session statuses in which access may stand in AWS.
 *
 * @public
 */
export const openSessionStatuses: readonly SessionStatus[] = [
  'PROVISIONING',
  'ACTIVE',
  'ENDING',
];

/**
 * States in which a session is not over: what people see of
 * {@link openSessionStatuses}.
 *
 * @public
 */
export const openStates: readonly State[] = [
  'SETTING_UP',
  'ACTIVE',
  'ENDING',
  'REVOKING',
];

/** Whether a request still waits for a review. @public */
export function isPending(status: RequestStatus): boolean {
  return pendingStatuses.includes(status);
}

/** Whether a session is over for good: ENDED, REVOKED or FAILED. @public */
export function isFinalSession(status: SessionStatus): boolean {
  return sessionTransitions[status].length === 0;
}

/** Whether {@link requestTransitions} lets a request go on so; not by whom. @public */
export function canRequestBecome(
  from: RequestStatus,
  to: RequestStatus,
): boolean {
  return requestTransitions[from].includes(to);
}

/** Whether {@link sessionTransitions} lets a session go on so; not by whom. @public */
export function canSessionBecome(
  from: SessionStatus,
  to: SessionStatus,
): boolean {
  return sessionTransitions[from].includes(to);
}

/**
 * The one word that people see for a session.
 *
 * @public
 */
export function sessionStateOf(session: {
  status: SessionStatus;
  endCause?: EndCause;
}): State {
  switch (session.status) {
    case 'PROVISIONING':
      return 'SETTING_UP';
    case 'ENDING':
      return session.endCause === 'revoked' || session.endCause === 'leaver'
        ? 'REVOKING'
        : 'ENDING';
    default:
      return session.status;
  }
}

/**
 * The one word that people see for a request: its own status, and once there
 * is a session, the session's word.
 *
 * @public
 */
export function stateOf(
  status: RequestStatus,
  session?: { status: SessionStatus; endCause?: EndCause },
): State {
  return status === 'APPROVED' && session ? sessionStateOf(session) : status;
}
