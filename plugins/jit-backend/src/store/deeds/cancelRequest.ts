import { pendingStatuses } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { Actor, NewAuditEvent, RequestRecord } from '../../domain/model';
import { appendAudit } from '../audit';
import { enqueue, OutboxItem } from '../outbox';
import { withReviews } from '../requestRows';
import { StoreOptions } from '../StoreOptions';
import { inTransaction } from '../transactions';

function about(request: RequestRecord) {
  return { requestId: request.id, accountId: request.account.id };
}

function signal(request: RequestRecord): OutboxItem {
  return {
    kind: 'signal',
    ...about(request),
    userRefs: [request.requester.ref],
  };
}

async function finish(
  trx: Knex,
  { newId }: StoreOptions,
  now: Date,
  event: NewAuditEvent,
  items: OutboxItem[],
): Promise<RequestRecord> {
  await appendAudit(trx, newId, now, [event]);
  await enqueue(trx, newId, now, items);
  const rows = await trx('requests').where({ id: event.requestId });
  return (await withReviews(trx, rows))[0];
}

/**
 * Takes a request back while it is pending. It looks at no version and no
 * window: a stale screen or a stopped sweeper never refuses it (H23).
 */
export function cancelRequest(
  options: StoreOptions,
  seen: RequestRecord,
  actor: Actor,
): Promise<RequestRecord | undefined> {
  return inTransaction(options.db, async trx => {
    const now = await options.clock.now(trx);
    const changed = await trx('requests')
      .where({ id: seen.id })
      .whereIn('status', [...pendingStatuses])
      .update({
        status: 'CANCELLED',
        state: 'CANCELLED',
        version: trx.raw('version + 1'),
        closed_at: now,
        pending_key: null,
        custom_name_key: null,
      });
    if (changed === 0) return undefined;
    const event: NewAuditEvent = {
      type: 'request.cancelled',
      severity: 'medium',
      actor,
      ...about(seen),
      data: { number: seen.number, contentHash: seen.contentHash },
    };
    return finish(trx, options, now, event, [signal(seen)]);
  });
}

/** Notes a reminder unless another one was sent since `seen`; the content stays. */
export function remindReviewers(
  options: StoreOptions,
  seen: RequestRecord,
  actor: Actor,
): Promise<RequestRecord | undefined> {
  return inTransaction(options.db, async trx => {
    const now = await options.clock.now(trx);
    const changed = await trx('requests')
      .where({ id: seen.id, status: seen.status })
      .where('window_ends_at', '>', now)
      .where(query =>
        seen.remindedAt
          ? query.where('reminded_at', seen.remindedAt)
          : query.whereNull('reminded_at'),
      )
      .update({ reminded_at: now });
    if (changed === 0) return undefined;
    const event: NewAuditEvent = {
      type: 'request.reminded',
      severity: 'low',
      actor,
      ...about(seen),
      data: { number: seen.number },
    };
    return finish(trx, options, now, event, [
      {
        kind: 'notification',
        topic: 'review-reminder',
        requestId: seen.id,
      },
      signal(seen),
    ]);
  });
}
