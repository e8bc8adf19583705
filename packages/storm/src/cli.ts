import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CACHE } from './places';
import { storm } from './storm';

/** Two replicas, everything once or twice: for the whole suite. */
const SHORT = { replicas: '2', requests: '60', kills: '3', minutes: '1' };

/** The suite runs beside other things: it looks for a wait, not for a delay. */
const SHORT_SLACK = 3;

const FULL = { replicas: '3', requests: '2000', kills: '30' };

/** What AWS's limits let through: a session costs a dozen calls. */
const SECONDS_PER_REQUEST = 0.8;

function wholeNumber(text: string, name: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) {
    process.stderr.write(
      `error: --${name} must be a whole number from ${least}, not '${text}'.\n`,
    );
    process.exit(1);
  }
  return value;
}

async function main(): Promise<void> {
  const { values: given } = parseArgs({
    options: {
      short: { type: 'boolean', default: false },
      replicas: { type: 'string' },
      requests: { type: 'string' },
      kills: { type: 'string' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      minutes: { type: 'string' },
    },
  });
  const values = { ...(given.short ? SHORT : FULL), ...given };
  const requests = wholeNumber(values.requests, 'requests', 1);
  const seed = wholeNumber(values.seed, 'seed', 0);
  const stateDir = join(CACHE, String(seed));
  rmSync(stateDir, { recursive: true, force: true });
  mkdirSync(stateDir, { recursive: true });
  process.stdout.write(`seed=${seed}, logs in .cache/storm/${seed}/logs\n`);
  const violations = await storm({
    replicas: wholeNumber(values.replicas, 'replicas', 1),
    requests,
    kills: wholeNumber(values.kills, 'kills', 0),
    seed,
    slack: given.short ? SHORT_SLACK : 1,
    minutes: values.minutes
      ? wholeNumber(values.minutes, 'minutes', 1)
      : (requests * SECONDS_PER_REQUEST) / 60,
    stateDir,
  });
  process.exit(violations === 0 ? 0 : 1);
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});
