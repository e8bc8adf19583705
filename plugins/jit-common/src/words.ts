/**
 * The status of a request. A client sends commands, never a status.
 *
 * @public
 */
export type RequestStatus =
  | 'PENDING'
  | 'PENDING_OWNER'
  | 'PENDING_ADMIN'
  | 'APPROVED'
  | 'REJECTED'
  | 'EXPIRED'
  | 'CANCELLED';

/**
 * The status of a session. ACTIVE is said only after Identity Center said
 * SUCCEEDED; REVOKED and ENDED only when the assignment is proven gone.
 *
 * @public
 */
export type SessionStatus =
  | 'PROVISIONING'
  | 'ACTIVE'
  | 'ENDING'
  | 'ENDED'
  | 'REVOKED'
  | 'FAILED';

/**
 * The single word a person sees on a chip.
 *
 * @public
 */
export type State =
  | RequestStatus
  | 'SETTING_UP'
  | 'ACTIVE'
  | 'ENDING'
  | 'REVOKING'
  | 'ENDED'
  | 'REVOKED'
  | 'FAILED';

/**
 * Why a session ended.
 *
 * - `time`: its time was over
 * - `released`: its user gave it back
 * - `revoked`: an approver ended it, with the reason
 * - `leaver`: the person is gone or disabled, or the account closed
 * - `removed-outside`: somebody took the assignment away in AWS
 * - `failed`: it could not be set up
 *
 * @public
 */
export type EndCause =
  | 'time'
  | 'released'
  | 'revoked'
  | 'leaver'
  | 'removed-outside'
  | 'failed';

/**
 * Why access rightly stays after a session's end.
 *
 * - `session`: another session of the same assignment runs
 * - `standing`: an assignment that is not ours gives it
 * - `group`: membership in a group gives it
 *
 * @public
 */
export type AccessRemains =
  | { kind: 'session'; number: string; until?: string }
  | { kind: 'standing' }
  | { kind: 'group'; name: string };

/** @public */
export type StageName = 'owner' | 'admin';

/** @public */
export type StageStatus =
  | 'waiting'
  | 'next'
  | 'approved'
  | 'rejected'
  | 'not-reviewed';

/** @public */
export type Decision = 'approve' | 'reject';

/**
 * In which capacity somebody reviewed.
 *
 * @public
 */
export type ReviewedAs = 'owner' | 'sso-admin' | 'admin';

/** @public */
export type RejectReasonCode =
  | 'too-wide'
  | 'too-long'
  | 'wrong-account'
  | 'standard-set-covers'
  | 'unclear'
  | 'other';

/** @public */
export const rejectReasonCodes: readonly RejectReasonCode[] = [
  'too-wide',
  'too-long',
  'wrong-account',
  'standard-set-covers',
  'unclear',
  'other',
];

/** @public */
export type PermissionSetType = 'standard' | 'custom';

/** @public */
export type Role = 'owner' | 'sso-admin' | 'admin' | 'auditor';

/**
 * What happens to role credentials that were issued before an end
 * (design.md, the engine, 9).
 *
 * @public
 */
export type CredentialsMode = 'assignment' | 'inline-deny' | 'scp-deny';

/** @public */
export type CredentialsState = 'live' | 'cut-off' | 'running-out' | 'gone';

/** @public */
export type AccountState =
  | 'PENDING_ACTIVATION'
  | 'ACTIVE'
  | 'SUSPENDED'
  | 'PENDING_CLOSURE'
  | 'CLOSED'
  | 'UNKNOWN';

/** @public */
export type RiskLevel = 'HIGH' | 'MEDIUM' | 'NOTE';

/** @public */
export type RequestActionName = 'approve' | 'reject' | 'cancel' | 'remind';

/** @public */
export type SessionActionName = 'revoke' | 'release';
