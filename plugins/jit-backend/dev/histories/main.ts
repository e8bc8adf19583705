import { parseArgs } from 'node:util';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Job, runCrew } from './crew';
import { Plan } from './plan/Plan';
import { makePlan } from './plan/makePlan';
import { runHistory } from './runHistory';
import { shrink } from './shrink';
import { tell } from './tell';
import { work } from './worker';

/*
 * ./script/histories --count 10000 --seed N --workers 2
 * ./script/histories --replay SEED         tells one history, line by line
 * ./script/histories --mutations           every deliberate bug must be caught
 *                    --only TEXT            those with it in their name, repeatable
 */

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<number> {
  const part = process.env.JIT_HISTORIES;
  if (part) {
    const [first, count] = part.split(',').map(Number);
    await work(first, count);
    return 0;
  }
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '1000' },
      seed: { type: 'string' },
      workers: { type: 'string', default: '2' },
      replay: { type: 'string' },
      mutations: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [''] },
    },
  });
  const seed = numberOf('seed', values.seed ?? String(randomInt(2 ** 30)));
  const workers = numberOf('workers', values.workers);
  const count = numberOf('count', values.count);
  if (values.replay) return replay(numberOf('replay', values.replay));
  if (values.mutations) {
    return catchMutations({ seed, count, workers }, values.only);
  }
  return runMany(seed, count, workers);
}

function numberOf(name: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new Error(`--${name} takes a whole number, not “${value}”`);
}

async function runMany(
  seed: number,
  count: number,
  workers: number,
): Promise<number> {
  const began = Date.now();
  const sum = { histories: 0, crashes: 0, faults: 0, violations: 0 };
  const sessions = { count: 0, steps: 0 };
  const broken: number[] = [];
  say(`${count} histories from seed ${seed} on`);
  await runCrew({ seed, count, workers }, news => {
    sum.histories += 1;
    sum.crashes += news.crashes;
    sum.faults += news.faults;
    sum.violations += news.violations.length;
    sessions.count += news.sessions;
    sessions.steps += news.steps;
    for (const one of news.violations) {
      say(`seed ${news.seed}: ${one.rule}: ${one.what}`);
    }
    if (news.violations.length > 0) broken.push(news.seed);
    if (sum.histories % 500 === 0) say(`… ${sum.histories}`);
  });
  for (const one of broken.slice(0, 3)) await explain(one);
  const seconds = (Date.now() - began) / 1000;
  say(
    `${sessions.count} sessions in ${sessions.steps} steps; ${(
      sum.histories / seconds
    ).toFixed(2)} histories a second`,
  );
  const parts = Object.entries(sum).map(([name, value]) => `${name}=${value}`);
  say(parts.join(' '));
  return sum.violations === 0 && sum.histories === count ? 0 : 1;
}

/** The smallest part of a history that still breaks the same rule. */
async function explain(seed: number): Promise<void> {
  const plan = makePlan(seed);
  const [violation] = (await runHistory(plan)).violations;
  if (!violation) throw new Error(`seed ${seed} does not break a rule again`);
  const small = await shrink(plan, violation);
  say(`\nseed ${seed}, made smaller; --replay ${seed} tells it whole`);
  say(JSON.stringify(small, undefined, 1));
  return tellStory(small);
}

async function tellStory(plan: Plan): Promise<void> {
  const { violations } = await runHistory(plan, async history => {
    (await tell(history)).forEach(say);
  });
  violations.forEach(({ at, rule, what }) =>
    say(`${new Date(at).toISOString()} VIOLATED ${rule}: ${what}`),
  );
}

async function replay(seed: number): Promise<number> {
  const plan = makePlan(seed);
  say(JSON.stringify(plan));
  await tellStory(plan);
  return 0;
}

/** Every deliberate bug is caught, or the histories are worth nothing. */
async function catchMutations(job: Job, only: string[]): Promise<number> {
  const file = join(__dirname, 'mutations.json');
  const all: { name: string }[] = JSON.parse(readFileSync(file, 'utf8'));
  const mutations = all.filter(({ name }) =>
    only.some(text => name.includes(text)),
  );
  let missed = 0;
  for (const { name } of mutations) {
    let histories = 0;
    let caught: string | undefined;
    await runCrew({ ...job, mutation: name }, news => {
      histories += 1;
      const [violation] = news.violations;
      caught ??= violation && `${violation.rule} (seed ${news.seed})`;
      return caught !== undefined;
    });
    if (!caught) missed += 1;
    say(
      `${caught ? 'caught' : 'MISSED'}  ${name}: ${
        caught ?? ''
      } after ${histories}`,
    );
  }
  say(`mutations=${mutations.length} missed=${missed}`);
  return missed === 0 ? 0 : 1;
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
