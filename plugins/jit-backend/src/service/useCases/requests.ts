import {
  AccessRequestDetails,
  HistoryEvent,
  isoOf,
  isPending,
  RequestListPage,
  RequestQuery,
  StateFilter,
} from '@jit-portal/backstage-plugin-jit-common';
import { RequestRecord } from '../../domain/model';
import { rejectionIn, withRejection } from '../../domain/riskFlags';
import { currentStage } from '../../domain/reviewer';
import { COMMENT_MAX, commentNeeded } from '../../domain/reviewValues';
import {
  OPEN_END,
  withEndStatement,
} from '../../policies/reading/endStatement';
import { CappedCount } from '../../store/paging';
import { Caller } from '../Caller';
import { Bench } from '../Parts';
import { notFound } from '../refusalErrors';
import { approversFor } from '../views/deciders';
import { historyView, storyTypes } from '../views/historyView';
import { Viewpoint, viewpointOf } from '../views/Viewpoint';
import { listing, listPage } from './listing';

/** A request that the caller may read; everything else does not exist. */
export async function readableRequest(
  { stores }: Bench,
  id: string,
  caller: Caller,
): Promise<RequestRecord> {
  const [request, readable] = await Promise.all([
    stores.requests.find(id),
    caller.readRequests(),
  ]);
  if (!request || !(await readable.apply(request))) throw notFound('request');
  return request;
}

function stateCountsOf(
  counts: Map<StateFilter, CappedCount>,
): RequestListPage['stateCounts'] {
  return Object.fromEntries(
    [...counts].map(([state, { count, isMinimum }]) => [
      state,
      { count, isMinimum: isMinimum || undefined },
    ]),
  );
}

export async function listRequests(
  bench: Bench,
  query: RequestQuery,
  caller: Caller,
): Promise<RequestListPage> {
  const { stores, presenter } = bench;
  const [viewpoint, readable, sessions] = await Promise.all([
    viewpointOf(bench, caller),
    caller.readRequests(),
    query.session ? caller.readSessions() : undefined,
  ]);
  const { viewer } = viewpoint;
  const page = await listing(bench, caller, () =>
    stores.requestLists.list(query, viewer, readable, sessions),
  );
  const items = await presenter.requests(page.items, viewpoint, page.now);
  const frame = listPage(items, page, page.now);
  if (query.counts !== 'state') return frame;
  const counts = await listing(bench, caller, () =>
    stores.requestLists.countStates(query, viewer, readable, sessions),
  );
  return { ...frame, stateCounts: stateCountsOf(counts) };
}

/** What a reviewer of a custom set reads besides its content. */
function customDetails({
  permissionSet: set,
  findings,
  coveredBy,
}: RequestRecord) {
  if (set.type !== 'custom') return {};
  return {
    findings,
    coveredBy,
    inlinePolicyWithEnd: withEndStatement(set.inlinePolicy, OPEN_END),
  };
}

/** An earlier rejection is told with its reviewer's words, as they are now. */
async function flagsOf({ stores }: Bench, { riskFlags }: RequestRecord) {
  const number = rejectionIn(riskFlags);
  if (number === undefined) return riskFlags;
  const comment = await stores.statistics.rejectionComment(number);
  return comment ? withRejection(riskFlags, comment) : riskFlags;
}

/** One request with everything that helps to decide. */
export async function requestDetails(
  bench: Bench,
  request: RequestRecord,
  viewpoint: Viewpoint,
): Promise<AccessRequestDetails> {
  const { presenter, projected, stores, config } = bench;
  const { statistics } = stores;
  const { account, requester, permissionSet, plan } = request;
  const stage = currentStage(plan, request.reviews);
  const [
    [view],
    owned,
    standing,
    ssoAdmins,
    admins,
    record,
    active,
    activeHere,
    usual,
    riskFlags,
  ] = await Promise.all([
    presenter.requests([request], viewpoint),
    projected.account(account.id),
    projected.standingOf(requester.ref),
    projected.peopleInRole('sso-admin'),
    projected.peopleInRole('admin'),
    statistics.requesterRecord(requester.ref, account.id, request.id),
    statistics.openSessions(account.id),
    statistics.openSessions(account.id, requester.ref),
    statistics.usualMinutes(account.id, permissionSet.name),
    flagsOf(bench, request),
  ]);
  const reviewers = isPending(view.status) ? stage!.reviewers : [];
  const isOther = ({ ref }: { ref: string }) => ref !== requester.ref;
  const crowd = {
    owners: (owned?.ownerPeople ?? []).filter(isOther).length,
    'sso-admin': ssoAdmins.filter(isOther).length,
    admin: admins.filter(isOther).length,
  };
  return {
    ...view,
    riskFlags,
    canDecide: approversFor(
      reviewers,
      (owned?.owners ?? []).filter(isOther),
      config,
      viewpoint,
      crowd,
    ),
    requesterTeams: standing?.teams,
    environment: owned?.settings.environment,
    requesterRecord: record,
    activeOnAccount: active,
    requesterActiveHere: activeHere,
    usualDuration: usual === undefined ? undefined : isoOf(usual),
    maxDuration: isoOf(plan.maxMinutes),
    durationStep: isoOf(config.duration.stepMinutes),
    commentMax: COMMENT_MAX,
    requireComment: commentNeeded(request),
    ...customDetails(request),
  };
}

export async function getRequest(
  bench: Bench,
  id: string,
  caller: Caller,
): Promise<AccessRequestDetails> {
  const [request, viewpoint] = await Promise.all([
    readableRequest(bench, id, caller),
    viewpointOf(bench, caller),
  ]);
  return requestDetails(bench, request, viewpoint);
}

export async function getRequestEvents(
  bench: Bench,
  id: string,
  caller: Caller,
): Promise<{ items: HistoryEvent[] }> {
  const { stores } = bench;
  const request = await readableRequest(bench, id, caller);
  const session = await stores.sessions.ofRequest(request.id);
  const events = await stores.requests.history(
    request.id,
    session?.id,
    storyTypes,
  );
  return { items: historyView(events) };
}
