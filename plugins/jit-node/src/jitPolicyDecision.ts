import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  jitPermissions,
  jitRequestReadPermission,
  jitSessionReadPermission,
} from '@jit-portal/backstage-plugin-jit-common';
import {
  createJitRequestConditionalDecision,
  createJitSessionConditionalDecision,
  jitRequestConditions,
  jitSessionConditions,
} from './conditions';
import { JitRole } from './resources';

const readers: JitRole[] = ['sso-admin', 'admin', 'auditor'];

function userRefOf({ principal }: BackstageCredentials): string | undefined {
  const user = principal as { type?: string; userEntityRef?: string };
  return user.type === 'user' ? user.userEntityRef : undefined;
}

function mayReadRequests(userRef: string): PolicyDecision {
  return createJitRequestConditionalDecision(jitRequestReadPermission, {
    anyOf: [
      jitRequestConditions.isRequester({ userRef }),
      jitRequestConditions.isAccountOwner({ userRef }),
      jitRequestConditions.hasJitRole({ userRef, roles: readers }),
    ],
  });
}

function mayReadSessions(userRef: string): PolicyDecision {
  return createJitSessionConditionalDecision(jitSessionReadPermission, {
    anyOf: [
      jitSessionConditions.isSessionUser({ userRef }),
      jitSessionConditions.isAccountOwner({ userRef }),
      jitSessionConditions.hasJitRole({ userRef, roles: readers }),
    ],
  });
}

/**
 * Decides on the JIT portal's permissions as its guide says, for use in a
 * policy of your own:
 *
 * ```ts
 * async handle(request: PolicyQuery, user?: PolicyQueryUser) {
 *   return jitPolicyDecision(request, user) ?? this.everythingElse(request, user);
 * }
 * ```
 *
 * @remarks
 *
 * Requests and sessions are read by those they are about, the account's
 * owners, SSO admins, admins and auditors. Deeds are let through: the portal's
 * own rule on reviewing, revoking and the rest holds underneath any policy,
 * on data read at that moment. A policy can narrow it, never widen it.
 *
 * @returns undefined where the permission is not the JIT portal's
 *
 * @public
 */
export function jitPolicyDecision(
  request: PolicyQuery,
  user?: PolicyQueryUser,
): PolicyDecision | undefined {
  const { permission } = request;
  if (!jitPermissions.some(({ name }) => name === permission.name)) {
    return undefined;
  }
  const userRef = user && userRefOf(user.credentials);
  if (!userRef) return { result: AuthorizeResult.DENY };
  if (isPermission(permission, jitRequestReadPermission)) {
    return mayReadRequests(userRef);
  }
  if (isPermission(permission, jitSessionReadPermission)) {
    return mayReadSessions(userRef);
  }
  return { result: AuthorizeResult.ALLOW };
}
