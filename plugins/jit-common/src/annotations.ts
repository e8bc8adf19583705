/*
 * Annotations on an account's catalog entity (docs/accounts.md). A wrong value
 * fails towards less access, never more.
 */

/** The default key of the twelve digits; configurable as `jit.accounts.annotation`. @public */
export const ANNOTATION_ACCOUNT_ID = 'amazonaws.com/account-id';
/** Comma-separated user and group refs; when absent, `ownedBy` relations. @public */
export const ANNOTATION_OWNERS = 'jit-portal.io/owners';
/** Who may ask; when absent, everybody signed in. @public */
export const ANNOTATION_REQUESTERS = 'jit-portal.io/requesters';
/** Names of standard sets offered; when absent, all that configuration offers. @public */
export const ANNOTATION_PERMISSION_SETS = 'jit-portal.io/permission-sets';
/** `allowed` or `forbidden`. @public */
export const ANNOTATION_CUSTOM = 'jit-portal.io/custom-permission-sets';
/** ISO 8601 duration that tightens the cap. @public */
export const ANNOTATION_MAX_DURATION = 'jit-portal.io/max-duration';
/** ISO 8601 duration that tightens the approval window. @public */
export const ANNOTATION_APPROVAL_WINDOW = 'jit-portal.io/approval-window';
/** One word for reviewers, such as `production`. @public */
export const ANNOTATION_ENVIRONMENT = 'jit-portal.io/environment';
/** IANA zone, for off-hours. @public */
export const ANNOTATION_TIME_ZONE = 'jit-portal.io/time-zone';
