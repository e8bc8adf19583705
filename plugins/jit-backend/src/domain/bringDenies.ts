import { accountText, DenyRecord, denyTimes, formOf } from './denies';
import {
  accountsOf,
  DenyAccountRecord,
  PushSituation,
  PushStep,
  since,
} from './pushSituation';
import { after } from './situation';

/** Roles that came or went since the last look. */
export function roles(s: PushSituation): PushStep | undefined {
  const { provisioned } = s.seen!;
  if (!provisioned) return undefined;
  for (const accountId of accountsOf(s)) {
    const account = s.accounts.find(one => one.accountId === accountId);
    const absent = !provisioned.has(accountId);
    if (absent !== (account?.absentSince !== undefined)) {
      return { do: 'role', accountId, absent };
    }
  }
  return undefined;
}

/** The set has had no role there for a while: old credentials have none either. */
export function isRoleGone(s: PushSituation, accountId: string): boolean {
  const account = s.accounts.find(one => one.accountId === accountId);
  return (
    s.seen!.provisioned !== undefined &&
    !s.seen!.provisioned.has(accountId) &&
    since(s, account?.absentSince) >= denyTimes.absence &&
    account?.absentSince !== undefined
  );
}

/** Nothing there waits for a proof. */
function isSettled(s: PushSituation, accountId: string, text: string): boolean {
  const account = s.accounts.find(one => one.accountId === accountId);
  const here = s.denies.filter(one => one.accountId === accountId);
  const pending = here.some(
    one =>
      one.state === 'leaving' ||
      (one.state === 'wanted' && one.pushedForm === formOf(one)),
  );
  return !pending && (account?.proven ?? '') === text;
}

/** No role, no credentials: believed once two looks some time apart agree. */
function whenAbsent(
  s: PushSituation,
  accountId: string,
  account?: DenyAccountRecord,
): PushStep {
  return isRoleGone(s, accountId)
    ? { do: 'prove', accountId, text: '' }
    : { do: 'rest', until: after(account!.absentSince!, denyTimes.absence) };
}

/** On its way; an answer that was lost is asked for again after a while. */
function stillComing(s: PushSituation, account: DenyAccountRecord): PushStep {
  const lost =
    !account.requestId && since(s, account.requestedAt) >= denyTimes.lostAnswer;
  return lost
    ? { do: 'provision', accountId: account.accountId }
    : { do: 'rest', until: after(s.now, denyTimes.poll) };
}

/** What is so in one account, and what has to be done about it. */
function bringTo(
  s: PushSituation,
  accountId: string,
  text: string,
): PushStep | undefined {
  const { provisioned } = s.seen!;
  const account = s.accounts.find(one => one.accountId === accountId);
  if (isSettled(s, accountId, text)) return undefined;
  // There is nothing to bring anywhere: it holds from AWS's own account on
  if (!provisioned) return { do: 'prove', accountId, text };
  if (s.troubled.has(accountId)) {
    return { do: 'rest', until: after(s.now, denyTimes.troubled) };
  }
  const state = provisioned.get(accountId);
  if (!state) return whenAbsent(s, accountId, account);
  if (account?.requestedAt) return stillComing(s, account);
  if (account?.succeeded && state === 'latest') {
    return { do: 'prove', accountId, text };
  }
  return { do: 'provision', accountId };
}

export function bring(
  s: PushSituation,
  written: DenyRecord[],
): PushStep | undefined {
  let waits: PushStep | undefined;
  for (const accountId of accountsOf(s)) {
    const text = accountText(s.policy.kind, written, accountId);
    const step = bringTo(s, accountId, text);
    if (step?.do === 'rest') waits = step;
    else if (step) return step;
  }
  return waits;
}
