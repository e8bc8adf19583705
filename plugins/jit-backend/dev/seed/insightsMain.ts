import knexFactory, { Knex } from 'knex';
import { databaseClock } from '../../src/store/clock';
import { newTimeSortedId } from '../../src/store/ids';
import { DatabaseInsights } from '../../src/store/insights/DatabaseInsights';
import { InsightsScope } from '../../src/store/insights/InsightsScope';
import { migrationsDir } from '../../src/store/openDatabase';
import { seedHistory } from './seedHistory';

/*
 * ./script/measure-insights DATABASE [REQUESTS]    how long each card takes on
 * PostgreSQL; an empty database is filled first
 */

const DAY = 86_400_000;
const RUNS = 5;
const RANGES = { '90 days': 90 * DAY, 'all time': undefined };

async function viewer(db: Knex, owns: number | 'all'): Promise<InsightsScope> {
  const everything = { where: () => {}, apply: async () => true };
  const owned: string[] =
    owns === 'all'
      ? []
      : await db('accounts')
          .orderBy('account_id')
          .limit(owns)
          .pluck('account_id');
  return {
    viewer: {
      ref: 'user:default/person-1',
      ownedAccounts: owned,
      isAdmin: owns === 'all',
      isSsoAdmin: false,
    },
    isAuditor: false,
    requests: everything,
    sessions: everything,
    range: { to: new Date() },
  };
}

async function medianMs(measured: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    await measured();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
}

async function measure(db: Knex): Promise<void> {
  const insights = new DatabaseInsights({
    db,
    clock: databaseClock,
    newId: newTimeSortedId,
  });
  const now = new Date();
  for (const owns of ['all', 50, 1] as const) {
    for (const [title, length] of Object.entries(RANGES)) {
      const scope = await viewer(db, owns);
      const from = length && new Date(+now - length);
      scope.range = { from: from || undefined, to: now };
      const lines: string[] = [];
      let sum = 0;
      for (const name of DatabaseInsights.cardNames) {
        const ms = await medianMs(() => insights.card(name, scope, now));
        sum += ms;
        lines.push(`${name} ${ms.toFixed(0)}`);
      }
      process.stdout.write(
        `owns ${owns}, ${title}: ${sum.toFixed(0)} ms together; ${lines.join(
          ', ',
        )}\n`,
      );
    }
  }
}

async function main([connection, requests = '1000000']: string[]) {
  const db = knexFactory({ client: 'pg', connection });
  try {
    await db.migrate.latest({ directory: migrationsDir });
    if (!(await db('requests').first('id'))) {
      const start = performance.now();
      await seedHistory(db, {
        requests: Number(requests),
        accounts: 5_000,
        permissionSets: 1_000,
        users: 50_000,
        active: 10_000,
      });
      const seconds = (performance.now() - start) / 1000;
      process.stdout.write(`filled in ${seconds.toFixed(0)} s\n`);
    }
    await measure(db);
  } finally {
    await db.destroy();
  }
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
