import { Knex } from 'knex';
import { JitConfig } from './JitConfig';

/** The file of an SQLite database; undefined for one that lives in memory. */
function sqliteFile(db: Knex): string | undefined {
  const { connection } = db.client.config;
  const file =
    typeof connection === 'string' ? connection : connection?.filename;
  return !file || /^:memory:|[?&]mode=memory/.test(file) ? undefined : file;
}

/**
 * Refuses to let real access depend on a database that may forget it (H11):
 * what is lost there can never be revoked.
 *
 * @throws Error that says what to change
 */
export function checkDatabaseFits(db: Knex, aws: JitConfig['aws']): void {
  const isEmulator = aws.endpoint !== undefined;
  if (isEmulator || !/sqlite/.test(String(db.client.config.client))) return;
  if (!sqliteFile(db)) {
    throw new Error(
      'The JIT portal does not work on real AWS with a database in memory: every grant would be forgotten at the next restart. Configure PostgreSQL under backend.database',
    );
  }
  if (!aws.acknowledgeSqlite) {
    throw new Error(
      'The JIT portal works on real AWS with PostgreSQL. To run it with one SQLite file and one replica, set jit.aws.acknowledgeSqlite to true and back the file up',
    );
  }
}
