import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { busiest, countedCalls } from './checks/limits';
import { isQuiet } from './checks/rest';
import { Chance } from './chance';
import { Crowd } from './Crowd';
import { judgeTheEnd, readRest } from './findings';
import { Portal, startPortal, stopPortal, untilReady } from './Portal';
import { checkProofs, Proof, prove } from './proofs';
import { STRANGERS } from './scene';
import { Trouble } from './Trouble';
import { Watcher } from './Watcher';

export interface StormPlan {
  replicas: number;
  requests: number;
  kills: number;
  seed: number;
  /** How long people keep asking. */
  minutes: number;
  /** What the times that are promised are multiplied by, for a machine under load. */
  slack: number;
  stateDir: string;
}

const DRAIN_MS = 240_000;
const DRAIN_STEP_MS = 4_000;
const say = (line: string) => process.stdout.write(`${line}\n`);

function tellProofs(proofs: readonly Proof[]): void {
  for (const { name, milliseconds, allowed } of proofs) {
    say(`${name}: ${milliseconds} ms (${allowed} ms allowed)`);
  }
}

/** The demo's accounts and permission sets have to be known first. */
async function untilKnown(portal: Portal, crowd: Crowd): Promise<void> {
  for (let tries = 0; tries < 240; tries++) {
    const accounts = await crowd.person('ada').get('/accounts?scope=all');
    const options = await crowd
      .person('dana')
      .get('/accounts/600000000012/request-options');
    const known = await portal.tables
      .rows('select count(*) as n from accounts')
      .catch(() => [{ n: 0 }]);
    if (
      accounts.status === 200 &&
      Number(known[0].n) >= 17 &&
      options.body?.permissionSets?.length >= 4
    ) {
      return;
    }
    await sleep(500);
  }
  throw new Error('The catalog did not come to know its accounts');
}

/** People ask, evenly over the time; the last story ends before this does. */
async function people(plan: StormPlan, crowd: Crowd): Promise<void> {
  const every = (plan.minutes * 60_000) / plan.requests;
  const began = Date.now();
  for (let number = 1; number <= plan.requests; number++) {
    await sleep(Math.max(0, began + number * every - Date.now()));
    crowd.begin(number);
    if (number % 100 === 0) {
      say(`${number} asked, ${crowd.tally.approved} approved`);
    }
  }
  await crowd.finish();
}

/** Time goes on until nothing is left to do, or the patience is over. */
async function drain(portal: Portal, watcher: Watcher): Promise<number> {
  const began = Date.now();
  // First what is due already, at the pace that AWS allows
  while (Date.now() - began < DRAIN_MS) {
    const rest = await readRest(portal, watcher.strangers);
    const waiting = rest.sessions.some(
      one => one.status === 'PROVISIONING' || one.status === 'ENDING',
    );
    if (!waiting) break;
    await sleep(1_000);
  }
  // Then a day, so that every session and every approval window is over
  await portal.emulator.advance('PT25H');
  watcher.disturbed();
  while (Date.now() - began < 2 * DRAIN_MS) {
    await sleep(DRAIN_STEP_MS);
    if (isQuiet(await readRest(portal, watcher.strangers))) break;
  }
  return Date.now() - began;
}

function percentile(values: readonly number[], share: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return `${(value / 1000).toFixed(1)} s`;
}

/** Starts everything, lets it storm, and says how many promises were broken. */
export async function storm(plan: StormPlan): Promise<number> {
  const chance = new Chance(plan.seed);
  const portal = await startPortal({ ...plan, chance: chance.fork() });
  try {
    return await rage(plan, portal, chance);
  } finally {
    await stopPortal(portal);
  }
}

async function rage(
  plan: StormPlan,
  portal: Portal,
  chance: Chance,
): Promise<number> {
  const crowd = new Crowd(portal.replicas, chance.fork(), new Set(STRANGERS));
  const watcher = new Watcher(portal);
  const trouble = new Trouble(portal, watcher, chance.fork());
  await untilKnown(portal, crowd);
  say(`${plan.replicas} replicas are up; proving what they promise together`);
  const proofs = await prove(portal, crowd, plan.slack);
  tellProofs(proofs);
  watcher.report(checkProofs(proofs));
  watcher.start();

  let over = false;
  const milliseconds = plan.minutes * 60_000;
  const raging = trouble.run({ milliseconds, kills: plan.kills }, () => over);
  await people(plan, crowd);
  over = true;
  await raging;
  await trouble.end();
  await untilReady(portal.replicas, 120);
  say('Fair weather; waiting for what is left to do');
  const drained = await drain(portal, watcher);
  await watcher.stop();
  watcher.report(await judgeTheEnd(portal, crowd, watcher));
  await tell(plan, portal, { crowd, watcher, trouble, drained });
  return watcher.violations.length;
}

async function tell(
  plan: StormPlan,
  portal: Portal,
  told: { crowd: Crowd; watcher: Watcher; trouble: Trouble; drained: number },
): Promise<void> {
  const { crowd, watcher, trouble, drained } = told;
  const { tally } = trouble;
  const faults =
    portal.weather.struck + (await portal.emulator.faultsInjected());
  const sessions = await portal.tables.sessions();
  const counted = countedCalls(portal.calls);
  const many = (status: string) =>
    sessions.filter(one => one.status === status).length;
  writeFileSync(
    join(plan.stateDir, 'report.json'),
    JSON.stringify({
      violations: watcher.violations,
      tally,
      crowd: crowd.tally,
    }),
  );
  say(
    `sessions=${sessions.length} (${many('ENDED')} ended, ${many(
      'REVOKED',
    )} revoked, ${many('FAILED')} failed), answers=${
      crowd.promises.length
    }, refused=${JSON.stringify(crowd.tally.refused)}`,
  );
  say(
    `stalls=${tally.stalls} database-outages=${tally.outages} clock-jumps=${tally.jumps} looks=${watcher.looks}`,
  );
  say(
    `ends: ${watcher.ends.length} seen, gone after ${percentile(
      watcher.ends,
      0.5,
    )} (half), ${percentile(watcher.ends, 0.95)} (95 %), ${percentile(
      watcher.ends,
      1,
    )} (all); drained in ${Math.round(drained / 1000)} s`,
  );
  say(
    `calls=${counted.length}, at most ${busiest(
      counted,
      1_000,
    )} in a second; outstanding at most ${watcher.mostOutstanding}`,
  );
  say(
    `requests=${crowd.tally.submitted} kills=${tally.kills} faults=${faults} violations=${watcher.violations.length}`,
  );
}
