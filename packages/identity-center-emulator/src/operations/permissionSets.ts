import { randomBytes } from 'node:crypto';
import { conflict, invalid, notFound, overQuota } from '../errors';
import { PermissionSetState } from '../world';
import {
  Context,
  Input,
  Operation,
  pageOf,
  requireInstance,
  requireSet,
  requireText,
} from './context';

const NAME = /^[\w+=,.@-]+$/;
const DESCRIPTION = /^[\t\n\r\x20-\x7E\xA1-\xFF]*$/;

function sessionDurationOf(input: Input): string {
  const text = input.SessionDuration ?? 'PT1H';
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(text);
  const minutes = match
    ? Number(match[1] ?? 0) * 60 + Number(match[2] ?? 0)
    : NaN;
  if (!(minutes >= 60 && minutes <= 720)) {
    throw invalid(`SessionDuration ${text} must be between PT1H and PT12H`);
  }
  return text;
}

function tagsOf(tags: { Key: string; Value: string }[] = []) {
  if (tags.length > 75) throw invalid('Tags must have length at most 75');
  return Object.fromEntries(tags.map(tag => [tag.Key, tag.Value]));
}

function described(set: PermissionSetState) {
  return {
    Name: set.name,
    PermissionSetArn: set.arn,
    Description: set.description,
    CreatedDate: set.createdAt / 1000,
    SessionDuration: set.sessionDuration,
    RelayState: set.relayState,
  };
}

const createPermissionSet: Operation = (context, input) => {
  requireInstance(context, input);
  const { world } = context;
  const name = requireText(input, 'Name', NAME, 32);
  if (input.Description !== undefined) {
    requireText(input, 'Description', DESCRIPTION, 700);
  }
  if (world.data.permissionSets.some(set => set.name === name)) {
    throw conflict(`PermissionSet with name ${name} already exists.`);
  }
  if (world.data.permissionSets.length >= world.seed.quotas.permissionSets) {
    throw overQuota('You have exceeded the number of permission sets.');
  }
  const instance = world.seed.instanceArn.split('/')[1];
  const set: PermissionSetState = {
    arn: `arn:aws:sso:::permissionSet/${instance}/ps-${randomBytes(8).toString(
      'hex',
    )}`,
    name,
    description: input.Description,
    sessionDuration: sessionDurationOf(input),
    relayState: input.RelayState,
    createdAt: world.clock.now().getTime(),
    managedPolicies: [],
    customerPolicies: [],
    tags: tagsOf(input.Tags),
    revision: 1,
  };
  world.data.permissionSets.push(set);
  return { PermissionSet: described(set) };
};

const updatePermissionSet: Operation = (context, input) => {
  const set = requireSet(context, input);
  if (input.Description !== undefined) set.description = input.Description;
  if (input.SessionDuration !== undefined) {
    set.sessionDuration = sessionDurationOf(input);
  }
  // PUT-like: an omitted RelayState is cleared
  set.relayState = input.RelayState;
  set.revision += 1;
  return {};
};

const deletePermissionSet: Operation = (context, input) => {
  const set = requireSet(context, input);
  const { data } = context.world;
  const used =
    data.roles.some(role => role.permissionSetArn === set.arn) ||
    data.operations.some(
      one => one.permissionSetArn === set.arn && one.status === 'IN_PROGRESS',
    );
  if (used) {
    throw conflict(
      'Could not delete because PermissionSet has ApplicationProfile associated with it.',
    );
  }
  data.permissionSets = data.permissionSets.filter(one => one !== set);
  return {};
};

function attachedTo(set: PermissionSetState) {
  return set.managedPolicies.length + set.customerPolicies.length;
}

const attachManaged: Operation = (context, input) => {
  const set = requireSet(context, input);
  const arn = requireText(
    input,
    'ManagedPolicyArn',
    /^arn:aws(-[a-z]{1,5}){0,3}:iam::aws:policy((\/[A-Za-z0-9.,+@=_-]+)*)\/([A-Za-z0-9.,+=@_-]+)$/,
    2048,
  );
  if (set.managedPolicies.includes(arn)) {
    throw conflict(
      `PermissionSet already has a typed link attachment to a manageable resource: ${arn}`,
    );
  }
  if (attachedTo(set) >= context.world.seed.quotas.managedPoliciesPerSet) {
    throw overQuota(
      'You have exceeded the number of policies per permission set.',
    );
  }
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
  requireSet(context, input).boundary = undefined;
  return {};
};

function provisioningStatus(context: Context, id: string) {
  const one = context.world.data.operations.find(
    found => found.requestId === id && found.kind === 'provisioning',
  );
  if (!one) throw notFound(`Request ${id} not found`);
  return {
    PermissionSetProvisioningStatus: {
      Status: one.status,
      RequestId: one.requestId,
      AccountId: one.accountId === '*' ? undefined : one.accountId,
      PermissionSetArn: one.permissionSetArn,
      FailureReason: one.failureReason,
      CreatedDate: one.createdAt / 1000,
    },
  };
}

const provision: Operation = (context, input) => {
  const set = requireSet(context, input);
  const all = input.TargetType === 'ALL_PROVISIONED_ACCOUNTS';
  const begun = context.world.begin({
    kind: 'provisioning',
    accountId: all ? '*' : input.TargetId,
    permissionSetArn: set.arn,
  });
  return provisioningStatus(context, begun.requestId);
};

const provisionedToAccount: Operation = (context, input) => {
  requireInstance(context, input);
  const { data } = context.world;
  const found = data.roles
    .filter(role => role.accountId === input.AccountId)
    .filter(role => {
      const set = data.permissionSets.find(
        one => one.arn === role.permissionSetArn,
      );
      const latest = set?.revision === role.revision;
      if (!input.ProvisioningStatus) return true;
      return (
        latest ===
        (input.ProvisioningStatus === 'LATEST_PERMISSION_SET_PROVISIONED')
      );
    })
    .map(role => role.permissionSetArn);
  const { page, NextToken } = pageOf(found, input);
  return { PermissionSets: page, NextToken };
};

const accountsForSet: Operation = (context, input) => {
  const set = requireSet(context, input);
  const found = context.world.data.roles
    .filter(role => role.permissionSetArn === set.arn)
    .map(role => role.accountId);
  const { page, NextToken } = pageOf([...new Set(found)], input);
  return { AccountIds: page, NextToken };
};

function taggedSet(context: Context, input: Input): PermissionSetState {
  return requireSet(context, {
    InstanceArn: input.InstanceArn ?? context.world.seed.instanceArn,
    PermissionSetArn: input.ResourceArn,
  });
}

export const permissionSetOperations: Record<string, Operation> = {
  CreatePermissionSet: createPermissionSet,
  UpdatePermissionSet: updatePermissionSet,
  DeletePermissionSet: deletePermissionSet,
  DescribePermissionSet: (context, input) => ({
    PermissionSet: described(requireSet(context, input)),
  }),
  ListPermissionSets: (context, input) => {
    requireInstance(context, input);
    const { page, NextToken } = pageOf(
      context.world.data.permissionSets,
      input,
    );
    return { PermissionSets: page.map(set => set.arn), NextToken };
  },
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
  ProvisionPermissionSet: provision,
  DescribePermissionSetProvisioningStatus: (context, input) => {
    requireInstance(context, input);
    return provisioningStatus(context, input.ProvisionPermissionSetRequestId);
  },
  ListPermissionSetsProvisionedToAccount: provisionedToAccount,
  ListAccountsForProvisionedPermissionSet: accountsForSet,
  TagResource: (context, input) => {
    Object.assign(taggedSet(context, input).tags, tagsOf(input.Tags));
    return {};
  },
  UntagResource: (context, input) => {
    const set = taggedSet(context, input);
    for (const key of input.TagKeys ?? []) delete set.tags[key];
    return {};
  },
  ListTagsForResource: (context, input) => ({
    Tags: Object.entries(taggedSet(context, input).tags).map(
      ([Key, Value]) => ({ Key, Value }),
    ),
  }),
};
