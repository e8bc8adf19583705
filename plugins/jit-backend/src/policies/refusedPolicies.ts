import { PermissionSet } from '@jit-portal/backstage-plugin-jit-common';
import { PolicyAdvisor } from './PolicyAdvisor';

/**
 * Why the policies of a custom set may not be granted now, by the deny list
 * and the managed policies of today; undefined when they may.
 */
export async function refusedPolicies(
  advisor: Pick<PolicyAdvisor, 'advise'>,
  {
    permissionSet,
    account,
  }: { permissionSet: PermissionSet; account: { id: string } },
): Promise<string | undefined> {
  if (permissionSet.type !== 'custom') return undefined;
  const { problems, findings } = await advisor.advise({
    ...permissionSet,
    accountId: account.id,
  });
  const refusing = findings.find(({ refuses }) => refuses);
  return problems[0]?.message ?? refusing?.text;
}
