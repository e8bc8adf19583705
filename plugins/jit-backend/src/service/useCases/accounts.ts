import {
  Account,
  AccountLimits,
  AccountQuery,
  isoOf,
  ListPage,
} from '@jit-portal/backstage-plugin-jit-common';
import { AccountRecord, PersonStanding } from '../../accounts/Accounts';
import { JitConfig } from '../../config/JitConfig';
import {
  accountProblem,
  pauseProblem,
  requesterProblem,
} from '../../domain/conditions';
import { AccountLine } from '../../store/DatabaseAccountLists';
import { Pause } from '../../store/DatabaseLookups';
import { Caller } from '../Caller';
import { Bench } from '../Parts';
import { notFound } from '../refusalErrors';
import { ownersFor } from '../views/deciders';
import { Viewpoint, viewpointOf } from '../views/Viewpoint';
import { listing, listPage } from './listing';

export function limitsOf(
  { settings }: AccountRecord,
  { duration, justification }: JitConfig,
): AccountLimits {
  const { maxMinutes, windowMinutes } = settings;
  return {
    durationMin: isoOf(Math.min(duration.minMinutes, maxMinutes)),
    durationMax: isoOf(maxMinutes),
    durationStep: isoOf(duration.stepMinutes),
    durationDefault: isoOf(Math.min(duration.defaultMinutes, maxMinutes)),
    justificationMin: justification.min,
    justificationMax: justification.max,
    approvalWindow: isoOf(windowMinutes),
  };
}

/** The sentences of a submission, told before one is written. */
function canRequest(
  account: AccountRecord,
  standing: PersonStanding | undefined,
  pause: Pause | undefined,
  policyAllows: boolean,
): Account['canRequest'] {
  const because =
    requesterProblem(account, standing)?.message ??
    accountProblem(account, account.state) ??
    pauseProblem(pause)?.message ??
    (account.settings.permissionSets.length === 0 &&
    !account.settings.customAllowed
      ? 'No permission sets can be requested for this account. Ask its owners.'
      : undefined) ??
    (policyAllows
      ? undefined
      : 'Your organization’s policy does not let you request this account.');
  return because === undefined
    ? { allowed: true }
    : { allowed: false, because };
}

/** Turns accounts with their counts into replies, all at once. */
export async function presentAccounts(
  bench: Bench,
  lines: AccountLine[],
  viewpoint: Viewpoint,
): Promise<Account[]> {
  if (lines.length === 0) return [];
  const { stores, config } = bench;
  const accounts = lines.map(({ account }) => account);
  const ids = [...new Set(accounts.map(({ id }) => id))];
  const [mine, pauses, policy] = await Promise.all([
    listing(bench, viewpoint.caller, () =>
      stores.accountLists.pendingForViewer(ids, viewpoint.viewer),
    ),
    stores.lookups.pauses(ids),
    viewpoint.caller.allowed('request.create', accounts),
  ]);
  return lines.map(({ account, pending, active }, index) => ({
    id: account.id,
    name: account.name,
    entityRef: account.entityRef,
    state: account.state,
    owners: ownersFor(account.owners, viewpoint),
    pending,
    pendingForMe: mine.get(account.id) ?? 0,
    active,
    canRequest: canRequest(
      account,
      viewpoint.standing,
      pauses.get(account.id),
      policy[index],
    ),
    limits: limitsOf(account, config),
  }));
}

export async function listAccounts(
  bench: Bench,
  query: AccountQuery,
  caller: Caller,
): Promise<ListPage<Account>> {
  const { stores } = bench;
  const viewpoint = await viewpointOf(bench, caller);
  const readable = await caller.readAccounts();
  const { viewer, standing } = viewpoint;
  const page = await listing(bench, caller, () =>
    stores.accountLists.list(query, viewer, standing, readable),
  );
  const items = await presentAccounts(bench, page.items, viewpoint);
  return listPage(items, page, await stores.requests.now());
}

/** An account that the caller may read; everything else does not exist. */
export async function readableAccount(
  { projected }: Bench,
  accountId: string,
  caller: Caller,
): Promise<AccountRecord> {
  const account = await projected.account(accountId);
  const readable = await caller.readAccounts();
  if (!account || !(await readable.apply(account))) throw notFound('account');
  return account;
}

export async function presentAccount(
  bench: Bench,
  account: AccountRecord,
  viewpoint: Viewpoint,
): Promise<Account> {
  const { accountLists } = bench.stores;
  const counts = await listing(bench, viewpoint.caller, () =>
    accountLists.counts(account.id),
  );
  const line = { account, ...counts };
  return (await presentAccounts(bench, [line], viewpoint))[0];
}

export async function getAccount(
  bench: Bench,
  accountId: string,
  caller: Caller,
): Promise<Account> {
  const account = await readableAccount(bench, accountId, caller);
  return presentAccount(bench, account, await viewpointOf(bench, caller));
}
