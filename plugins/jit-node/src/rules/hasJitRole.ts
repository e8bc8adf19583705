import {
  PermissionResourceRef,
  PermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { JitFilter, JitRole, JitSurroundings } from '../resources';
import { asRef, userRefParam } from './params';

const roles = z
  .array(z.enum(['admin', 'sso-admin', 'auditor']))
  .describe('Roles as jit.roles gives them; one of them is enough');

/**
 * Makes the rule that lets people with a role through. Roles come from
 * configuration, groups are resolved to any depth.
 *
 * @public
 */
export function hasJitRole<
  TResource extends JitSurroundings,
  TType extends string,
>(
  resourceRef: PermissionResourceRef<TResource, JitFilter, TType>,
): PermissionRule<
  TResource,
  JitFilter,
  TType,
  { userRef: string; roles: JitRole[] }
> {
  return {
    name: 'HAS_JIT_ROLE',
    description: 'The user has one of these roles in the JIT portal',
    resourceType: resourceRef.resourceType,
    paramsSchema: z.object({ userRef: userRefParam, roles }),
    apply: ({ roleHolders }, params) =>
      params.roles.some(role => roleHolders[role].has(asRef(params.userRef))),
    toQuery: params => ({
      property: 'role',
      userRef: asRef(params.userRef),
      roles: params.roles,
    }),
  };
}
