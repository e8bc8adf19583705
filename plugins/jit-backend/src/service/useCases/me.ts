import {
  Me,
  openStates,
  RequestQuery,
  Role,
} from '@jit-portal/backstage-plugin-jit-common';
import { Caller } from '../Caller';
import { Bench } from '../Parts';
import { Viewpoint, viewpointOf } from '../views/Viewpoint';
import { listing } from './listing';

function rolesOf({ viewer, standing }: Viewpoint): Role[] {
  const roles: Role[] = [];
  if (viewer.ownedAccounts.length > 0) roles.push('owner');
  if (viewer.isSsoAdmin) roles.push('sso-admin');
  if (viewer.isAdmin) roles.push('admin');
  if (standing?.isAuditor) roles.push('auditor');
  return roles;
}

/** What somebody's roles open to them. */
export function capabilitiesOf(viewpoint: Viewpoint): Me['capabilities'] {
  const roles = rolesOf(viewpoint);
  return {
    canApprove: roles.some(role => role !== 'auditor'),
    canAudit: roles.includes('auditor') || roles.includes('admin'),
    canAdmin: roles.includes('admin'),
  };
}

/** Who the caller is here, and the numbers that every page shows. */
export async function me(bench: Bench, caller: Caller): Promise<Me> {
  const { stores, config } = bench;
  const [viewpoint, requests, sessions] = await Promise.all([
    viewpointOf(bench, caller),
    caller.readRequests(),
    caller.readSessions(),
  ]);
  const { viewer, person } = viewpoint;
  const count = (query: RequestQuery) =>
    listing(bench, caller, () =>
      stores.requestLists.count(query, viewer, requests),
    );
  const [pending, ownWaiting, active, now] = await Promise.all([
    count({ scope: 'to-decide' }),
    count({ scope: 'mine', state: ['PENDING'] }),
    listing(bench, caller, () =>
      stores.sessionLists.count(
        { scope: 'mine', state: [...openStates] },
        viewer,
        sessions,
      ),
    ),
    stores.requests.now(),
  ]);
  return {
    user: person,
    roles: rolesOf(viewpoint),
    capabilities: capabilitiesOf(viewpoint),
    counts: {
      pending: pending.count,
      ownWaiting: ownWaiting.count,
      activeSessions: active.count,
    },
    serverTime: now.toISOString(),
    demo: config.aws.endpoint ? { text: 'Demo: no real AWS' } : undefined,
  };
}
