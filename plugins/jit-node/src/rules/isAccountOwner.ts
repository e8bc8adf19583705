import {
  PermissionResourceRef,
  PermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { JitFilter, JitSurroundings } from '../resources';
import { asRef, userRefParam } from './params';

/**
 * Makes the rule that lets owners of the resource's account through. Groups
 * are resolved to any depth, so the parameter is a user.
 *
 * @public
 */
export function isAccountOwner<
  TResource extends JitSurroundings,
  TType extends string,
>(
  resourceRef: PermissionResourceRef<TResource, JitFilter, TType>,
): PermissionRule<TResource, JitFilter, TType, { userRef: string }> {
  return {
    name: 'IS_ACCOUNT_OWNER',
    description: 'The user owns the account, directly or through a group',
    resourceType: resourceRef.resourceType,
    paramsSchema: z.object({ userRef: userRefParam }),
    apply: ({ ownerPeople }, { userRef }) => ownerPeople.has(asRef(userRef)),
    toQuery: ({ userRef }) => ({ property: 'owner', userRef: asRef(userRef) }),
  };
}
