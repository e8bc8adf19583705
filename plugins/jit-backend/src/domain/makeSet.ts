import {
  CustomSetRecord,
  SetCall,
  whatIsForeign,
  whatIsMissing,
} from './customSetWork';
import { grantOf } from './grantOf';
import { SessionRecord } from './model';
import {
  after,
  createMayLand,
  Failure,
  rest,
  sinceOf,
  Situation,
  Step,
  times,
} from './situation';

/** A set that reads otherwise than it was written is given time. */
const LOOKS = 3;
const PAUSE = 5_000;

/** What a lost answer may have made is searched for so long after it. */
const SEARCHES = [0, 30_000, 10 * 60_000];

const NAME_TAKEN: Failure = {
  code: 'name-taken',
  message: 'A permission set of this name exists in AWS already',
  fix: 'Request it again under another name.',
};

const REMOVED: Failure = {
  code: 'set-removed',
  message: 'Somebody deleted the permission set in AWS',
  fix: 'Request it again, if it is still needed.',
};

function notAsReviewed(set: CustomSetRecord, why: string): Failure {
  return {
    code: 'set-not-as-reviewed',
    message: `${set.name} in AWS is not what was reviewed: ${why}`,
    fix: 'An administrator should find out at once who changed it.',
  };
}

function fail(
  sessions: readonly SessionRecord[],
  failure: Failure,
  forged?: boolean,
): Step {
  return {
    do: 'end',
    sessions: [...sessions],
    cause: 'failed',
    failure,
    forged,
  };
}

function call(s: Situation, set: CustomSetRecord, what: SetCall): Step {
  // The first intent stores the latest end with it (H6)
  const first = what.kind === 'create';
  const waiting = s.sessions.filter(one => one.status === 'PROVISIONING');
  const grants = first ? waiting.map(one => grantOf(s, one)) : [];
  return { do: 'set-call', set, call: what, grants };
}

/**
 * Makes the set that sessions wait for, until it stands in AWS with exactly
 * what was reviewed; read back in this very turn (H17).
 *
 * @returns undefined once it does, and for standard sets
 */
export function makeSet(
  s: Situation,
  waiting: readonly SessionRecord[],
): Step | undefined {
  const { customSet: set, learnt } = s;
  if (!set) return undefined;
  const { refused, seen, isFresh, looks } = learnt.set;
  if (refused) return fail(waiting, refused);
  if (!set.arn) return withoutArn(s, set, waiting);
  if (!seen) return { do: 'look-at-set', set };
  if (seen === 'gone') return fail(waiting, REMOVED);
  const foreign = whatIsForeign(set, seen);
  if (foreign) return fail(waiting, notAsReviewed(set, foreign), true);
  const missing = whatIsMissing(set, seen);
  if (!missing) return isFresh ? undefined : { do: 'look-at-set', set };
  return looks >= LOOKS ? rest(s, after(s.now, PAUSE)) : call(s, set, missing);
}

/** AWS has no two sets of one name, so making it again does no harm. */
function withoutArn(
  s: Situation,
  set: CustomSetRecord,
  waiting: readonly SessionRecord[],
): Step {
  const { nameTaken, found } = s.learnt.set;
  if (!nameTaken) return call(s, set, { kind: 'create' });
  if (!found) return { do: 'find-set', set };
  if (found === 'none') return rest(s, after(s.now, PAUSE));
  return found.isOurs
    ? { do: 'adopt-set', set, arn: found.arn }
    : fail(waiting, NAME_TAKEN);
}

/** Live access: the set still is what was reviewed, or the access ends (H17). */
export function keepSet(s: Situation): Step | undefined {
  const { customSet: set, learnt } = s;
  if (!set?.arn) return undefined;
  const { seen } = learnt.set;
  if (!seen) return { do: 'look-at-set', set };
  if (seen === 'gone') return fail(s.sessions, REMOVED, true);
  const missing = whatIsMissing(set, seen);
  const why = whatIsForeign(set, seen) ?? (missing && 'a part was taken out');
  return why ? fail(s.sessions, notAsReviewed(set, why), true) : undefined;
}

/**
 * Nothing of ours is assigned any more and nobody waits: the set goes, too.
 *
 * @returns undefined once it is gone, and for standard sets
 */
export function retireSet(s: Situation): Step | undefined {
  const { customSet: set, assignment, learnt } = s;
  if (!set || set.state === 'gone' || assignment.madeByUs) return undefined;
  if (set.state === 'wanted' || learnt.set.seen === 'gone') {
    return { do: 'set-gone', set };
  }
  if (!set.arn) return searchForSet(s, set);
  return (learnt.set.inUse ? whoUsesIt(s, set) : undefined) ?? remove(s, set);
}

function remove(s: Situation, set: CustomSetRecord): Step {
  return call(s, set, { kind: 'delete' });
}

/** A create of ours that was lost and landed is ours to withdraw (H1). */
function whoUsesIt(s: Situation, set: CustomSetRecord): Step | undefined {
  const seen = s.learnt.seen.at(-1);
  if (!seen) return { do: 'look', withGroups: false };
  if (seen.direct && createMayLand(s)) return { do: 'adopt' };
  const lists = sinceOf(s, s.assignment.operationFinishedAt) < times.lists;
  return lists || set.alarmedAt
    ? undefined
    : { do: 'set-alarm', set, others: seen.direct || seen.others };
}

/** Whether it was made at all nobody knows: AWS is searched for its name. */
function searchForSet(s: Situation, set: CustomSetRecord): Step {
  const { found } = s.learnt.set;
  // Its making was refused, or it never began
  if (set.intended !== 'create') return { do: 'set-gone', set };
  if (found && found !== 'none' && found.isOurs) {
    return { do: 'adopt-set', set, arn: found.arn };
  }
  if (set.searches >= SEARCHES.length) return { do: 'set-gone', set };
  if (found) return { do: 'set-not-found', set };
  const due = after(set.intendedAt ?? s.now, SEARCHES[set.searches]);
  return s.now < due ? rest(s, due) : { do: 'find-set', set };
}
