import { randomBytes } from 'node:crypto';
import { PermissionSetState, RolePolicies, RoleState } from './types';

function policiesOf(set: PermissionSetState): RolePolicies {
  return {
    managed: [...set.managedPolicies],
    customer: structuredClone(set.customerPolicies),
    inline: set.inlinePolicy,
    boundary: structuredClone(set.boundary),
  };
}

/** A role that holds the set as it is now, with a suffix of its own. */
export function roleOf(set: PermissionSetState, accountId: string): RoleState {
  return {
    accountId,
    permissionSetArn: set.arn,
    permissionSetName: set.name,
    roleName: `AWSReservedSSO_${set.name}_${randomBytes(8).toString('hex')}`,
    revision: set.revision,
    policies: policiesOf(set),
  };
}

/** Brings a role up to the set as it is now. */
export function pushSet(set: PermissionSetState, role: RoleState): void {
  role.revision = set.revision;
  role.policies = policiesOf(set);
}
