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
 * SUCCEEDED; REVOKED and ENDED only when the assignment is proven gone, or
 * when it rightly stays (see {@link AccessRemains}).
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

/**
 * A step of the approval. The approver guide has a standard request reviewed
 * once (`owner`), a custom one by an owner and then by an SSO Admin (`admin`).
 *
 * @public
 */
export type StageName = 'owner' | 'admin';

/**
 * How far a stage is.
 *
 * - `waiting`: somebody has to decide here now
 * - `next`: its turn comes once the stage before it is approved
 * - `approved`, `rejected`: somebody decided here
 * - `not-reviewed`: the request was closed before anybody did
 *
 * @public
 */
export type StageStatus =
  | 'waiting'
  | 'next'
  | 'approved'
  | 'rejected'
  | 'not-reviewed';

/** What a reviewer says: a rejection at any stage closes the request. @public */
export type Decision = 'approve' | 'reject';

/**
 * In which capacity somebody reviewed: as owner of the account, or by a role
 * from configuration.
 *
 * @public
 */
export type ReviewedAs = 'owner' | 'sso-admin' | 'admin';

/**
 * Why a request was rejected, in a word that insights can count.
 *
 * - `too-wide`: actions or resources should be listed more exactly
 * - `too-long`: the duration is longer than the work needs
 * - `wrong-account`: the task belongs to another account
 * - `standard-set-covers`: a standard set would do in place of the custom one
 * - `unclear`: the justification does not say enough
 * - `other`: the comment says why
 *
 * @public
 */
export type RejectReasonCode =
  | 'too-wide'
  | 'too-long'
  | 'wrong-account'
  | 'standard-set-covers'
  | 'unclear'
  | 'other';

/** Every reason there is, `other` last. @public */
export const rejectReasonCodes: readonly RejectReasonCode[] = [
  'too-wide',
  'too-long',
  'wrong-account',
  'standard-set-covers',
  'unclear',
  'other',
];

/**
 * Whether the set stands in IAM Identity Center and is offered (`standard`),
 * or is made for one request and deleted after it (`custom`).
 *
 * @public
 */
export type PermissionSetType = 'standard' | 'custom';

/**
 * What somebody is here. `owner` comes from accounts in the catalog, the others
 * from `jit.roles` in configuration. An auditor reads all and changes nothing.
 *
 * @public
 */
export type Role = 'owner' | 'sso-admin' | 'admin' | 'auditor';

/**
 * What happens to role credentials that were issued before an end
 * (`jit.credentials.mode`, docs/credentials.md).
 *
 * - `assignment`: they go with the role, or run out by themselves
 * - `inline-deny`: a deny in the permission set cuts them off
 * - `scp-deny`: a deny in a service control policy is handed to AWS
 *
 * @public
 */
export type CredentialsMode = 'assignment' | 'inline-deny' | 'scp-deny';

/**
 * Whether credentials issued for a session still work.
 *
 * - `live`: the session is not over
 * - `cut-off`: a deny of them is proven
 * - `running-out`: the session is over, and they may work for a while
 * - `gone`: their time is over, or their role is gone
 *
 * @public
 */
export type CredentialsState = 'live' | 'cut-off' | 'running-out' | 'gone';

/**
 * The state of an account in AWS Organizations (`State` of ListAccounts);
 * `UNKNOWN` where AWS does not list it or could not be asked. Access is given
 * to ACTIVE ones alone.
 *
 * @public
 */
export type AccountState =
  | 'PENDING_ACTIVATION'
  | 'ACTIVE'
  | 'SUSPENDED'
  | 'PENDING_CLOSURE'
  | 'CLOSED'
  | 'UNKNOWN';

/** How much a reviewer should look: HIGH, MEDIUM, or a NOTE for context. @public */
export type RiskLevel = 'HIGH' | 'MEDIUM' | 'NOTE';

/** What reviewers may do with a request, and what its requester may. @public */
export type RequestActionName = 'approve' | 'reject' | 'cancel' | 'remind';

/** How an approver ends a session, and how its own user does. @public */
export type SessionActionName = 'revoke' | 'release';
