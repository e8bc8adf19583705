import { ItemError } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { StoreOptions } from '../StoreOptions';
import { inTransaction, lockPerson } from '../transactions';
import { IdempotencyKey, KEPT, Replay, replayOf } from './idempotency';

/** Names a submission of several requests: one user's, for one body (H24). */
export type SubmissionKey = Pick<
  IdempotencyKey,
  'userRef' | 'key' | 'bodyHash'
>;

/** A submission that begins, or goes on where it was left. */
export type SubmissionBegun =
  | {
      kind: 'begun';
      id: string;
      /** What was refused before, by account id. */
      refusals: Map<string, ItemError>;
    }
  | { kind: 'key-reused' };

function where({ userRef, key }: SubmissionKey) {
  return { user_ref: userRef, key };
}

async function refusalsOf(
  db: Knex,
  submissionId: string,
): Promise<Map<string, ItemError>> {
  const rows = await db('submission_refusals').where({
    submission_id: submissionId,
  });
  return new Map(rows.map(row => [row.account_id, JSON.parse(row.error)]));
}

async function forget(trx: Knex, which: Knex.QueryCallback): Promise<void> {
  const old = trx('submissions').where(which).select('id');
  // SQLite cascades only where foreign keys are switched on
  await trx('submission_refusals').whereIn('submission_id', old).delete();
  await trx('submissions').where(which).delete();
}

/**
 * Begins a submission under its key, before its first request is judged:
 * whatever crashes afterwards, the key finds the same submission again.
 */
export function beginSubmission(
  { db, clock, newId }: StoreOptions,
  key: SubmissionKey,
): Promise<SubmissionBegun> {
  return inTransaction(db, async trx => {
    await lockPerson(trx, key.userRef);
    const now = await clock.now(trx);
    const row = await trx('submissions')
      .where(where(key))
      .where('created_at', '>', new Date(+now - KEPT))
      .first();
    if (row && row.body_hash !== key.bodyHash) return { kind: 'key-reused' };
    if (row) {
      const refusals = await refusalsOf(trx, row.id);
      return { kind: 'begun', id: row.id, refusals };
    }
    // One that is older than a day may be used again
    await forget(trx, query => query.where(where(key)));
    const id = newId(now);
    await trx('submissions').insert({
      id,
      ...where(key),
      body_hash: key.bodyHash,
      created_at: now,
    });
    return { kind: 'begun', id, refusals: new Map() };
  });
}

/**
 * Keeps why one of a submission was refused, so that its key says the same
 * again. A request that the same submission made meanwhile wins.
 */
export function keepSubmissionRefusal(
  { db, clock }: StoreOptions,
  submissionId: string,
  accountId: string,
  error: ItemError,
  item: IdempotencyKey,
): Promise<Replay | undefined> {
  return inTransaction(db, async trx => {
    await lockPerson(trx, item.userRef);
    const made = await replayOf(trx, await clock.now(trx), item);
    if (made) return made;
    await trx('submission_refusals')
      .insert({
        submission_id: submissionId,
        account_id: accountId,
        error: JSON.stringify(error),
      })
      .onConflict(['submission_id', 'account_id'])
      .ignore();
    return undefined;
  });
}

/** Forgets submissions that are older than a day. */
export function forgetSubmissions({ db, clock }: StoreOptions): Promise<void> {
  return inTransaction(db, async trx => {
    const before = new Date(+(await clock.now(trx)) - KEPT);
    await forget(trx, query => query.where('created_at', '<=', before));
  });
}
