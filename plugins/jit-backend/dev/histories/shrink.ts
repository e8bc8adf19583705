import { Violation } from './invariants/Watch';
import { Plan } from './plan/Plan';
import { runHistory } from './runHistory';

const LISTS = ['mishaps', 'faults', 'outside', 'deeds'] as const;

/** More tries than this are not worth the wait. */
const MOST_TRIES = 400;

async function breaks(plan: Plan, rule: string): Promise<boolean> {
  const { violations } = await runHistory(plan);
  return violations.some(one => one.rule === rule);
}

/** Leaves out part after part, as long as the same rule is still broken. */
export async function shrink(plan: Plan, { rule }: Violation): Promise<Plan> {
  let smallest = plan;
  let tries = 0;
  for (let size = 8; size >= 1; size = Math.floor(size / 2)) {
    for (const list of LISTS) {
      for (let at = 0; at < smallest[list].length && tries < MOST_TRIES; ) {
        const rest = smallest[list].filter((_, n) => n < at || n >= at + size);
        const smaller = { ...smallest, [list]: rest };
        tries += 1;
        if (await breaks(smaller, rule)) smallest = smaller;
        else at += size;
      }
    }
  }
  return smallest;
}
