import {
  Boundary,
  CustomerPolicyReference,
  RoleState,
  WorldData,
} from '../world/types';
import { policiesOver } from './controlPolicies';
import { Policies } from './evaluate';
import { managedPolicyDocument } from './managedPolicies';
import { NotEmulated } from './matching';
import { Document } from './statements';

function managed(arn: string): Document {
  const document = managedPolicyDocument(arn);
  if (!document) throw new NotEmulated(`the policy ${arn}`);
  return document;
}

/** What an account's own policy says; one that was deleted since says nothing. */
function customer(
  data: WorldData,
  accountId: string,
  { Name, Path }: CustomerPolicyReference,
): Document {
  const policy = data.seed.accounts
    .find(one => one.id === accountId)
    ?.customerPolicies.find(one => one.name === Name && one.path === Path);
  if (!policy) return { Statement: [] };
  if (policy.document) return JSON.parse(policy.document);
  throw new NotEmulated(`the policy ${Path}${Name}, which has no document,`);
}

function boundaryOf(
  data: WorldData,
  accountId: string,
  boundary: Boundary,
): Document[] {
  const { ManagedPolicyArn, CustomerManagedPolicyReference: own } = boundary;
  if (ManagedPolicyArn) return [managed(ManagedPolicyArn)];
  return own
    ? [customer(data, accountId, { Name: own.Name, Path: own.Path ?? '/' })]
    : [];
}

/** The policies of a role as provisioned, and what stands above its account. */
export function policiesOf(
  data: WorldData,
  { accountId, policies }: RoleState,
  now: Date,
): Policies {
  const { inline, boundary } = policies;
  return {
    scps: policiesOver(data, accountId, now),
    identity: [
      ...policies.managed.map(managed),
      ...policies.customer.map(one => customer(data, accountId, one)),
      ...(inline ? [JSON.parse(inline) as Document] : []),
    ],
    boundary: boundary && boundaryOf(data, accountId, boundary),
  };
}
