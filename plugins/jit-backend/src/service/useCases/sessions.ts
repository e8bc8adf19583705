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
  const session = await stores.sessions.find(id);
  const readable = await caller.readSessions();
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

/** One session, with what its request says of it. */
export async function sessionDetails(
  { stores, presenter }: Bench,
  session: SessionRecord,
  viewpoint: Viewpoint,
): Promise<SessionDetails> {
  const [view] = await presenter.sessions([session], viewpoint);
  const request = await stores.requests.find(session.requestId);
  const [{ justification, stages }] = await presenter.requests(
    [request!],
    viewpoint,
  );
  return {
    ...view,
    justification,
    stages,
    // AWS adds a suffix that only AWS knows
    roleNamePrefix: `AWSReservedSSO_${session.permissionSet.name}_`,
  };
}

export async function getSession(
  bench: Bench,
  id: string,
  caller: Caller,
): Promise<SessionDetails> {
  const session = await readableSession(bench, id, caller);
  return sessionDetails(bench, session, await viewpointOf(bench, caller));
}
