import {
  DescribeUserCommand,
  GetUserIdCommand,
  IdentitystoreClient,
  IsMemberInGroupsCommand,
  paginateListUsers,
  DescribeGroupCommand,
  User,
} from '@aws-sdk/client-identitystore';
import { ResolvedUser } from './IdentityCenter';

export type Attribute = 'emails.value' | 'userName';

type AnyUser = Pick<User, 'UserId' | 'UserName' | 'Emails' | 'UserStatus'>;

/**
 * Two spellings of one name: equal after NFC with ASCII letters folded, and
 * nothing else folded, so that look-alike letters stay different (H15).
 */
export function foldName(value: string): string {
  return value
    .normalize('NFC')
    .replace(/[A-Z]/g, letter => letter.toLowerCase());
}

function emailOf(user: AnyUser): string | undefined {
  const emails = user.Emails ?? [];
  return (emails.find(one => one.Primary) ?? emails[0])?.Value;
}

function resolved(user: AnyUser): ResolvedUser {
  return {
    id: user.UserId!,
    userName: user.UserName ?? '',
    email: emailOf(user),
    // Absent where the directory does not tell
    enabled: user.UserStatus !== 'DISABLED',
  };
}

function valuesOf(user: AnyUser, attribute: Attribute): string[] {
  if (attribute === 'userName') return [user.UserName ?? ''];
  return (user.Emails ?? []).map(one => one.Value ?? '');
}

/** Which of these users carry the value; exactly one counts (H15). */
export function onlyMatch(
  users: AnyUser[],
  attribute: Attribute,
  value: string,
): ResolvedUser | undefined {
  const wanted = foldName(value);
  const hits = users.filter(user =>
    valuesOf(user, attribute).some(one => foldName(one) === wanted),
  );
  return hits.length === 1 ? resolved(hits[0]) : undefined;
}

/** Looks many values up among the same users; exactly one hit counts (H15). */
export function matcherOf(
  users: AnyUser[],
  attribute: Attribute,
): (value: string) => ResolvedUser | undefined {
  const byValue = new Map<string, Set<AnyUser>>();
  for (const user of users) {
    for (const value of valuesOf(user, attribute)) {
      const folded = foldName(value);
      byValue.set(folded, (byValue.get(folded) ?? new Set()).add(user));
    }
  }
  return value => {
    const [user, ...others] = byValue.get(foldName(value)) ?? [];
    return user && others.length === 0 ? resolved(user) : undefined;
  };
}

const isNotFound = (error: unknown) =>
  (error as Error).name === 'ResourceNotFoundException';

export async function describeUser(
  client: IdentitystoreClient,
  store: string,
  userId: string,
): Promise<AnyUser | undefined> {
  try {
    return await client.send(
      new DescribeUserCommand({ IdentityStoreId: store, UserId: userId }),
    );
  } catch (error) {
    if (isNotFound(error) && !isStoreMissing(error)) return undefined;
    throw error;
  }
}

/** A wrong identity store is not a missing person (H10). */
function isStoreMissing(error: unknown): boolean {
  return (error as { ResourceType?: string }).ResourceType === 'IDENTITY_STORE';
}

/** AWS's own lookup, spelled exactly. */
export async function exactUserId(
  client: IdentitystoreClient,
  store: string,
  attribute: Attribute,
  value: string,
): Promise<string | undefined> {
  try {
    const answer = await client.send(
      new GetUserIdCommand({
        IdentityStoreId: store,
        AlternateIdentifier: {
          UniqueAttribute: { AttributePath: attribute, AttributeValue: value },
        },
      }),
    );
    return answer.UserId;
  } catch (error) {
    if (isNotFound(error) && !isStoreMissing(error)) return undefined;
    throw error;
  }
}

export async function listUsers(
  client: IdentitystoreClient,
  store: string,
): Promise<AnyUser[]> {
  const users: AnyUser[] = [];
  const pages = paginateListUsers(
    { client, pageSize: 100 },
    { IdentityStoreId: store },
  );
  for await (const page of pages) users.push(...(page.Users ?? []));
  return users;
}

export async function readUser(
  client: IdentitystoreClient,
  store: string,
  userId: string,
): Promise<ResolvedUser | undefined> {
  const user = await describeUser(client, store, userId);
  return user && resolved(user);
}

/** AWS asks about at most 100 groups at once. */
const GROUPS_AT_ONCE = 100;

/** The names of those groups that the user is in. */
export async function groupNamesOf(
  client: IdentitystoreClient,
  store: string,
  userId: string,
  groupIds: string[],
): Promise<string[]> {
  const names: string[] = [];
  for (let i = 0; i < groupIds.length; i += GROUPS_AT_ONCE) {
    const answer = await client.send(
      new IsMemberInGroupsCommand({
        IdentityStoreId: store,
        MemberId: { UserId: userId },
        GroupIds: groupIds.slice(i, i + GROUPS_AT_ONCE),
      }),
    );
    for (const one of answer.Results ?? []) {
      if (!one.MembershipExists || !one.GroupId) continue;
      const group = await client.send(
        new DescribeGroupCommand({
          IdentityStoreId: store,
          GroupId: one.GroupId,
        }),
      );
      names.push(group.DisplayName ?? one.GroupId);
    }
  }
  return names;
}
