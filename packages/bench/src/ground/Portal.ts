import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Knex } from 'knex';
import { bundleBackend } from '@jit-portal/storm';
import { Person } from '../Person';
import { CACHE, LIB, ROOT } from '../places';
import { writeAwsSeed, setName } from './aws';
import { seedCatalog } from './catalog';
import { makeDatabase, openDatabase } from './databases';
import { HistorySize, HOME, PART, personRef, seedHistory } from './history';
import { seedNotifications } from './notifications';

/** How long the emulated AWS takes for a change. */
export const ASSIGNMENT_MS = 800;

/** So many people can sign in; the first ones have the parts. */
const PEOPLE = 200;

export interface Postgres {
  port: number;
  connectionString: string;
  stop(): Promise<void>;
}

/** A backend with a history behind it, and an AWS of its own. */
export interface Portal {
  name: string;
  size: HistorySize;
  url: string;
  /** `app`: where a browser finds it, once something serves it. */
  ports: Record<'app' | 'backend' | 'aws', number>;
  configFile: string;
  awsUrl: string;
  db: Knex;
  stateDir: string;
  /** When its backend's process began, as `performance.now()` tells it. */
  begunAt: number;
  person(index: number): Promise<Person>;
  /** Ends its programs before all are ended. */
  stop(): Promise<void>;
}

/** How a portal begins. */
export interface Beginning {
  /** Nothing in its database: it has to read catalog and AWS first. */
  isCold?: boolean;
}

function configOf(portal: {
  size: HistorySize;
  prefix: string;
  postgres: Postgres;
  awsPort: number;
}) {
  const { size, prefix, postgres, awsPort } = portal;
  const people = Array.from({ length: PEOPLE }, (_, index) => ({
    name: `person-${index}`,
    displayName: `Person ${index}`,
    description: 'Made up',
  }));
  return {
    backend: {
      database: {
        client: 'pg',
        prefix,
        connection: {
          host: '127.0.0.1',
          port: postgres.port,
          user: 'postgres',
          password: 'postgres',
          directory: null,
        },
      },
    },
    auth: {
      environment: 'development',
      session: { secret: 'bench' },
      providers: { demo: { people } },
    },
    catalog: { orphanStrategy: 'keep', orphanProviderStrategy: 'keep' },
    jit: {
      roles: {
        admins: [personRef(PART.admin)],
        ssoAdmins: [personRef(PART.ssoAdmin)],
        auditors: [personRef(PART.auditor)],
      },
      permissionSets: {
        offered: Array.from({ length: size.permissionSets }, (_, index) =>
          setName(index),
        ),
      },
      limits: {
        submissionsPerPersonPerHour: 10_000,
        pendingPerPerson: 10_000,
        manySessions: 100_000,
      },
      aws: {
        region: HOME.region,
        instanceArn: HOME.instanceArn,
        identityStoreId: HOME.identityStoreId,
        callerAccount: HOME.callerAccount,
        endpoint: `http://127.0.0.1:${awsPort}`,
      },
    },
  };
}

/** Fills the databases of a portal. */
async function fill(
  prefix: string,
  size: HistorySize,
  postgres: Postgres,
  seedFile: string,
  { isCold = false }: Beginning,
): Promise<void> {
  const server = postgres.connectionString;
  const jit = await makeDatabase(server, prefix, 'jit');
  const catalog = await makeDatabase(server, prefix, 'catalog');
  const notifications = await makeDatabase(server, prefix, 'notifications');
  try {
    await seedCatalog(catalog, size);
    if (!isCold) {
      await seedHistory(jit, size);
      await seedNotifications(notifications, size);
    }
    await writeAwsSeed(jit, size, seedFile);
  } finally {
    for (const db of [jit, catalog, notifications]) await db.destroy();
  }
}

/** How programs are told their ports. */
export const portsOf = (ports: Record<'app' | 'backend' | 'aws', number>) => ({
  JIT_PORT_APP: String(ports.app),
  JIT_PORT_BACKEND: String(ports.backend),
  JIT_PORT_EMULATOR: String(ports.aws),
});

async function startPrograms(plan: {
  name: string;
  stateDir: string;
  seedFile: string;
  configFile: string;
  ports: Record<'app' | 'backend' | 'aws', number>;
}) {
  const { startProgram } = await import(`${LIB}/processes.mjs`);
  const bundle = await bundleBackend(
    join(ROOT, 'packages/bench/src/backend.ts'),
    join(CACHE, 'backend.cjs'),
  );
  const aws = startProgram({
    name: `emulator of ${plan.name}`,
    file: 'packages/identity-center-emulator/src/cli.ts',
    args: [
      ...['--port', String(plan.ports.aws), '--seed', plan.seedFile],
      ...['--assignment-ms', String(ASSIGNMENT_MS)],
    ],
    logFile: join(plan.stateDir, `${plan.name}-aws.log`),
  });
  const begunAt = performance.now();
  const backend = startProgram({
    name: `backend of ${plan.name}`,
    file: bundle,
    transform: false,
    cwd: join(ROOT, 'packages/bench'),
    args: [join(ROOT, 'app-config.yaml'), plan.configFile].flatMap(file => [
      '--config',
      file,
    ]),
    env: {
      NODE_ENV: 'development',
      NODE_COMPILE_CACHE: join(CACHE, 'compiled'),
      LOG_LEVEL: 'warn',
      ...portsOf(plan.ports),
    },
    logFile: join(plan.stateDir, `${plan.name}-backend.log`),
  });
  return { programs: [aws, backend], begunAt };
}

/** Fills everything, starts a backend over it, and waits until it serves. */
export async function startPortal(
  name: string,
  size: HistorySize,
  postgres: Postgres,
  stateDir: string,
  beginning: Beginning = {},
): Promise<Portal> {
  const { freePort, waitFor, getJson, stopProgram } = await import(
    `${LIB}/processes.mjs`
  );
  mkdirSync(stateDir, { recursive: true });
  const prefix = `${name}_`;
  const [seedFile, configFile] = ['aws', 'config'].map(file =>
    join(stateDir, `${name}-${file}.json`),
  );
  await fill(prefix, size, postgres, seedFile, beginning);
  const ports = {
    app: await freePort(),
    backend: await freePort(),
    aws: await freePort(),
  };
  const config = configOf({ size, prefix, postgres, awsPort: ports.aws });
  writeFileSync(configFile, JSON.stringify(config));
  const { programs, begunAt } = await startPrograms({
    name,
    stateDir,
    seedFile,
    configFile,
    ports,
  });
  const url = `http://127.0.0.1:${ports.backend}`;
  await waitFor(
    `the backend of ${name} was ready`,
    () => getJson(`${url}/.backstage/health/v1/readiness`),
    { programs, timeoutMs: 180_000 },
  );
  return {
    name,
    size,
    url,
    ports,
    configFile,
    awsUrl: `http://127.0.0.1:${ports.aws}`,
    db: openDatabase(postgres.connectionString, `${prefix}jit`),
    stateDir,
    begunAt,
    person: index => Person.signIn(url, index),
    stop: async () => {
      for (const program of programs) await stopProgram(program);
    },
  };
}
