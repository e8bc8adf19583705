import {
  PermissionResourceRef,
  PermissionRule,
} from '@backstage/plugin-permission-node';
import { PermissionSetType } from '@jit-portal/backstage-plugin-jit-common';
import { z } from 'zod';
import { JitFilter } from '../resources';

/**
 * Makes the rule that tells standard and custom permission sets apart.
 *
 * @public
 */
export function hasPermissionSetType<
  TResource extends { permissionSetType: PermissionSetType },
  TType extends string,
>(
  resourceRef: PermissionResourceRef<TResource, JitFilter, TType>,
): PermissionRule<TResource, JitFilter, TType, { type: PermissionSetType }> {
  return {
    name: 'HAS_PERMISSION_SET_TYPE',
    description: 'The permission set is of this type',
    resourceType: resourceRef.resourceType,
    paramsSchema: z.object({ type: z.enum(['standard', 'custom']) }),
    apply: ({ permissionSetType }, { type }) => permissionSetType === type,
    toQuery: ({ type }) => ({ property: 'permissionSetType', values: [type] }),
  };
}
