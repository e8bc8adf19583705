import { randomUUID } from 'node:crypto';
import { z } from 'zod/v4';
import { parse } from '../parse';
import { FullSeed } from '../seed';
import { known, ok, Refusal, Route } from './route';

/** Whoever looks after the directory: people come, change names and go. */

export function userNamed(seed: FullSeed, userName: string) {
  const user = seed.users.find(one => one.userName === userName);
  return known(user, `user ${userName}`);
}

export function groupNamed(seed: FullSeed, name: string) {
  const group = seed.groups.find(one => one.displayName === name);
  return known(group, `group ${name}`);
}

function requireFree(taken: boolean, what: string): void {
  if (taken) throw new Refusal(`There is a ${what} already`, 409);
}

/** Ids are never given twice: who comes again is somebody else. */
const newId = ({ identityStoreId }: FullSeed) =>
  `${identityStoreId.replace('d-', '')}-${randomUUID()}`;

const newUser = z.object({
  userName: z.string().min(1).max(128),
  displayName: z.string().optional(),
  email: z.string().optional(),
  enabled: z.boolean().default(true),
});

const userChange = newUser.partial().extend({
  enabled: z.boolean().optional(),
});

function createUser(seed: FullSeed, body: unknown) {
  const { userName, displayName, email, enabled } = parse(newUser, body);
  requireFree(
    seed.users.some(one => one.userName === userName),
    `user ${userName}`,
  );
  const user = {
    id: newId(seed),
    userName,
    displayName: displayName ?? userName,
    email: email ?? userName,
    enabled,
  };
  seed.users.push(user);
  return user;
}

/** Somebody new, or with their user name in the path somebody changed. */
export const changeUser: Route = ({ world: { seed } }, [userName], body) => {
  if (userName === undefined) return ok(createUser(seed, body), 201);
  const user = userNamed(seed, userName);
  const change = parse(userChange, body);
  requireFree(
    seed.users.some(one => one !== user && one.userName === change.userName),
    `user ${change.userName}`,
  );
  return ok(Object.assign(user, change));
};

/** Assignments stay behind, as in AWS; memberships go. */
export const deleteUser: Route = ({ world: { seed } }, [userName]) => {
  const user = userNamed(seed, userName);
  seed.users = seed.users.filter(one => one !== user);
  for (const group of seed.groups) {
    group.members = group.members.filter(id => id !== user.id);
  }
  return ok(user);
};

const newGroup = z.object({
  displayName: z.string().min(1),
  /** By their user names. */
  members: z.array(z.string()).default([]),
});

const memberOf = z.object({ userName: z.string() });

/** A new group, or with its name and `members` in the path a new member. */
export const addToGroup: Route = ({ world: { seed } }, [name], body) => {
  if (name !== undefined) {
    const group = groupNamed(seed, name);
    const { id } = userNamed(seed, parse(memberOf, body).userName);
    group.members = [...new Set([...group.members, id])];
    return ok(group);
  }
  const { displayName, members } = parse(newGroup, body);
  requireFree(
    seed.groups.some(one => one.displayName === displayName),
    `group ${displayName}`,
  );
  const group = {
    id: newId(seed),
    displayName,
    members: members.map(one => userNamed(seed, one).id),
  };
  seed.groups.push(group);
  return ok(group, 201);
};

/** A group goes, or with `members` in the path one of its members. */
export const takeFromGroup: Route = (
  { world: { seed } },
  [name, members],
  body,
) => {
  const group = groupNamed(seed, name);
  if (members === undefined) {
    seed.groups = seed.groups.filter(one => one !== group);
    return ok(group);
  }
  const { id } = userNamed(seed, parse(memberOf, body).userName);
  group.members = group.members.filter(one => one !== id);
  return ok(group);
};
