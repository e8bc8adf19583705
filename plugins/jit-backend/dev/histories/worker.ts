import { makePlan } from './plan/makePlan';
import { Outcome, runHistory } from './runHistory';

export type WorkerNews =
  | ({ type: 'history'; seed: number } & Pick<
      Outcome,
      'violations' | 'crashes' | 'faults' | 'sessions' | 'steps'
    >)
  | { type: 'done' };

/** Runs the seeds that it is given, one after another, until told to stop. */
export async function work(first: number, count: number): Promise<void> {
  for (let seed = first; seed < first + count; seed += 1) {
    const outcome = await runHistory(makePlan(seed));
    const { violations, crashes, faults, sessions, steps } = outcome;
    process.send!({
      type: 'history',
      seed,
      violations,
      crashes,
      faults,
      sessions,
      steps,
    } satisfies WorkerNews);
  }
  process.send!({ type: 'done' } satisfies WorkerNews);
  process.disconnect();
}
