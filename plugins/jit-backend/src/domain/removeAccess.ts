import { absenceCodes } from '../identityCenter/awsErrors';
import { denyFirst } from './denyFirst';
import { settleAll } from './settle';
import {
  after,
  createMayLand,
  rest,
  sinceOf,
  Situation,
  Step,
  times,
} from './situation';

/** Sessions end and none is live: ours goes first, then the ends are final. */
export function towardsNone(s: Situation): Step {
  return s.assignment.madeByUs ? removeOurs(s) : settleAll(s);
}

/** Withdraws what our record made, until it is proven gone (H1). */
function removeOurs(s: Situation): Step {
  const { goneAt, absentSince } = s.assignment;
  const last = s.operations.at(-1);
  const deleted = last?.kind === 'delete' && last.status === 'succeeded';
  // A deletion older than the last proof proves nothing about what came after
  if (deleted && (!goneAt || last.finishedAt! > goneAt)) {
    return { do: 'gone', proof: 'deletion' };
  }
  return absentSince || maybeAbsent(s)
    ? proveAbsence(s)
    : denyFirst(s) ?? { do: 'withdraw' };
}

/** AWS said that nothing is there; that alone proves nothing (H1). */
function maybeAbsent(s: Situation): boolean {
  const last = s.operations.at(-1);
  if (!last) return false;
  if (last.kind === 'create') return last.status === 'failed';
  return absenceCodes.includes(last.failure?.code ?? '');
}

/**
 * Every create is terminal or was searched for, else one would be in flight;
 * then two complete lists some time apart that lack the person are proof.
 */
function proveAbsence(s: Situation): Step {
  const seen = s.learnt.seen.at(-1);
  if (!seen) return { do: 'look', withGroups: true };
  if (seen.direct) return denyFirst(s) ?? { do: 'withdraw' };
  const since = s.assignment.absentSince ?? s.now;
  if (s.now.getTime() - since.getTime() >= times.absence) {
    return { do: 'gone', proof: 'absence' };
  }
  return rest(s, after(since, times.absence), { absentSince: since });
}

/** No session is open: what came back or landed late is found here (H1). */
export function lookLater(s: Situation): Step {
  const { madeByUs, looksLeft, goneAt } = s.assignment;
  if (madeByUs) return removeOurs(s);
  // AWS deletes no set that is assigned: without it nobody has the access
  if (s.customSet?.state === 'gone') return rest(s);
  if (looksLeft === 0 || !goneAt) return rest(s);
  const dueIn = times.laterLooks[times.laterLooks.length - looksLeft];
  const due = after(goneAt, dueIn);
  if (s.now < due) return rest(s, due);
  const seen = s.learnt.seen.at(-1);
  if (!seen) return { do: 'look', withGroups: false };
  if (!seen.direct) return { do: 'looked', drift: false };
  if (createMayLand(s)) return { do: 'adopt' };
  // A list may still show what we deleted
  const lists = sinceOf(s, s.assignment.operationFinishedAt) < times.lists;
  return { do: 'looked', drift: !lists && !s.assignment.driftAt };
}
