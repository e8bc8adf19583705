import { FullSeed, readSeed } from '../seed';
import { roleOf } from './roles';
import { WorldData } from './types';

function emptyWorld(seed: FullSeed): WorldData {
  return {
    seed,
    permissionSets: [],
    assignments: [],
    operations: [],
    late: [],
    roles: [],
    credentials: [],
    controlPolicies: seed.organization.policies.map(policy => ({
      ...policy,
      superseded: [],
    })),
    changes: { assignments: [], roles: [] },
  };
}

/** A world as its seed describes it, with the roles of what is assigned. */
export function newWorld(from: FullSeed, createdAt: number): WorldData {
  const seed = structuredClone(from);
  const data = emptyWorld(seed);
  data.permissionSets = structuredClone(seed.permissionSets).map(set => ({
    ...set,
    createdAt,
    revision: 1,
  }));
  data.assignments = seed.assignments.map(one => ({ ...one, createdAt }));
  for (const { accountId, permissionSetArn } of data.assignments) {
    const set = data.permissionSets.find(one => one.arn === permissionSetArn);
    const isThere = data.roles.some(
      role =>
        role.accountId === accountId &&
        role.permissionSetArn === permissionSetArn,
    );
    if (set && !isThere) data.roles.push(roleOf(set, accountId));
  }
  return data;
}

/** What was kept, perhaps by an emulator that knew less. */
export function adoptWorld(kept: WorldData): WorldData {
  const seed = readSeed(kept.seed);
  const roles = kept.roles.map(role => ({
    ...role,
    policies: { ...role.policies, customer: role.policies.customer ?? [] },
  }));
  return { ...emptyWorld(seed), ...kept, seed, roles };
}
