import { Chance } from '../chance';
import { Mishap } from '../SimProcess';
import { Deed, Outside, Plan, Timed } from './Plan';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

type Ask = Timed<Extract<Deed, { do: 'ask' }>>;
type Review = Timed<Extract<Deed, { do: 'review' }>>;

/** An approval, and what it approves. */
interface Approval {
  ask: Ask;
  review: Review;
}

function approvals({ deeds }: Plan): Approval[] {
  return deeds.flatMap(review => {
    if (review.do !== 'review' || review.decision !== 'approve') return [];
    const ask = deeds.find(
      one => one.do === 'ask' && one.ask === review.of,
    ) as Ask;
    return review.who === ask.who ? [] : [{ ask, review }];
  });
}

/**
 * What goes wrong only where two things meet within seconds: chance alone
 * hardly ever brings them together.
 */
export function addRace(chance: Chance, plan: Plan): void {
  const found = approvals(plan);
  if (found.length === 0) return;
  const approval = chance.oneOf(found);
  if (plan.replicas === 1 || chance.happens(0.4)) {
    awayWhileGranting(chance, plan, approval);
  } else caughtInTheAct(chance, plan, approval);
}

/**
 * AWS goes away before the first call, or after it; now and then the right is lost meanwhile.
 */
function awayWhileGranting(
  chance: Chance,
  plan: Plan,
  { ask, review }: Approval,
): void {
  // Most often between the approval and the first call
  const [soon, late] = chance.oneOf([
    [100, 600],
    [100, 600],
    [0, 4 * SECOND],
  ]);
  const from = review.at + chance.between(soon, late);
  // As long as provisioning may take, or for a moment
  const longest = chance.happens(0.5) ? 14 : 3;
  const until = from + chance.between(MINUTE, longest * MINUTE);
  plan.faults.push({ kind: 'unreachable', from, until, probability: 1 });
  if (chance.happens(0.5)) return;
  const at = chance.between(from, Math.max(from, until - MINUTE));
  const { who, accountId, set } = ask;
  const lost: Timed<Outside> = chance.oneOf<Timed<Outside>>([
    { do: 'disable', who, at },
    { do: 'suspend', accountId, at },
    { do: 'change-set', set, at },
  ]);
  plan.outside = [...plan.outside, lost].sort((a, b) => a.at - b.at);
}

/** Where a process stands still that somebody else then overtakes. */
const CAUGHT: Pick<Mishap, 'named' | 'kind'>[] = [
  { named: 'note', kind: 'stalls-after' },
  { named: 'answer', kind: 'stalls-after' },
  { named: 'activate', kind: 'stalls-before' },
  { named: 'rest', kind: 'stalls-before' },
  { named: 'rest', kind: 'stalls-before' },
  { named: 'saveEnd', kind: 'stalls-before' },
];

/** Whoever grants it stands still in the middle, and its end comes meanwhile. */
function caughtInTheAct(
  chance: Chance,
  plan: Plan,
  { ask, review }: Approval,
): void {
  const { replicas } = plan;
  // Shorter than the leader's lease, or longer
  const forMs = chance.happens(0.6)
    ? chance.between(SECOND, 14 * SECOND)
    : chance.between(16 * SECOND, 90 * SECOND);
  const caught = chance.oneOf(CAUGHT);
  const effect = caught.named === 'rest' ? chance.between(0, 3) : 0;
  const mishap: Mishap = { ...caught, effect, forMs };
  const everybody = Array.from({ length: replicas }, (_, replica) => ({
    at: Math.max(0, review.at - 1),
    replica,
    mishap,
  }));
  plan.mishaps = [...plan.mishaps, ...everybody].sort((a, b) => a.at - b.at);
  const ends = chance.many(chance.between(1, 2), () => ({
    at: review.at + chance.between(0, forMs + 3 * SECOND),
    of: ask.ask,
    replica: chance.between(0, replicas - 1),
    ...(chance.happens(0.7)
      ? { do: 'revoke' as const, who: review.who }
      : { do: 'release' as const }),
  }));
  plan.deeds = [...plan.deeds, ...ends].sort((a, b) => a.at - b.at);
}
