import { dirname, join } from 'node:path';
import knexFactory, { Knex } from 'knex';
import { ROOT } from '../places';

/** Where each plugin's tables come from. */
const MIGRATIONS = {
  jit: join(ROOT, 'plugins/jit-backend/migrations'),
  catalog: migrationsOf('@backstage/plugin-catalog-backend'),
  notifications: migrationsOf('@backstage/plugin-notifications-backend'),
};

export type PluginId = keyof typeof MIGRATIONS;

function migrationsOf(packageName: string): string {
  const manifest = require.resolve(`${packageName}/package.json`);
  return join(dirname(manifest), 'migrations');
}

export function openDatabase(
  server: string,
  name: string,
  connections = 4,
): Knex {
  return knexFactory({
    client: 'pg',
    connection: `${server}/${name}`,
    pool: { min: 0, max: connections },
  });
}

/** Makes the database of a plugin as its backend would, still empty. */
export async function makeDatabase(
  server: string,
  prefix: string,
  plugin: PluginId,
): Promise<Knex> {
  const name = `${prefix}${plugin}`;
  const all = openDatabase(server, 'postgres');
  await all.raw('create database ??', [name]);
  await all.destroy();
  const db = openDatabase(server, name);
  await db.migrate.latest({ directory: MIGRATIONS[plugin] });
  return db;
}
