import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { checkDatabaseFits } from '../config/checkDatabaseFits';
import { JitConfig } from '../config/JitConfig';

/** Where the tables come from. */
export const migrationsDir = resolvePackagePath(
  '@jit-portal/backstage-plugin-jit-backend',
  'migrations',
);

/**
 * Opens the plugin's database with its tables as this version wants them.
 *
 * @throws Error when the database may forget what AWS was told (H11)
 */
export async function openDatabase(
  database: DatabaseService,
  aws: JitConfig['aws'],
): Promise<Knex> {
  const db = await database.getClient();
  checkDatabaseFits(db, aws);
  if (!database.migrations?.skip) {
    await db.migrate.latest({ directory: migrationsDir });
  }
  return db;
}
