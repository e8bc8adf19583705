import { bring, isRoleGone, roles } from './bringDenies';
import { compare } from './compareDenies';
import { DenyRecord, denyTimes, formOf, pruneAfter } from './denies';
import { isSameDocument } from './denyStatements';
import {
  absentNow,
  newOnes,
  plan,
  PushSituation,
  PushStep,
  Refusal,
} from './pushSituation';
import { after } from './situation';

const ALARM_SHARE = 0.8;

const BEYOND: Refusal = {
  code: 'beyond-scp',
  message: 'The service control policy does not reach this account',
};

const FULL: Refusal = {
  code: 'full',
  message: 'There is no room for another deny',
};

/**
 * What to do next so that AWS denies what is on record, and nothing else. Pure:
 * everything that must survive a crash is in the records.
 */
export function nextPush(s: PushSituation): PushStep {
  return (
    poll(s) ??
    idle(s) ??
    waiting(s) ??
    (s.seen ? undefined : { do: 'look' as const }) ??
    compare(s) ??
    roles(s) ??
    leave(s) ??
    refuse(s) ??
    write(s)
  );
}

function poll(s: PushSituation): PushStep | undefined {
  const account = s.accounts.find(
    one => one.requestId && !s.polled.has(one.accountId),
  );
  return account && { do: 'poll', account };
}

/** Denies whose last credentials have run out. */
function outlived(s: PushSituation): DenyRecord[] {
  return s.denies.filter(one => {
    const due = one.state === 'leaving' ? undefined : pruneAfter(one);
    return due !== undefined && due <= s.now;
  });
}

function isBusy(s: PushSituation): boolean {
  return (
    s.denies.some(one => one.state !== 'effective') ||
    s.denies.length === 0 ||
    s.policy.intended !== undefined ||
    s.accounts.some(one => one.requestedAt) ||
    absentNow(s).length > 0 ||
    outlived(s).length > 0
  );
}

/** Nothing is wanted: AWS is compared with the record now and then. */
function idle(s: PushSituation): PushStep | undefined {
  if (s.seen || isBusy(s)) return undefined;
  const check = after(s.policy.lookedAt ?? s.now, denyTimes.check);
  return check <= s.now ? undefined : { do: 'rest', until: nextTime(s) };
}

/** AWS works, and nothing else is to be done: a look would tell nothing. */
function waiting(s: PushSituation): PushStep | undefined {
  const working = s.accounts.some(one => one.requestId);
  const proofs = s.accounts.some(one => one.succeeded);
  const toWrite = s.denies.some(one =>
    one.state === 'leaving'
      ? one.pushedForm !== undefined
      : one.state === 'wanted' && one.pushedForm !== formOf(one),
  );
  return s.seen || !working || proofs || toWrite
    ? undefined
    : { do: 'rest', until: after(s.now, denyTimes.poll) };
}

function nextTime(s: PushSituation): Date {
  const check = after(s.policy.lookedAt ?? s.now, denyTimes.check);
  const prunes = s.denies.map(one => pruneAfter(one)?.getTime() ?? Infinity);
  const absences = absentNow(s).map(({ absentSince }) =>
    after(absentSince!, denyTimes.absence).getTime(),
  );
  const times = [...prunes, ...absences, check.getTime()];
  return new Date(Math.max(s.now.getTime(), Math.min(...times)));
}

function leave(s: PushSituation): PushStep | undefined {
  const denies = s.denies.filter(
    one =>
      one.state !== 'leaving' &&
      (outlived(s).includes(one) || isRoleGone(s, one.accountId)),
  );
  return denies.length > 0 ? { do: 'leave', denies } : undefined;
}

/** What cannot be denied is said at once: the end goes on without it. */
function refuse(s: PushSituation): PushStep | undefined {
  const { closed, beyond } = s.seen!;
  const fresh = newOnes(s);
  if (closed && fresh.length > 0) {
    return { do: 'refuse', denies: fresh, why: closed };
  }
  const outside = fresh.filter(one => beyond?.has(one.accountId));
  if (outside.length > 0) return { do: 'refuse', denies: outside, why: BEYOND };
  const left = plan(s).left.filter(one => !one.pushedForm);
  return left.length > 0
    ? { do: 'refuse', denies: left, why: FULL }
    : undefined;
}

/** Puts the text where it differs, then brings it to the accounts. */
function write(s: PushSituation): PushStep {
  const { policy } = s;
  const { text, written, size } = plan(s);
  if (s.seen!.closed) {
    return { do: 'rest', until: after(s.now, denyTimes.recheck) };
  }
  if (!isSameDocument(text, policy.applied)) {
    return { do: 'put', text, written };
  }
  if (size > s.limit * ALARM_SHARE && !policy.alarmedAt) {
    return { do: 'alarm', size };
  }
  return bring(s, written) ?? finish(s);
}

function finish(s: PushSituation): PushStep {
  const clean = s.accounts.every(one => one.proven === '');
  if (s.denies.length === 0 && clean) return { do: 'close' };
  // Denies that wait for room, or for somebody, are looked at now and then
  return { do: 'rest', until: nextTime(s) };
}
