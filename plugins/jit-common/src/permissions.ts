import {
  BasicPermission,
  createPermission,
} from '@backstage/plugin-permission-common';

/** Accounts; a resource is named by its twelve digits. @public */
export const RESOURCE_TYPE_JIT_ACCOUNT = 'jit-account';
/** Requests; a resource is named by its id or `REQ-1042`. @public */
export const RESOURCE_TYPE_JIT_REQUEST = 'jit-request';
/** Sessions; a resource is named by its id or `SES-88`. @public */
export const RESOURCE_TYPE_JIT_SESSION = 'jit-session';

/** Seeing an account, its owners and its numbers: everybody signed in. @public */
export const jitAccountReadPermission = createPermission({
  name: 'jit.account.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_JIT_ACCOUNT,
});
/** Asking for access; the resource is the account. @public */
export const jitRequestCreatePermission = createPermission({
  name: 'jit.request.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_JIT_ACCOUNT,
});
/**
 * Reading a request and its story: its requester, the account's owners, SSO
 * admins, admins and auditors. A policy may narrow or widen it.
 *
 * @public
 */
export const jitRequestReadPermission = createPermission({
  name: 'jit.request.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_JIT_REQUEST,
});
/**
 * Approving and rejecting, by the approver guide's stages; never one's own. A
 * policy may narrow it.
 *
 * @public
 */
export const jitRequestReviewPermission = createPermission({
  name: 'jit.request.review',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_JIT_REQUEST,
});
/** Withdrawing or reminding; while pending. @public */
export const jitRequestCancelPermission = createPermission({
  name: 'jit.request.cancel',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_JIT_REQUEST,
});
/**
 * Reading a session: its user, the account's owners, SSO admins, admins and
 * auditors. A policy may narrow or widen it.
 *
 * @public
 */
export const jitSessionReadPermission = createPermission({
  name: 'jit.session.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_JIT_SESSION,
});
/**
 * Ending somebody's session: any owner of the account, SSO admin or admin;
 * never one's own. Holds by itself while the policy cannot be asked.
 *
 * @public
 */
export const jitSessionRevokePermission = createPermission({
  name: 'jit.session.revoke',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_JIT_SESSION,
});
/**
 * Ending one's own session. Holds by itself while the policy cannot be asked.
 *
 * @public
 */
export const jitSessionReleasePermission = createPermission({
  name: 'jit.session.release',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_JIT_SESSION,
});
/**
 * Seeing patterns in what the caller looks back on: owners, SSO admins, admins
 * and auditors. A policy may narrow it.
 *
 * @public
 */
export const jitInsightsReadPermission: BasicPermission = createPermission({
  name: 'jit.insights.read',
  attributes: { action: 'read' },
});
/**
 * Account Ownership, Drift and the brakes: admins and auditors. A policy may
 * narrow it, and with it which admins resume access, end a quarantine or erase
 * a person.
 *
 * @public
 */
export const jitOwnershipReadPermission: BasicPermission = createPermission({
  name: 'jit.ownership.read',
  attributes: { action: 'read' },
});
/** Reading the audit record: auditors and admins. A policy may narrow it. @public */
export const jitAuditReadPermission: BasicPermission = createPermission({
  name: 'jit.audit.read',
  attributes: { action: 'read' },
});

/** Those whose resource is an account. @public */
export const jitAccountPermissions = [
  jitAccountReadPermission,
  jitRequestCreatePermission,
];
/** Those whose resource is a request. @public */
export const jitRequestPermissions = [
  jitRequestReadPermission,
  jitRequestReviewPermission,
  jitRequestCancelPermission,
];
/** Those whose resource is a session. @public */
export const jitSessionPermissions = [
  jitSessionReadPermission,
  jitSessionRevokePermission,
  jitSessionReleasePermission,
];
/** Those without a resource. @public */
export const jitBasicPermissions = [
  jitInsightsReadPermission,
  jitOwnershipReadPermission,
  jitAuditReadPermission,
];
/** All of the plugin's, as a policy of your own tells them from others. @public */
export const jitPermissions = [
  ...jitAccountPermissions,
  ...jitRequestPermissions,
  ...jitSessionPermissions,
  ...jitBasicPermissions,
];
