import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** Brings a test database to the newest form of our tables. */
export async function migrated(db: Knex): Promise<Knex> {
  await db.migrate.latest({
    directory: resolvePackagePath(
      '@jit-portal/backstage-plugin-jit-backend',
      'migrations',
    ),
  });
  return db;
}
