import { randomBytes } from 'node:crypto';
import { PermissionSetState } from './types';
import type { World } from './World';

/** Adds a permission set that nobody has yet, under an ARN of its own. */
export function makeSet(
  world: World,
  fields: Pick<PermissionSetState, 'name' | 'sessionDuration' | 'tags'> &
    Partial<PermissionSetState>,
): PermissionSetState {
  const instance = world.seed.instanceArn.split('/')[1];
  const id = randomBytes(8).toString('hex');
  const set: PermissionSetState = {
    managedPolicies: [],
    customerPolicies: [],
    ...fields,
    arn: `arn:aws:sso:::permissionSet/${instance}/ps-${id}`,
    createdAt: world.clock.now().getTime(),
    revision: 1,
  };
  world.data.permissionSets.push(set);
  return set;
}
