import { Knex } from 'knex';

/** PostgreSQL's deadlock and serialization failures: the work was undone, so it may run again. */
const AGAIN = ['40P01', '40001'];
const ATTEMPTS = 4;

/**
 * Runs work in a transaction; again where PostgreSQL gave it up for another
 * one. The work must use `trx` alone: on SQLite in memory the plain handle
 * would wait for itself.
 */
export async function inTransaction<T>(
  db: Knex,
  work: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work);
    } catch (error) {
      const { code } = error as { code?: string };
      if (attempt === ATTEMPTS || !code || !AGAIN.includes(code)) throw error;
    }
  }
}

/**
 * Lets one transaction at a time work for this person, so that what they have
 * sent is counted right whatever arrives at once. SQLite has one writer anyway.
 */
export async function lockPerson(trx: Knex, userRef: string): Promise<void> {
  if (trx.client.config.client !== 'pg') return;
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `jit:${userRef}`,
  ]);
}
