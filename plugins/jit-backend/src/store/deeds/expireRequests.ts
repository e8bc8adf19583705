import { pendingStatuses } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { SYSTEM } from '../../domain/model';
import { appendAudit } from '../audit';
import { enqueue } from '../outbox';
import { Row, timeOf } from '../rows';
import { StoreOptions } from '../StoreOptions';
import { inTransaction } from '../transactions';

async function record(
  trx: Knex,
  { newId }: StoreOptions,
  now: Date,
  row: Row,
): Promise<void> {
  const about = { requestId: row.id, accountId: row.account_id };
  await appendAudit(trx, newId, now, [
    {
      type: 'request.expired',
      severity: 'medium',
      actor: SYSTEM,
      ...about,
      data: {
        number: row.number,
        contentHash: row.content_hash,
        windowEndsAt: timeOf(row.window_ends_at)!.toISOString(),
      },
    },
  ]);
  await enqueue(trx, newId, now, [
    { kind: 'notification', topic: 'expired', requestId: row.id },
    { kind: 'signal', ...about, userRefs: [row.requester_ref] },
  ]);
}

async function expire(
  trx: Knex,
  options: StoreOptions,
  row: Row,
): Promise<boolean> {
  const now = await options.clock.now(trx);
  const changed = await trx('requests')
    .where({ id: row.id, status: row.status, version: row.version })
    .where('window_ends_at', '<=', now)
    .update({
      status: 'EXPIRED',
      state: 'EXPIRED',
      version: row.version + 1,
      closed_at: row.window_ends_at,
      pending_key: null,
      custom_name_key: null,
    });
  if (changed === 0) return false;
  await record(trx, options, now, row);
  return true;
}

/**
 * Expires pending requests whose window is over, each in its own transaction,
 * so that several replicas may sweep at once.
 *
 * @returns how many this call expired
 */
export async function expireRequests(
  options: StoreOptions,
  limit: number,
): Promise<number> {
  const { db, clock } = options;
  const now = await clock.now(db);
  const due = await db('requests')
    .whereIn('status', [...pendingStatuses])
    .where('window_ends_at', '<=', now)
    .orderBy('window_ends_at')
    .limit(limit);
  let count = 0;
  for (const row of due) {
    const expired = await inTransaction(db, trx => expire(trx, options, row));
    if (expired) count += 1;
  }
  return count;
}
