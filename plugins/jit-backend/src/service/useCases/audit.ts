import {
  AuditEvent,
  AuditListPage,
  AuditQuery,
} from '@jit-portal/backstage-plugin-jit-common';
import { RecordedEvent } from '../../store/DatabaseRecord';
import { actorOf, Caller } from '../Caller';
import { Bench } from '../Parts';
import { Viewpoint, viewpointOf } from '../views/Viewpoint';
import { listing, listPage } from './listing';

/**
 * Auditors and admins, unless the policy says otherwise (H20).
 *
 * @throws NotAllowedError for everybody else
 */
async function readingAudit(bench: Bench, caller: Caller): Promise<Viewpoint> {
  const viewpoint = await viewpointOf(bench, caller);
  const { standing } = viewpoint;
  const isReader = standing?.isAdmin || standing?.isAuditor;
  if (isReader && (await caller.mayReadAudit())) return viewpoint;
  throw await bench.refusals.refuse(
    {
      code: 'policy',
      message: 'Only Auditors and Admins can read the audit record.',
    },
    {
      actor: actorOf(caller, viewpoint.person.displayName),
      deed: 'record.read',
    },
  );
}

function view(recorded: RecordedEvent): AuditEvent {
  const { event, seal, erased, requestNumber, sessionNumber } = recorded;
  return {
    ...event,
    at: event.at.toISOString(),
    requestNumber: requestNumber ? `REQ-${requestNumber}` : undefined,
    sessionNumber: sessionNumber ? `SES-${sessionNumber}` : undefined,
    seal: seal && { ...seal, sealedAt: seal.sealedAt.toISOString() },
    erased: erased.length > 0 ? erased : undefined,
  };
}

/** What happened, latest first. */
export async function listAuditEvents(
  bench: Bench,
  query: AuditQuery,
  caller: Caller,
): Promise<AuditListPage> {
  await readingAudit(bench, caller);
  const { stores } = bench;
  const page = await listing(() => stores.record.list(query));
  const items = page.items.map(view);
  const frame = listPage(items, page, await stores.requests.now());
  return { ...frame, checkpoint: page.checkpoint };
}

/** The record with its chain, for the check; that it was taken is on record. */
export async function exportAuditEvents(
  bench: Bench,
  caller: Caller,
): Promise<AsyncIterable<string>> {
  const { person } = await readingAudit(bench, caller);
  return bench.stores.record.export(actorOf(caller, person.displayName));
}
