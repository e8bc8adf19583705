import { Knex } from 'knex';

/**
 * Reads with a limit to how long each statement may take, so that its
 * connection is soon free again. PostgreSQL alone can; what takes longer is
 * an error.
 */
export async function withinTime<T>(
  db: Knex,
  ms: number,
  read: (db: Knex) => Promise<T>,
): Promise<T> {
  if (db.client.config.client !== 'pg') return read(db);
  return db.transaction(
    async trx => {
      await trx.raw(`set local statement_timeout = ${Math.floor(ms)}`);
      return read(trx);
    },
    { readOnly: true },
  );
}
