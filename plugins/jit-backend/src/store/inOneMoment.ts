import { Knex } from 'knex';

/**
 * Reads as long as it takes from one moment of the database. PostgreSQL alone
 * can, without keeping anybody from writing.
 */
export async function* inOneMoment<T>(
  db: Knex,
  read: (db: Knex) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  if (db.client.config.client !== 'pg') {
    yield* read(db);
    return;
  }
  const trx = await db.transaction({
    isolationLevel: 'repeatable read',
    readOnly: true,
  });
  try {
    yield* read(trx);
  } finally {
    await trx.rollback();
  }
}
