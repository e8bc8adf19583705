import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import createKnex, { Knex } from 'knex';
import { runFuzz } from '../../src/router/__testUtils__/fuzz/runFuzz';

/*
 * ./script/fuzz --requests 100000 --seed N
 * ./script/fuzz --database postgres://…    in a schema of its own, on SQLite otherwise
 */

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function numberOf(name: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new Error(`--${name} takes a whole number, not “${value}”`);
}

const SCHEMA = 'jit_fuzz';

async function onPostgres(connection: string): Promise<Knex> {
  const db = createKnex({ client: 'pg', connection, searchPath: [SCHEMA] });
  await db.raw('drop schema if exists ?? cascade', [SCHEMA]);
  await db.raw('create schema ??', [SCHEMA]);
  return db;
}

function onSqlite(): Knex {
  return createKnex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
  });
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      requests: { type: 'string', default: '100000' },
      seed: { type: 'string' },
      database: { type: 'string' },
    },
  });
  const seed = numberOf('seed', values.seed ?? String(randomInt(2 ** 30)));
  const requests = numberOf('requests', values.requests);
  const began = Date.now();
  say(`${requests} requests from seed ${seed} on`);

  let db: Knex | undefined;
  let told = 0;
  const tally = await runFuzz({
    requests,
    seed,
    openDatabase: async () => {
      await db?.destroy();
      db = values.database ? await onPostgres(values.database) : onSqlite();
      return db;
    },
    onWorld: ({ requests: done, violations }) => {
      for (const { what, sent, status, text } of violations.slice(
        told,
        told + 20,
      )) {
        say(`VIOLATION ${what}\n  ${JSON.stringify(sent).slice(0, 1_500)}`);
        say(`  ${status} ${text}`);
      }
      told = violations.length;
      if (done % 10_000 === 0) say(`… ${done}`);
    },
  });
  await db?.destroy();

  const { statuses, successes, effects, violations } = tally;
  const list = (counts: object) =>
    Object.entries(counts)
      .map(([name, count]) => `${name}=${count}`)
      .join(' ');
  const perSecond = (tally.requests / (Date.now() - began)) * 1_000;
  say(`answered with success: ${list(successes)}`);
  say(`came to be: ${list(effects)}; ${perSecond.toFixed(0)} a second`);
  say(
    `requests=${tally.requests} ${list(statuses)} violations=${
      violations.length
    }`,
  );
  return violations.length === 0 && tally.requests === requests ? 0 : 1;
}

main().then(
  code => {
    process.exitCode = code;
  },
  error => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exitCode = 1;
  },
);
