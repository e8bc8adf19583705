import { DenyKind, DenyRecord, fit, Fitting } from './denies';

/** A document that denies are written into, as it is on record. */
export interface DenyPolicyRecord {
  id: string;
  version: number;
  kind: DenyKind;
  /** The permission set's ARN, or the SCP's id. */
  target: string;
  /** What it holds without denies; none yet: it was never looked at. */
  base?: string;
  /** What AWS holds, as far as we know. */
  applied: string;
  /** Noted before it was sent; none: nothing is on its way. */
  intended?: string;
  intendedAt?: Date;
  /** AWS holds something else: nothing is pushed (H27). */
  driftedAt?: Date;
  /** It was told that it is nearly full. */
  alarmedAt?: Date;
  lookedAt?: Date;
  /** Grows when somebody makes it due, so that no wake is lost. */
  wakes: number;
  attempt: number;
}

/** How far an account has come with the document. */
export interface DenyAccountRecord {
  accountId: string;
  /** What was last proven to be so there; empty: no denies. */
  proven: string;
  /** Noted before it was sent; the request id came with the answer. */
  requestedAt?: Date;
  requestId?: string;
  /** AWS reported SUCCEEDED for the text that is applied. */
  succeeded: boolean;
  /** First look in which the set had no role there. */
  absentSince?: Date;
}

/** What one look at AWS saw. */
export interface SeenDocument {
  text: string;
  /** Why it may not be changed. */
  closed?: Refusal;
  /** Roles of the set by account; none where there is nothing to bring anywhere. */
  provisioned?: ReadonlyMap<string, 'latest' | 'outdated'>;
  /** Accounts in which it denies nothing. */
  beyond?: ReadonlySet<string>;
}

export interface Refusal {
  code: string;
  message: string;
}

export interface PushSituation {
  policy: DenyPolicyRecord;
  accounts: readonly DenyAccountRecord[];
  denies: readonly DenyRecord[];
  /** Of this turn alone. */
  seen?: SeenDocument;
  polled: ReadonlySet<string>;
  /** Accounts that AWS refused in this turn. */
  troubled: ReadonlySet<string>;
  limit: number;
  now: Date;
}

/** The one thing to do next for a document. */
export type PushStep =
  | { do: 'poll'; account: DenyAccountRecord }
  | { do: 'look' }
  | { do: 'open'; base: string }
  | { do: 'landed' }
  | { do: 'not-landed' }
  | { do: 'drift' }
  | { do: 'healed' }
  /** Somebody took all our denies out: the record begins anew. */
  | { do: 'reverted' }
  | { do: 'refuse'; denies: DenyRecord[]; why: Refusal }
  | { do: 'leave'; denies: DenyRecord[] }
  | { do: 'put'; text: string; written: DenyRecord[] }
  | { do: 'alarm'; size: number }
  /** Whether the set has a role there, seen for the first time. */
  | { do: 'role'; accountId: string; absent: boolean }
  | { do: 'provision'; accountId: string }
  | { do: 'prove'; accountId: string; text: string }
  | { do: 'close' }
  | { do: 'rest'; until: Date };

export const since = (s: PushSituation, time?: Date) =>
  time ? s.now.getTime() - time.getTime() : Infinity;

/** Every account that a deny names, or that may still hold one. */
export function accountsOf(s: PushSituation): string[] {
  const holding = s.accounts.filter(one => one.proven !== '');
  const ids = [...s.denies, ...holding].map(one => one.accountId);
  return [...new Set(ids)].sort();
}

export const newOnes = (s: PushSituation) =>
  s.denies.filter(one => one.state === 'wanted' && !one.pushedForm);

export function plan(s: PushSituation): Fitting {
  const { kind, base } = s.policy;
  return fit(kind, base ?? '', s.denies, s.limit);
}

/** Accounts without the set's role, where that is still of interest. */
export function absentNow(s: PushSituation): DenyAccountRecord[] {
  const named = accountsOf(s);
  return s.accounts.filter(
    one => one.absentSince && named.includes(one.accountId),
  );
}
