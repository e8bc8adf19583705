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
} from './conditions';
import {
  jitRequestReadConditions,
  jitSessionReadConditions,
} from './readConditions';

function userRefOf({ principal }: BackstageCredentials): string | undefined {
  const user = principal as { type?: string; userEntityRef?: string };
  return user.type === 'user' ? user.userEntityRef : undefined;
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
    return createJitRequestConditionalDecision(
      permission,
      jitRequestReadConditions(userRef),
    );
  }
  if (isPermission(permission, jitSessionReadPermission)) {
    return createJitSessionConditionalDecision(
      permission,
      jitSessionReadConditions(userRef),
    );
  }
  return { result: AuthorizeResult.ALLOW };
}
