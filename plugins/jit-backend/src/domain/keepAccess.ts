import { keepSet } from './makeSet';
import { after, rest, sinceOf, Situation, Step, times } from './situation';

/** The clock ends a session; a session's own end wakes the engine, too. */
function nextExpiry(s: Situation): Date {
  const ends = s.sessions.map(one => one.expiresAt?.getTime() ?? Infinity);
  return new Date(Math.min(...ends, s.now.getTime() + times.check));
}

/**
 * Live access, checked now and then: the person may have left, the account may
 * have closed, somebody may have taken the assignment away in AWS. Lists may
 * lag behind our own create, so the first check waits, too.
 */
export function keepAccess(s: Situation): Step {
  const { checkedAt, operationFinishedAt, absentSince } = s.assignment;
  const quiet = Math.min(
    sinceOf(s, checkedAt),
    sinceOf(s, operationFinishedAt),
  );
  if (quiet < times.check && !absentSince) return rest(s, nextExpiry(s));
  const { holder } = s.learnt;
  if (!holder) return { do: 'check-holder' };
  if (!holder.fine) {
    const sessions = [...s.sessions];
    return { do: 'end', sessions, cause: 'leaver', reason: holder.why };
  }
  return keepSet(s) ?? stillThere(s);
}

/** Two complete lists some time apart that lack the person: it was removed. */
function stillThere(s: Situation): Step {
  const seen = s.learnt.seen.at(-1);
  if (!seen) return { do: 'look', withGroups: false };
  const { customSet: set } = s;
  if (set && seen.others && !set.alarmedAt) {
    return { do: 'set-alarm', set, others: true };
  }
  if (seen.direct) {
    return rest(s, nextExpiry(s), { absentSince: null, checkedAt: s.now });
  }
  const since = s.assignment.absentSince ?? s.now;
  if (s.now.getTime() - since.getTime() >= times.absence) {
    return { do: 'end', sessions: [...s.sessions], cause: 'removed-outside' };
  }
  return rest(s, after(since, times.absence), { absentSince: since });
}
