import { AwsError, invalid } from '../errors';
import { FullSeed } from '../seed';
import { Context, Input, Operation } from './context';
import { pageOf } from './pages';

type User = FullSeed['users'][number];
type Group = FullSeed['groups'][number];

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

function groupOf(seed: FullSeed, id: string): Group {
  const group = seed.groups.find(one => one.id === id);
  if (!group) throw missing('GROUP', id);
  return group;
}

function describedGroup(seed: FullSeed, group: Group) {
  return {
    GroupId: group.id,
    DisplayName: group.displayName,
    IdentityStoreId: seed.identityStoreId,
  };
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
  return describedGroup(seed, groupOf(seed, input.GroupId));
};

const listGroups: Operation = (context, input) => {
  const seed = requireStore(context, input);
  const { page, NextToken } = pageOf(seed.groups, input);
  return { Groups: page.map(one => describedGroup(seed, one)), NextToken };
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

function membership(seed: FullSeed, group: Group, userId: string) {
  return {
    GroupId: group.id,
    MembershipId: `${group.id}/${userId}`,
    MemberId: { UserId: userId },
    IdentityStoreId: seed.identityStoreId,
  };
}

const membershipsOf: Operation = (context, input) => {
  const seed = requireStore(context, input);
  const userId = userOf(seed, input.MemberId?.UserId).id;
  const found = seed.groups.filter(group => group.members.includes(userId));
  const { page, NextToken } = pageOf(found, input);
  return {
    GroupMemberships: page.map(one => membership(seed, one, userId)),
    NextToken,
  };
};

const listMemberships: Operation = (context, input) => {
  const seed = requireStore(context, input);
  const group = groupOf(seed, input.GroupId);
  const { page, NextToken } = pageOf(group.members, input);
  return {
    GroupMemberships: page.map(userId => membership(seed, group, userId)),
    NextToken,
  };
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
  ListGroups: listGroups,
  ListGroupMemberships: listMemberships,
  IsMemberInGroups: isMemberInGroups,
  ListGroupMembershipsForMember: membershipsOf,
};
