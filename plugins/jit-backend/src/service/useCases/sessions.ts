import {
  ListPage,
  Session,
  SessionDetails,
  SessionQuery,
} from '@jit-portal/backstage-plugin-jit-common';
import { SessionRecord } from '../../domain/model';
import { Caller } from '../Caller';
import { Bench } from '../Parts';
import { notFound } from '../refusalErrors';
import { Viewpoint, viewpointOf } from '../views/Viewpoint';
import { listing, listPage } from './listing';

/** A session that the caller may read; everything else does not exist. */
export async function readableSession(
  { stores }: Bench,
  id: string,
  caller: Caller,
): Promise<SessionRecord> {
  const [session, readable] = await Promise.all([
    stores.sessions.find(id),
    caller.readSessions(),
  ]);
  if (!session || !(await readable.apply(session))) throw notFound('session');
  return session;
}

export async function listSessions(
  bench: Bench,
  query: SessionQuery,
  caller: Caller,
): Promise<ListPage<Session>> {
  const { stores, presenter } = bench;
  const [viewpoint, readable] = await Promise.all([
    viewpointOf(bench, caller),
    caller.readSessions(),
  ]);
  const page = await listing(bench, caller, () =>
    stores.sessionLists.list(query, viewpoint.viewer, readable),
  );
  const items = await presenter.sessions(page.items, viewpoint, page.now);
  return listPage(items, page, page.now);
}

/** What a session's request says of it, to whoever may read the request. */
async function askedFor(
  { stores, presenter }: Bench,
  { requestId }: SessionRecord,
  viewpoint: Viewpoint,
): Promise<Pick<SessionDetails, 'justification' | 'stages'>> {
  const [request, readable] = await Promise.all([
    stores.requests.find(requestId),
    viewpoint.caller.readRequests(),
  ]);
  if (!(await readable.apply(request!)))
    return { justification: '', stages: [] };
  const [view] = await presenter.requests([request!], viewpoint);
  return { justification: view.justification, stages: view.stages };
}

/** One session, with what its request says of it. */
export async function sessionDetails(
  bench: Bench,
  session: SessionRecord,
  viewpoint: Viewpoint,
): Promise<SessionDetails> {
  const [[view], asked] = await Promise.all([
    bench.presenter.sessions([session], viewpoint),
    askedFor(bench, session, viewpoint),
  ]);
  return {
    ...view,
    ...asked,
    // AWS adds a suffix that only AWS knows
    roleNamePrefix: `AWSReservedSSO_${session.permissionSet.name}_`,
  };
}

export async function getSession(
  bench: Bench,
  id: string,
  caller: Caller,
): Promise<SessionDetails> {
  const [session, viewpoint] = await Promise.all([
    readableSession(bench, id, caller),
    viewpointOf(bench, caller),
  ]);
  return sessionDetails(bench, session, viewpoint);
}
