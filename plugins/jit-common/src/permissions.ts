import {
  BasicPermission,
  createPermission,
} from '@backstage/plugin-permission-common';

/** @public */
export const RESOURCE_TYPE_JIT_ACCOUNT = 'jit-account';
/** @public */
export const RESOURCE_TYPE_JIT_REQUEST = 'jit-request';
/** @public */
export const RESOURCE_TYPE_JIT_SESSION = 'jit-session';

/** @public */
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
/** @public */
export const jitRequestReadPermission = createPermission({
  name: 'jit.request.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_JIT_REQUEST,
});
/** @public */
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
/** @public */
export const jitSessionReadPermission = createPermission({
  name: 'jit.session.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_JIT_SESSION,
});
/** @public */
export const jitSessionRevokePermission = createPermission({
  name: 'jit.session.revoke',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_JIT_SESSION,
});
/** @public */
export const jitSessionReleasePermission = createPermission({
  name: 'jit.session.release',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_JIT_SESSION,
});
/** @public */
export const jitInsightsReadPermission: BasicPermission = createPermission({
  name: 'jit.insights.read',
  attributes: { action: 'read' },
});
/** @public */
export const jitOwnershipReadPermission: BasicPermission = createPermission({
  name: 'jit.ownership.read',
  attributes: { action: 'read' },
});
/** @public */
export const jitAuditReadPermission: BasicPermission = createPermission({
  name: 'jit.audit.read',
  attributes: { action: 'read' },
});

/** @public */
export const jitAccountPermissions = [
  jitAccountReadPermission,
  jitRequestCreatePermission,
];
/** @public */
export const jitRequestPermissions = [
  jitRequestReadPermission,
  jitRequestReviewPermission,
  jitRequestCancelPermission,
];
/** @public */
export const jitSessionPermissions = [
  jitSessionReadPermission,
  jitSessionRevokePermission,
  jitSessionReleasePermission,
];
/** @public */
export const jitBasicPermissions = [
  jitInsightsReadPermission,
  jitOwnershipReadPermission,
  jitAuditReadPermission,
];
/** @public */
export const jitPermissions = [
  ...jitAccountPermissions,
  ...jitRequestPermissions,
  ...jitSessionPermissions,
  ...jitBasicPermissions,
];
