import {
  PermissionResourceRef,
  PermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { JitFilter, JitSurroundings } from '../resources';

const accountIds = z
  .array(z.string())
  .describe('Account ids of twelve digits; one of them is enough');

/**
 * Makes the rule that lets through what is about certain accounts.
 *
 * @public
 */
export function hasAccount<
  TResource extends JitSurroundings,
  TType extends string,
>(
  resourceRef: PermissionResourceRef<TResource, JitFilter, TType>,
): PermissionRule<TResource, JitFilter, TType, { accountIds: string[] }> {
  return {
    name: 'HAS_ACCOUNT',
    description: 'The account is one of these',
    resourceType: resourceRef.resourceType,
    paramsSchema: z.object({ accountIds }),
    apply: ({ accountId }, params) =>
      accountId !== undefined && params.accountIds.includes(accountId),
    toQuery: params => ({ property: 'accountId', values: params.accountIds }),
  };
}
