import { managedPolicyName } from '../access/managedPolicies';
import { conflict, invalid, notFound, overQuota } from '../errors';
import { PermissionSetState } from '../world/types';
import { Context, Operation, requireSet, requireText } from './context';
import { pageOf } from './pages';

const NAME = /^[\w+=,.@-]+$/;

/** AWS's and the account's own count together. */
function requireRoom({ world }: Context, set: PermissionSetState): void {
  const attached = set.managedPolicies.length + set.customerPolicies.length;
  if (attached < world.seed.quotas.managedPoliciesPerSet) return;
  throw overQuota(
    'You have exceeded the number of policies per permission set.',
  );
}

const attachManaged: Operation = (context, input) => {
  const set = requireSet(context, input);
  const arn = requireText(
    input,
    'ManagedPolicyArn',
    /^arn:aws(-[a-z]{1,5}){0,3}:iam::aws:policy((\/[A-Za-z0-9.,+@=_-]+)*)\/([A-Za-z0-9.,+=@_-]+)$/,
    2048,
  );
  if (!managedPolicyName(arn)) throw notFound(`Policy ${arn} not found`);
  if (set.managedPolicies.includes(arn)) {
    throw conflict(
      `PermissionSet already has a typed link attachment to a manageable resource: ${arn}`,
    );
  }
  requireRoom(context, set);
  set.managedPolicies.push(arn);
  set.revision += 1;
  return {};
};

const detachManaged: Operation = (context, input) => {
  const set = requireSet(context, input);
  if (!set.managedPolicies.includes(input.ManagedPolicyArn)) {
    throw notFound(`Policy ${input.ManagedPolicyArn} is not attached`);
  }
  set.managedPolicies = set.managedPolicies.filter(
    arn => arn !== input.ManagedPolicyArn,
  );
  set.revision += 1;
  return {};
};

const attachCustomer: Operation = (context, input) => {
  const set = requireSet(context, input);
  const reference = input.CustomerManagedPolicyReference ?? {};
  const Name = requireText(reference, 'Name', NAME, 128);
  const Path = reference.Path ?? '/';
  if (
    set.customerPolicies.some(one => one.Name === Name && one.Path === Path)
  ) {
    throw conflict(
      'PermissionSet already has a typed link attachment to a manageable resource',
    );
  }
  requireRoom(context, set);
  set.customerPolicies.push({ Name, Path });
  set.revision += 1;
  return {};
};

const detachCustomer: Operation = (context, input) => {
  const set = requireSet(context, input);
  const { Name, Path = '/' } = input.CustomerManagedPolicyReference ?? {};
  set.customerPolicies = set.customerPolicies.filter(
    one => one.Name !== Name || one.Path !== Path,
  );
  set.revision += 1;
  return {};
};

const putInline: Operation = (context, input) => {
  const set = requireSet(context, input);
  const policy = requireText(
    input,
    'InlinePolicy',
    /^[\t\n\r\x20-\xFF]+$/,
    32768,
  );
  if (policy.replace(/\s/g, '').length > 10240) {
    throw overQuota(
      'InlinePolicy must have at most 10240 non-whitespace characters.',
    );
  }
  try {
    JSON.parse(policy);
  } catch {
    throw invalid('Invalid Policy: the document is not valid JSON');
  }
  set.inlinePolicy = policy;
  set.revision += 1;
  return {};
};

const deleteInline: Operation = (context, input) => {
  const set = requireSet(context, input);
  if (set.inlinePolicy === undefined) throw notFound('InlinePolicy not found');
  set.inlinePolicy = undefined;
  set.revision += 1;
  return {};
};

const putBoundary: Operation = (context, input) => {
  const set = requireSet(context, input);
  if (!input.PermissionsBoundary)
    throw invalid('PermissionsBoundary is missing');
  set.boundary = input.PermissionsBoundary;
  set.revision += 1;
  return {};
};

const getBoundary: Operation = (context, input) => {
  const set = requireSet(context, input);
  if (!set.boundary) throw notFound('PermissionsBoundary not found');
  return { PermissionsBoundary: set.boundary };
};

const deleteBoundary: Operation = (context, input) => {
  const set = requireSet(context, input);
  if (!set.boundary) throw notFound('PermissionsBoundary not found');
  set.boundary = undefined;
  set.revision += 1;
  return {};
};

export const setPolicyOperations: Record<string, Operation> = {
  AttachManagedPolicyToPermissionSet: attachManaged,
  DetachManagedPolicyFromPermissionSet: detachManaged,
  ListManagedPoliciesInPermissionSet: (context, input) => {
    const { page, NextToken } = pageOf(
      requireSet(context, input).managedPolicies,
      input,
    );
    return {
      AttachedManagedPolicies: page.map(Arn => ({
        Arn,
        Name: Arn.split('/').pop(),
      })),
      NextToken,
    };
  },
  AttachCustomerManagedPolicyReferenceToPermissionSet: attachCustomer,
  DetachCustomerManagedPolicyReferenceFromPermissionSet: detachCustomer,
  ListCustomerManagedPolicyReferencesInPermissionSet: (context, input) => {
    const { page, NextToken } = pageOf(
      requireSet(context, input).customerPolicies,
      input,
    );
    return { CustomerManagedPolicyReferences: page, NextToken };
  },
  PutInlinePolicyToPermissionSet: putInline,
  GetInlinePolicyForPermissionSet: (context, input) => ({
    InlinePolicy: requireSet(context, input).inlinePolicy ?? '',
  }),
  DeleteInlinePolicyFromPermissionSet: deleteInline,
  PutPermissionsBoundaryToPermissionSet: putBoundary,
  GetPermissionsBoundaryForPermissionSet: getBoundary,
  DeletePermissionsBoundaryFromPermissionSet: deleteBoundary,
};
