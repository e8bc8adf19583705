import {
  isoOf,
  OfferedPermissionSet,
  openStates,
  RequestOptions,
  RequestQuery,
} from '@jit-portal/backstage-plugin-jit-common';
import { AccountRecord } from '../../accounts/Accounts';
import { NAME_MAX, NAME_PREFIX, SESSION_MINUTES } from '../../domain/customSet';
import { sizeOf } from '../../policies/reading/sizes';
import { Caller } from '../Caller';
import { Bench } from '../Parts';
import { approversFor } from '../views/deciders';
import { Viewpoint, viewpointOf } from '../views/Viewpoint';
import { presentAccount, readableAccount } from './accounts';
import { listing } from './listing';

const RECENT = 5;

/** What is known of the sets; a portal that starts anew does not know them all. */
async function offeredSets(
  { stores }: Bench,
  account: AccountRecord,
): Promise<{ permissionSets: OfferedPermissionSet[]; moreSetsToCome?: true }> {
  const names = account.settings.permissionSets;
  const [sets, usage] = await Promise.all([
    stores.lookups.permissionSets(names),
    stores.statistics.usage(account.id),
  ]);
  const known = new Set(sets.map(({ name }) => name));
  const missing = names.filter(name => !known.has(name));
  const mayCome =
    missing.length > 0 && (await stores.permissionSets.mayTurnUp(missing));
  return {
    permissionSets: sets.map(set => ({
      name: set.name,
      description: set.description,
      sessionDuration: isoOf(set.sessionMinutes),
      usageCount90d: usage.get(set.name) ?? 0,
      readAt: set.readAt.toISOString(),
    })),
    moreSetsToCome: mayCome || undefined,
  };
}

/** The caller's own requests and sessions on the account. */
async function mineOn(bench: Bench, account: AccountRecord, view: Viewpoint) {
  const { stores, presenter } = bench;
  const { caller, viewer } = view;
  const [requests, sessions] = await Promise.all([
    caller.readRequests(),
    caller.readSessions(),
  ]);
  const here = { scope: 'mine' as const, account: [account.id] };
  const list = (query: RequestQuery) =>
    listing(bench, caller, () =>
      stores.requestLists.list({ ...here, ...query }, viewer, requests),
    );
  const [active, pending, recent] = await Promise.all([
    listing(bench, caller, () =>
      stores.sessionLists.list(
        { ...here, state: [...openStates] },
        viewer,
        sessions,
      ),
    ),
    list({ state: ['PENDING'] }),
    list({ limit: RECENT }),
  ]);
  return {
    myActive: await presenter.sessions(active.items, view),
    myPending: await presenter.requests(pending.items, view),
    myRecent: await presenter.requests(recent.items, view),
  };
}

/** Told beforehand, so that a form lets nobody type what is refused. */
function customLimits({ config }: Bench): RequestOptions['customLimits'] {
  const { managedPolicies, boundary } = config.customSets;
  return {
    namePrefix: NAME_PREFIX,
    nameMax: NAME_MAX,
    managedPolicies,
    inlinePolicyNonBlank: sizeOf('').maxNonBlank,
    sessionDurationMin: isoOf(SESSION_MINUTES.min),
    sessionDurationMax: isoOf(SESSION_MINUTES.max),
    permissionsBoundary: boundary,
  };
}

/** Everything the request form needs, in one answer. */
export async function getRequestOptions(
  bench: Bench,
  accountId: string,
  caller: Caller,
): Promise<RequestOptions> {
  const { stores, config } = bench;
  const record = await readableAccount(bench, accountId, caller);
  const viewpoint = await viewpointOf(bench, caller);
  const [account, offered, mine, typical, now] = await Promise.all([
    presentAccount(bench, record, viewpoint),
    offeredSets(bench, record),
    mineOn(bench, record, viewpoint),
    stores.statistics.typicalApprovalMinutes(record.id),
    stores.requests.now(),
  ]);
  const others = record.ownerPeople.some(({ ref }) => ref !== caller.ref);
  const adminsInstead = record.duplicate || !others;
  return {
    account,
    ...offered,
    customAllowed: record.settings.customAllowed,
    customLimits: record.settings.customAllowed
      ? customLimits(bench)
      : undefined,
    reviewers: approversFor(
      adminsInstead ? ['sso-admin', 'admin'] : ['owner', 'sso-admin', 'admin'],
      record.owners,
      config,
      viewpoint,
    ),
    adminsInstead,
    typicalApprovalMinutes: typical,
    ...mine,
    serverTime: now.toISOString(),
  };
}
