import type { Verdict } from '../engine/JudgeAgain';
import { narrowDeny } from './denyFirst';
import { grantOf } from './grantOf';
import { makeSet } from './makeSet';
import { OperationRecord, SessionRecord } from './model';
import {
  Activation,
  after,
  createMayLand,
  Failure,
  Grant,
  lastBegun,
  rest,
  sinceOf,
  Situation,
  Step,
  times,
  withStatus,
} from './situation';

const MINUTE = 60_000;

const HAS_IT_DIRECTLY: Failure = {
  code: 'already-has-access',
  message: 'This person already has this access directly in AWS',
  fix: 'Use the access that exists. If it should be asked for instead, its owners can remove the standing assignment in Identity Center.',
};

function hasItThrough(group: string): Failure {
  return {
    code: 'already-has-access-group',
    message: `This person already has this access through the group ${group}`,
    fix: 'Use the access that exists, or ask the identity team about the group.',
  };
}

/** Sets access up for sessions that wait for it. */
export function grantAccess(s: Situation): Step {
  const waiting = withStatus(s, 'PROVISIONING');
  return (
    refusedByAws(s, waiting) ??
    provenByAws(s, waiting) ??
    judge(s, waiting) ??
    makeSet(s, waiting) ??
    lookFirst(s, waiting) ??
    narrowDeny(s) ??
    assignOrJoin(s, waiting)
  );
}

/** An operation is for the sessions whose first call was noted by then. */
const isFor = (operation: OperationRecord, session: SessionRecord) =>
  session.firstCallAt !== undefined &&
  session.hardEnd !== undefined &&
  operation.notedAt >= session.firstCallAt;

/** AWS said that it will never do it: the sessions it was for have failed. */
function refusedByAws(
  s: Situation,
  waiting: SessionRecord[],
): Step | undefined {
  const last = s.operations.at(-1);
  if (last?.kind !== 'create' || last.failure?.kind !== 'never') {
    return undefined;
  }
  const session = waiting.find(one => isFor(last, one));
  if (!session) return undefined;
  const { code, message, fix } = last.failure;
  return {
    do: 'end',
    sessions: [session],
    cause: 'failed',
    failure: { code, message, fix },
  };
}

/** The last word on this key was a create that AWS reported SUCCEEDED. */
function standsByUs(s: Situation): OperationRecord | undefined {
  const last = lastBegun(s);
  const stands = last?.kind === 'create' && last.status === 'succeeded';
  return stands && s.assignment.madeByUs ? last : undefined;
}

/** ACTIVE only after Identity Center said SUCCEEDED to a create for it. */
function provenByAws(s: Situation, waiting: SessionRecord[]): Step | undefined {
  const created = standsByUs(s);
  const proven = waiting.filter(one => created && isFor(created, one));
  if (!created || proven.length === 0) return undefined;
  return {
    do: 'activate',
    activations: proven.map(session =>
      activation(
        {
          session,
          minutes: session.minutes,
          firstCallAt: session.firstCallAt!,
          hardEnd: session.hardEnd!,
        },
        created.finishedAt!,
      ),
    ),
  };
}

/** The clock starts at the first proven success, and never passes the hard end (H6). */
function activation(noted: Grant, grantedAt: Date): Activation {
  const byMinutes = after(grantedAt, noted.minutes * MINUTE);
  const expiresAt = byMinutes < noted.hardEnd ? byMinutes : noted.hardEnd;
  return { ...noted, grantedAt, expiresAt };
}

/** The right is derived again right before the call (H16, H18, H31). */
function judge(s: Situation, waiting: SessionRecord[]): Step | undefined {
  const session = waiting.find(one => !s.learnt.verdicts.has(one.id));
  if (session) return { do: 'judge', session };
  for (const one of waiting) {
    const verdict = s.learnt.verdicts.get(one.id)!;
    if (!verdict.ok) return refusedByJudge(one, verdict);
  }
  return undefined;
}

function refusedByJudge(
  session: SessionRecord,
  verdict: Extract<Verdict, { ok: false }>,
): Step {
  const { code, message, fix, forged } = verdict;
  return {
    do: 'end',
    sessions: [session],
    cause: 'failed',
    failure: { code, message, fix },
    forged,
  };
}

/** Standing access is decided before any create of ours (H3, H4). */
function lookFirst(s: Situation, waiting: SessionRecord[]): Step | undefined {
  const [first, second] = s.learnt.seen;
  const groups = s.learnt.seen.find(one => one.groups)?.groups;
  if (!groups) return { do: 'look', withGroups: true };
  const [group] = groups;
  if (group) {
    return {
      do: 'end',
      sessions: waiting,
      cause: 'failed',
      failure: hasItThrough(group),
    };
  }
  if (s.assignment.madeByUs || deletedJustNow(s) || createMayLand(s)) {
    return undefined;
  }
  if (!second) return { do: 'look', withGroups: false };
  if (first.direct !== second.direct) {
    return rest(s, after(s.now, times.searchAgain));
  }
  return second.direct ? standing(s, waiting) : undefined;
}

/** What lists still show after a deletion of ours is our own (H3). */
function deletedJustNow(s: Situation): boolean {
  const last = lastBegun(s);
  return (
    last?.kind === 'delete' &&
    last.status === 'succeeded' &&
    sinceOf(s, last.finishedAt) < times.lists
  );
}

/**
 * Two reads agree that access is there. Where we never did anything it is not
 * ours; else lists get time to forget our own doings, and a second look (H3).
 */
function standing(s: Situation, waiting: SessionRecord[]): Step {
  const { standingSince } = s.assignment;
  const quiet = sinceOf(s, lastBegun(s)?.finishedAt);
  if (lastBegun(s)) {
    if (quiet < times.lists) return rest(s, after(s.now, times.lists - quiet));
    if (!standingSince || sinceOf(s, standingSince) < times.absence) {
      const since = standingSince ?? s.now;
      return rest(s, after(since, times.absence), { standingSince: since });
    }
  }
  return {
    do: 'end',
    sessions: waiting,
    cause: 'failed',
    failure: HAS_IT_DIRECTLY,
    standing: true,
  };
}

/** Ours stands already: join it. Else ask for it; a duplicate does no harm. */
function assignOrJoin(s: Situation, waiting: SessionRecord[]): Step {
  const grants = waiting.map(session => grantOf(s, session));
  if (standsByUs(s) && s.learnt.seen.at(-1)?.direct) {
    return {
      do: 'activate',
      activations: grants.map(one => activation(one, s.now)),
    };
  }
  return { do: 'assign', grants };
}
