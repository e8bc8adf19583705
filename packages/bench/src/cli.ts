import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bench } from './bench';
import { CACHE } from './places';
import { markdownOf } from './table';

/** The shape of it all, and no time that says anything. */
const SMALL = {
  requests: '2000',
  accounts: '60',
  'permission-sets': '20',
  users: '300',
  active: '50',
};

const FULL = {
  requests: '1000000',
  accounts: '5000',
  'permission-sets': '1000',
  users: '50000',
  active: '10000',
};

const LEAST = {
  requests: 2_000,
  accounts: 60,
  'permission-sets': 10,
  users: 300,
  active: 10,
};

const OFTEN = {
  rounds: 30,
  deeds: { rounds: 20, reviewers: 50 },
  sessions: { alone: 12, together: 200 },
  visits: 5,
  calls: 6_000,
};
/** Of a smaller organisation: what takes long whatever the history is, less often. */
const LESS_OFTEN = {
  ...OFTEN,
  sessions: { alone: 12, together: 60 },
  calls: 2_000,
};
const SELDOM = {
  rounds: 3,
  deeds: { rounds: 2, reviewers: 5 },
  sessions: { alone: 1, together: 2 },
  visits: 1,
  calls: 300,
};

const EXIT = { failed: 1, missed: 2 };

function wholeNumber(text: string, name: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  process.stderr.write(
    `error: --${name} must be a whole number from ${least}, not '${text}'.\n`,
  );
  return process.exit(EXIT.failed);
}

/** An organisation in proportion to its history, where nothing else is said. */
function inProportion(requests: string | undefined): typeof FULL {
  const share = Math.min(1, Number(requests ?? FULL.requests) / 1_000_000);
  const scaled = Object.entries(FULL).map(([name, full]) => {
    const least = LEAST[name as keyof typeof LEAST];
    return [name, String(Math.max(least, Math.round(Number(full) * share)))];
  });
  return Object.fromEntries(scaled);
}

function options() {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      small: { type: 'boolean', default: false },
      requests: text,
      accounts: text,
      'permission-sets': text,
      users: text,
      active: text,
      seed: { ...text, default: '1' },
      json: text,
      only: text,
    },
  });
  return values;
}

async function main(): Promise<void> {
  const given = options();
  const usual = given.small ? SMALL : inProportion(given.requests);
  const sizes = { ...usual, ...given };
  const many = (name: keyof typeof LEAST) =>
    wholeNumber(sizes[name], name, LEAST[name]);
  const size = {
    requests: many('requests'),
    accounts: many('accounts'),
    permissionSets: many('permission-sets'),
    users: many('users'),
    active: many('active'),
    seed: wholeNumber(given.seed, 'seed', 0),
  };
  if (size.active > size.requests / 4) {
    process.stderr.write(
      `error: --active must be at most a quarter of --requests, not ${size.active}.\n`,
    );
    process.exit(EXIT.failed);
  }
  const only = given.only
    ?.split(',')
    .map(group => wholeNumber(group, 'only', 1));
  const isFull = size.requests >= Number(FULL.requests);
  const often = isFull ? OFTEN : LESS_OFTEN;
  const report = await bench({
    size,
    ...(given.small ? SELDOM : often),
    only,
  });
  const table = markdownOf(report);
  const json = given.json ?? join(CACHE, 'bench.json');
  writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(CACHE, 'bench.md'), table);
  const missed = report.figures.filter(figure => figure.missed).length;
  process.stdout.write(
    `\n${table}\n${report.figures.length} figures, ${missed} missed, ${report.failures.length} failed; in ${json} and .cache/bench/bench.md\n`,
  );
  if (report.failures.length > 0) process.exit(EXIT.failed);
  // Few rounds on little data: their times say nothing
  process.exit(missed > 0 && !given.small ? EXIT.missed : 0);
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(EXIT.failed);
});
