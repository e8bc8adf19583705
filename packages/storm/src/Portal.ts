import { join } from 'node:path';
import { bundleReplica } from './bundle';
import { Chance } from './chance';
import { Emulator } from './Emulator';
import { Line } from './Line';
import { LIB } from './places';
import { Replica } from './Replica';
import { writeScene } from './scene';
import { Tables } from './Tables';
import { CallFact } from './words';
import { Weather } from './Weather';

/** PostgreSQL, the emulator, and replicas that share them. */
export interface Portal {
  postgres: {
    port: number;
    connectionString: string;
    goAway(): Promise<void>;
    comeBack(): Promise<void>;
    stop(): Promise<void>;
  };
  emulator: Emulator;
  weather: Weather;
  calls: CallFact[];
  replicas: Replica[];
  tables: Tables;
}

async function untilReady(replicas: Replica[], seconds: number) {
  const { waitFor } = await import(`${LIB}/processes.mjs`);
  await waitFor(
    'every replica was ready',
    async () =>
      (await Promise.all(replicas.map(one => one.ready()))).every(Boolean),
    { timeoutMs: seconds * 1000 },
  );
}

/** Starts everything. The first replica makes the tables, then the others join. */
export async function startPortal(options: {
  replicas: number;
  stateDir: string;
  chance: Chance;
}): Promise<Portal> {
  const { stateDir, chance } = options;
  const { freePort } = await import(`${LIB}/processes.mjs`);
  const { startPostgres } = await import(`${LIB}/postgres.mjs`);
  const postgres = await startPostgres();
  const { seedFile, configs } = writeScene(stateDir, postgres);
  const port = await freePort();
  const emulator = await Emulator.start({ port, seedFile, stateDir });
  const weather = new Weather(chance, emulator.url);
  const calls: CallFact[] = [];
  const bundle = await bundleReplica();
  const replicas: Replica[] = [];
  for (let index = 0; index < options.replicas; index++) {
    const name = `replica-${index + 1}`;
    const line = new Line(name, emulator.url, weather, calls);
    const plan = {
      name,
      bundle,
      configs,
      stateDir,
      port: await freePort(),
      awsPort: await line.open(),
    };
    replicas.push(new Replica(plan, line));
  }
  const [first, ...others] = replicas;
  await first.start();
  await untilReady([first], 120);
  for (const one of others) await one.start();
  await untilReady(replicas, 120);
  const tables = new Tables(postgres.connectionString);
  return { postgres, emulator, weather, calls, replicas, tables };
}

export { untilReady };

export async function stopPortal(portal: Portal): Promise<void> {
  const { stopAll } = await import(`${LIB}/processes.mjs`);
  await portal.tables.close();
  for (const one of portal.replicas) one.goOn();
  await stopAll();
  for (const one of portal.replicas) one.line.close();
  await portal.postgres.stop();
}

/** Which replica leads now, as its own log says. */
export async function leaderOf(portal: Portal): Promise<Replica | undefined> {
  const token = await portal.tables.leadToken();
  return portal.replicas.find(one => one.tookLead(token));
}

export function logsOf(stateDir: string): string {
  return join(stateDir, 'logs');
}
