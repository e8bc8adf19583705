import { AwsError, invalid } from '../errors';
import { FullSeed } from '../seed';
import { Context, Input, Operation, pageOf } from './context';

type User = FullSeed['users'][number];

function missing(type: 'USER' | 'GROUP', what: string) {
  return new AwsError('ResourceNotFoundException', `${type} not found.`, 400, {
    ResourceType: type,
    ResourceId: what,
  });
}

function requireStore({ world }: Context, input: Input): FullSeed {
  if (input.IdentityStoreId !== world.seed.identityStoreId) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Identity store ${input.IdentityStoreId} not found.`,
      400,
      { ResourceType: 'IDENTITY_STORE' },
    );
  }
  return world.seed;
}

function userOf(seed: FullSeed, id: string): User {
  const user = seed.users.find(one => one.id === id);
  if (!user) throw missing('USER', id);
  return user;
}

function described(seed: FullSeed, user: User) {
  return {
    UserName: user.userName,
    UserId: user.id,
    DisplayName: user.displayName,
    Emails: [{ Value: user.email, Type: 'work', Primary: true }],
    UserStatus: user.enabled ? 'ENABLED' : 'DISABLED',
    IdentityStoreId: seed.identityStoreId,
  };
}

const getUserId: Operation = (context, input) => {
  const seed = requireStore(context, input);
  const { AttributePath, AttributeValue } =
    input.AlternateIdentifier?.UniqueAttribute ?? {};
  if (AttributePath !== 'userName' && AttributePath !== 'emails.value') {
    throw invalid(`AttributePath ${AttributePath} is not supported`);
  }
  const field = AttributePath === 'userName' ? 'userName' : 'email';
  const user = seed.users.find(one => one[field] === AttributeValue);
  if (!user) throw missing('USER', AttributeValue);
  return { UserId: user.id, IdentityStoreId: seed.identityStoreId };
};

const getGroupId: Operation = (context, input) => {
  const seed = requireStore(context, input);
  const name = input.AlternateIdentifier?.UniqueAttribute?.AttributeValue;
  const group = seed.groups.find(one => one.displayName === name);
  if (!group) throw missing('GROUP', name);
  return { GroupId: group.id, IdentityStoreId: seed.identityStoreId };
};

const listUsers: Operation = (context, input) => {
  const seed = requireStore(context, input);
  const { page, NextToken } = pageOf(seed.users, input);
  return { Users: page.map(user => described(seed, user)), NextToken };
};

const describeGroup: Operation = (context, input) => {
  const seed = requireStore(context, input);
  const group = seed.groups.find(one => one.id === input.GroupId);
  if (!group) throw missing('GROUP', input.GroupId);
  return {
    GroupId: group.id,
    DisplayName: group.displayName,
    IdentityStoreId: seed.identityStoreId,
  };
};

const isMemberInGroups: Operation = (context, input) => {
  const seed = requireStore(context, input);
  const userId = userOf(seed, input.MemberId?.UserId).id;
  return {
    Results: (input.GroupIds as string[]).map(GroupId => ({
      GroupId,
      MemberId: { UserId: userId },
      MembershipExists: seed.groups.some(
        group => group.id === GroupId && group.members.includes(userId),
      ),
    })),
  };
};

const membershipsOf: Operation = (context, input) => {
  const seed = requireStore(context, input);
  const userId = userOf(seed, input.MemberId?.UserId).id;
  const found = seed.groups
    .filter(group => group.members.includes(userId))
    .map(group => ({
      GroupId: group.id,
      MembershipId: `${group.id}/${userId}`,
      MemberId: { UserId: userId },
      IdentityStoreId: seed.identityStoreId,
    }));
  const { page, NextToken } = pageOf(found, input);
  return { GroupMemberships: page, NextToken };
};

export const identityStoreOperations: Record<string, Operation> = {
  GetUserId: getUserId,
  GetGroupId: getGroupId,
  ListUsers: listUsers,
  DescribeUser: (context, input) => {
    const seed = requireStore(context, input);
    return described(seed, userOf(seed, input.UserId));
  },
  DescribeGroup: describeGroup,
  IsMemberInGroups: isMemberInGroups,
  ListGroupMembershipsForMember: membershipsOf,
};
