import {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  RESOURCE_TYPE_JIT_REQUEST,
  RESOURCE_TYPE_JIT_SESSION,
} from '@jit-portal/backstage-plugin-jit-common';
import { jitRequestConditions, jitSessionConditions } from './conditions';
import { JitRole } from './resources';

const readers: JitRole[] = ['sso-admin', 'admin', 'auditor'];

/**
 * Who reads a request as the guide says: its requester, the account's owners,
 * SSO admins, admins and auditors. It holds where a policy just allows, and is
 * a part to build on where a policy widens or narrows reading.
 *
 * @public
 */
export function jitRequestReadConditions(
  userRef: string,
): PermissionCriteria<PermissionCondition<typeof RESOURCE_TYPE_JIT_REQUEST>> {
  return {
    anyOf: [
      jitRequestConditions.isRequester({ userRef }),
      jitRequestConditions.isAccountOwner({ userRef }),
      jitRequestConditions.hasJitRole({ userRef, roles: readers }),
    ],
  };
}

/**
 * Who reads a session as the guide says: its user, the account's owners, SSO
 * admins, admins and auditors.
 *
 * @public
 */
export function jitSessionReadConditions(
  userRef: string,
): PermissionCriteria<PermissionCondition<typeof RESOURCE_TYPE_JIT_SESSION>> {
  return {
    anyOf: [
      jitSessionConditions.isSessionUser({ userRef }),
      jitSessionConditions.isAccountOwner({ userRef }),
      jitSessionConditions.hasJitRole({ userRef, roles: readers }),
    ],
  };
}
