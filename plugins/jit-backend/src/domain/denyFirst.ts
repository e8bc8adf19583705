import { DenyKind, denyTimes } from './denies';
import { SessionRecord } from './model';
import { after, rest, sinceOf, Situation, Step, withStatus } from './situation';

/** Ends that are to cut credentials off, where any may have been issued. */
function toDeny(s: Situation): SessionRecord[] {
  return withStatus(s, 'ENDING').filter(
    one =>
      one.firstCallAt !== undefined &&
      one.permissionSet.type === 'standard' &&
      one.credentials.mode !== 'assignment',
  );
}

/** Whether everything that was ever issued for this key is to be denied. */
function isOnRecord({ deny }: Situation): boolean {
  return deny !== undefined && !deny.cutOff && deny.state !== 'leaving';
}

function putOnRecord(sessions: SessionRecord[], gone: boolean): Step {
  const kind = sessions[0].credentials.mode as DenyKind;
  return { do: 'deny', kind, sessions, gone };
}

/**
 * Before the assignment is withdrawn, what was issued for it is denied: with
 * the last assignment the set could no longer be brought to the account. Where
 * nobody else has the set there, the role goes and no deny is needed (H28);
 * where a group gives the person the same access, a deny would take away what
 * is rightly theirs.
 */
export function denyFirst(s: Situation): Step | undefined {
  const sessions = toDeny(s);
  if (sessions.length === 0) return undefined;
  if (isOnRecord(s)) return whileNotEffective(s);
  const seen = s.learnt.seen.at(-1);
  if (!seen?.groups) return { do: 'look', withGroups: true };
  return seen.others && seen.groups.length === 0
    ? putOnRecord(sessions, false)
    : undefined;
}

/** A deny that does not come about in time does not hold an end up (H26). */
function whileNotEffective(s: Situation): Step | undefined {
  const { state, wantedAt } = s.deny!;
  const isOver =
    state === 'effective' || sinceOf(s, wantedAt) >= denyTimes.patience;
  return isOver ? undefined : rest(s, after(wantedAt, denyTimes.patience));
}

/** The role outlived the end after all: what was issued is denied behind it. */
export function denyBehind(s: Situation): Step | undefined {
  const sessions = toDeny(s);
  return sessions.length === 0 || isOnRecord(s)
    ? undefined
    : putOnRecord(sessions, true);
}

/**
 * Before the person gets the set again, the deny becomes one of tokens issued
 * before; the new session begins after that moment on any clock (H26).
 */
export function narrowDeny(s: Situation): Step | undefined {
  const { deny } = s;
  if (!deny) return undefined;
  const again = rest(s, after(s.now, denyTimes.recheck));
  if (deny.state === 'leaving') return again;
  if (!deny.cutOff) {
    const at = after(deny.deletedAt ?? s.now, denyTimes.skew);
    return { do: 'cut-off', deny, at };
  }
  if (deny.state !== 'effective') return again;
  const from = after(deny.cutOff, denyTimes.skew);
  return s.now < from ? rest(s, from) : undefined;
}
