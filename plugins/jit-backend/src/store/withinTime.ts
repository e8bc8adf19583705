import { Knex } from 'knex';
import { StoreOptions } from './StoreOptions';

/** PostgreSQL's for a statement that was broken off. */
const BROKEN_OFF = '57014';

/** A person waits for it, and revocations for its connection. */
const LONGEST_MS = 10_000;

/** A reading took longer than it may. */
export class TookTooLong extends Error {}

/**
 * Reads with a limit to how long each statement may take, so that its
 * connection is soon free again. PostgreSQL alone can.
 *
 * @throws TookTooLong for what takes longer
 */
export async function withinTime<T>(
  db: Knex,
  ms: number,
  read: (db: Knex) => Promise<T>,
): Promise<T> {
  if (db.client.config.client !== 'pg') return read(db);
  try {
    return await db.transaction(
      async trx => {
        await trx.raw(`set local statement_timeout = ${Math.floor(ms)}`);
        return read(trx);
      },
      { readOnly: true },
    );
  } catch (error) {
    if ((error as { code?: string }).code !== BROKEN_OFF) throw error;
    throw new TookTooLong(`A statement took more than ${ms} ms`);
  }
}

/**
 * Reads a list, a count or what a search finds, within the time that somebody
 * waits for it.
 *
 * @throws TookTooLong for what takes longer
 */
export function readSoon<T>(
  options: StoreOptions,
  read: (options: StoreOptions) => Promise<T>,
): Promise<T> {
  const { db, longestReadMs = LONGEST_MS } = options;
  return withinTime(db, longestReadMs, on => read({ ...options, db: on }));
}
