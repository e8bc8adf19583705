import { FullSeed } from '../seed';
import { ControlPolicyState, WorldData } from '../world/types';
import { Document } from './statements';

/** What stands right above an account or unit; nothing above the root. */
export function parentOf(seed: FullSeed, id: string): string | undefined {
  const { organization, accounts } = seed;
  if (id === organization.rootId) return undefined;
  const unit = organization.units.find(one => one.id === id);
  const account = accounts.find(one => one.id === id);
  if (!unit && !account) return undefined;
  return (unit ?? account)?.parentId ?? organization.rootId;
}

/** The content in force: a change takes its time to get everywhere. */
function contentOf({ content, superseded }: ControlPolicyState, now: Date) {
  const still = superseded.find(one => one.until > now.getTime());
  return still?.content ?? content;
}

/** The service control policies over an account; none over the management's. */
export function policiesOver(
  data: WorldData,
  accountId: string,
  now: Date,
): Document[] {
  if (accountId === data.seed.managementAccountId) return [];
  const nodes: string[] = [];
  for (
    let id: string | undefined = accountId;
    id && !nodes.includes(id);
    id = parentOf(data.seed, id)
  ) {
    nodes.push(id);
  }
  return data.controlPolicies
    .filter(one => one.targets.some(target => nodes.includes(target)))
    .map(one => JSON.parse(contentOf(one, now)));
}
