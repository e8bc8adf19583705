import {
  AuditEvent,
  AuditListPage,
  AuditQuery,
} from '@jit-portal/backstage-plugin-jit-common';
import { Actor } from '../../domain/model';
import { RecordedEvent } from '../../store/DatabaseRecord';
import { actorOf, Caller } from '../Caller';
import { Bench } from '../Parts';
import { takePlace } from '../takePlace';
import { Viewpoint, viewpointOf } from '../views/Viewpoint';
import { listing, listPage } from './listing';

/**
 * Auditors and admins, unless the policy says otherwise (H20).
 *
 * @throws NotAllowedError for everybody else
 */
async function readingAudit(bench: Bench, caller: Caller): Promise<Viewpoint> {
  const viewpoint = await viewpointOf(bench, caller);
  // Whose role was taken a moment ago reads no more of it (H19)
  const standing =
    viewpoint.standing && (await bench.fresh.readPerson(caller.ref));
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
  const page = await listing(bench, caller, () => stores.record.list(query));
  const items = page.items.map(view);
  const frame = listPage(items, page, await stores.requests.now());
  return { ...frame, checkpoint: page.checkpoint };
}

/**
 * All of it. Its first answer is empty and comes once the export is on record:
 * what can go wrong by then is told before a file begins.
 */
async function* recordOf(
  { stores, exports }: Bench,
  actor: Actor,
): AsyncGenerator<string> {
  try {
    const text = await stores.record.export(actor);
    yield '';
    yield* text;
  } finally {
    exports.free(actor.ref);
  }
}

/** The record with its chain, for the check; that it was taken is on record. */
export async function exportAuditEvents(
  bench: Bench,
  caller: Caller,
): Promise<AsyncGenerator<string>> {
  const { person } = await readingAudit(bench, caller);
  const actor = actorOf(caller, person.displayName);
  // What fails from here on frees the place, see recordOf
  takePlace(bench, actor.ref);
  const text = recordOf(bench, actor);
  await text.next();
  return text;
}
