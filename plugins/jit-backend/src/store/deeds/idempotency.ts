import { Knex } from 'knex';
import { StoreOptions } from '../StoreOptions';

/** A key is one user's, on one route, for one body (H24). */
export interface IdempotencyKey {
  userRef: string;
  route: string;
  key: string;
  bodyHash: string;
}

/** What an earlier use of the key says: its request, or that the body differs. */
export type Replay =
  | { kind: 'replayed'; requestId: string }
  | { kind: 'key-reused' };

/** How long a key means the same, in milliseconds. */
export const KEPT = 24 * 3_600_000;

function where({ userRef, route, key }: IdempotencyKey) {
  return { user_ref: userRef, route, key };
}

export async function replayOf(
  trx: Knex,
  now: Date,
  key: IdempotencyKey,
): Promise<Replay | undefined> {
  const row = await trx('idempotency_keys')
    .where(where(key))
    .where('created_at', '>', new Date(+now - KEPT))
    .first();
  if (!row) return undefined;
  return row.body_hash === key.bodyHash
    ? { kind: 'replayed', requestId: row.request_id }
    : { kind: 'key-reused' };
}

export async function findReplay(
  { db, clock }: StoreOptions,
  key: IdempotencyKey,
): Promise<Replay | undefined> {
  return replayOf(db, await clock.now(db), key);
}

/** Keeps the key with its request, in the request's transaction. */
export async function keepKey(
  trx: Knex,
  now: Date,
  key: IdempotencyKey,
  requestId: string,
): Promise<void> {
  // One that is older than a day may be used again
  await trx('idempotency_keys').where(where(key)).delete();
  await trx('idempotency_keys').insert({
    ...where(key),
    body_hash: key.bodyHash,
    request_id: requestId,
    created_at: now,
  });
}

/** Forgets keys that are older than a day. */
export async function forgetKeys({ db, clock }: StoreOptions): Promise<void> {
  const now = await clock.now(db);
  await db('idempotency_keys')
    .where('created_at', '<=', new Date(+now - KEPT))
    .delete();
}
