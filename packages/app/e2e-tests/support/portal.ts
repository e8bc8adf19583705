import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';

const LIB = join(__dirname, '../../../../script/lib');

/** A running portal with a state of its own, as ./script/start makes it. */
export interface Portal {
  urls: { app: string; backend: string; emulator: string };
  stateDir: string;
  programs: Record<string, { exited?: unknown }>;
  startBackend(): void;
  backendReady(): Promise<void>;
  stop(): Promise<void>;
}

export interface PortalOptions {
  /** null: the backend alone, for tests of the API. */
  appPackage?: 'app' | 'app-classic' | null;
  /** A database of its own on this PostgreSQL server. */
  postgres?: string;
}

/** Configuration that puts every plugin's database on PostgreSQL. */
function postgresConfig(stateDir: string, connectionString: string): string {
  const file = join(stateDir, 'app-config.postgres.json');
  const url = new URL(connectionString);
  const connection = {
    host: url.hostname,
    port: Number(url.port),
    user: url.username,
    password: url.password,
    directory: null,
  };
  writeFileSync(
    file,
    JSON.stringify({
      backend: {
        database: {
          client: 'pg',
          connection,
          prefix: `e2e_${Date.now().toString(36)}_`,
        },
      },
    }),
  );
  return file;
}

export async function openPortal(options: PortalOptions = {}): Promise<Portal> {
  const { startPortal } = await import(`${LIB}/portal.mjs`);
  const { freePort } = await import(`${LIB}/processes.mjs`);
  const stateDir = mkdtempSync(join(tmpdir(), 'jit-portal-'));
  const ports = {
    emulator: await freePort(),
    backend: await freePort(),
    app: await freePort(),
  };
  const configs = ['app-config.demo.yaml'];
  if (options.postgres) {
    configs.push(postgresConfig(stateDir, options.postgres));
  }
  return startPortal({
    ports,
    stateDir,
    configs,
    appPackage: options.appPackage === undefined ? 'app' : options.appPackage,
  });
}

/** Ends a process at once, as a crash does. */
export async function crash(portal: Portal, name: string): Promise<void> {
  const { killProgram } = await import(`${LIB}/processes.mjs`);
  await killProgram(portal.programs[name]);
}

/** A test with a portal that all tests of its file share. */
export function testWithPortal(options: PortalOptions = {}) {
  return base.extend<{}, { portal: Portal }>({
    portal: [
      async ({}, use) => {
        const portal = await openPortal(options);
        await use(portal);
        await portal.stop();
        rmSync(portal.stateDir, { recursive: true, force: true });
      },
      { scope: 'worker', timeout: 180_000 },
    ],
  });
}
