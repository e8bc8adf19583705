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
 * Somebody else gives this access by hand while it waits for its review:
 * before, submission would have refused it.
 */
export function addStandingAccess(chance: Chance, plan: Plan): void {
  const found = approvals(plan);
  if (found.length === 0) return;
  const { ask, review } = chance.oneOf(found);
  const { who, accountId, set } = ask;
  const at = chance.between(ask.at, Math.max(ask.at, review.at - MINUTE));
  const gave = { do: 'stranger-assigns' as const, who, accountId, set, at };
  plan.outside = [...plan.outside, gave].sort((a, b) => a.at - b.at);
}

/** Somebody leaves, or an account is closed, early in a long session. */
export function addLeaver(chance: Chance, plan: Plan): void {
  const found = approvals(plan);
  if (found.length === 0) return;
  const { ask, review } = chance.oneOf(found);
  plan.deeds = plan.deeds.map(one =>
    one === ask ? { ...one, minutes: 60 } : one,
  );
  const leaves = chance.happens(0.6)
    ? { do: 'disable' as const, who: ask.who }
    : { do: 'suspend' as const, accountId: ask.accountId };
  const at = review.at + chance.between(MINUTE, 15 * MINUTE);
  plan.outside = [...plan.outside, { ...leaves, at }].sort(
    (a, b) => a.at - b.at,
  );
}

/**
 * AWS goes away between the approval and the first call, or after it; now and
 * then the right is lost meanwhile.
 */
function awayWhileGranting(
  chance: Chance,
  plan: Plan,
  { ask, review }: Approval,
): void {
  // As long as provisioning may take, or for a moment
  const longest = chance.happens(0.5) ? 9 : 3;
  const awayMs = chance.between(MINUTE, longest * MINUTE);
  if (chance.happens(0.3)) {
    const from = review.at + chance.between(0, 4 * SECOND);
    const until = from + awayMs;
    plan.faults.push({ kind: 'unreachable', from, until, probability: 1 });
    return;
  }
  const { who, accountId, set } = ask;
  const what: Outside = chance.oneOf<Outside>([
    { do: 'disable', who },
    { do: 'suspend', accountId },
    { do: 'change-set', set },
  ]);
  const lost = { what, afterMs: chance.between(0, awayMs - MINUTE) };
  const then = { awayMs, lost: chance.happens(0.7) ? lost : undefined };
  plan.deeds = plan.deeds.map(one => (one === review ? { ...one, then } : one));
}

/** Where a process stands still that somebody else then overtakes. */
const CAUGHT: Pick<Mishap, 'named' | 'kind' | 'after'>[] = [
  { named: 'note', kind: 'stalls-after' },
  { named: 'answer', kind: 'stalls-after' },
  { named: 'activate', kind: 'stalls-before' },
  { named: 'rest', kind: 'stalls-before' },
  // What comes now tells of itself by its wake alone
  { named: 'rest', after: 'activate', kind: 'stalls-before' },
  { named: 'rest', after: 'activate', kind: 'stalls-before' },
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
  const isAnyRest = caught.named === 'rest' && !caught.after;
  const effect = isAnyRest ? chance.between(0, 3) : 0;
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
