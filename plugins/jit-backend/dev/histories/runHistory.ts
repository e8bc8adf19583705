import { isFinalSession } from '@jit-portal/backstage-plugin-jit-common';
import { History } from './History';
import {
  approvalsAreReal,
  lostWereSearchedFor,
  nothingIsStuck,
  operationsAreOnRecord,
  sessionsAreOnRecord,
} from './invariants/atTheEnd';
import {
  credentialsAreAsSaid,
  deniesArePruned,
} from './invariants/Credentials';
import { Snapshot } from './invariants/Snapshot';
import { Violation, Watch } from './invariants/Watch';
import { Plan } from './plan/Plan';

const HOUR = 3_600_000;

/** Everything has ended by then: the longest session, its last look, pauses. */
const DRAINED_AFTER = 4 * HOUR;

/** Minutes after the last end until no deny is needed, and none is left (H28). */
const PRUNED_AFTER = 60 + 15 + 30;

export interface Outcome {
  violations: Violation[];
  crashes: number;
  faults: number;
  steps: number;
  sessions: number;
  /** How each session ended, and each deed came out; for those who look on. */
  told: string[];
}

/**
 * Lets a plan happen to its end, and looks after every step.
 *
 * @param lookOn - is shown the history at its end
 */
export async function runHistory(
  plan: Plan,
  lookOn?: (history: History) => Promise<void>,
): Promise<Outcome> {
  const history = await History.begin(plan);
  try {
    const outcome = await watch(history);
    await lookOn?.(history);
    return outcome;
  } finally {
    await history.end();
  }
}

async function watch(history: History): Promise<Outcome> {
  const { db, time, world } = history;
  const watcher = new Watch(history);
  let steps = 0;
  let snapshot: Snapshot;
  await history.settle();
  do {
    snapshot = history.snapshot();
    watcher.look(snapshot);
    if (history.plan.denies) {
      credentialsAreAsSaid(world, snapshot, (rule, what) =>
        watcher.violations.push({ rule, what, at: time.ms }),
      );
    }
    if (history.replicas.some(one => one.process.isSpinning)) {
      const what = 'Something goes on and on while no time passes';
      watcher.violations.push({ rule: 'stuck', what, at: time.ms });
    }
    if (watcher.violations.length > 0) break;
    await history.moveOn(history.calmFrom + DRAINED_AFTER);
    steps += 1;
  } while (!isOver(history, snapshot));
  if (watcher.violations.length === 0) {
    snapshot = history.snapshot();
    const say = (rule: string, what: string) =>
      watcher.violations.push({ rule, what, at: time.ms });
    await nothingIsStuck(db, snapshot, say);
    await operationsAreOnRecord(db, say);
    await lostWereSearchedFor(db, world, say);
    await sessionsAreOnRecord(db, snapshot, say);
    await approvalsAreReal(db, snapshot, say);
    if (history.plan.denies) await deniesArePruned(db, world, say);
  }
  return {
    violations: watcher.violations,
    crashes: history.crashes,
    faults: world.faults,
    steps,
    sessions: snapshot.sessions.length,
    told: [
      ...history.outcomes,
      ...snapshot.sessions.map(one => `${one.status} ${one.end?.cause ?? ''}`),
    ],
  };
}

/** The drain is over; sooner where nothing is left that could change. */
function isOver(
  { time, calmFrom, world, plan }: History,
  seen: Snapshot,
): boolean {
  if (time.ms >= calmFrom + DRAINED_AFTER) return true;
  const lookedAtLast = (plan.denies ? PRUNED_AFTER : 70) * 60_000;
  const lastEnd = Math.max(0, ...seen.sessions.map(one => +(one.endedAt ?? 0)));
  return (
    time.ms > calmFrom + lookedAtLast &&
    time.ms > lastEnd + lookedAtLast &&
    seen.sessions.every(one => isFinalSession(one.status)) &&
    world.outstanding === 0
  );
}
