import { DenyKind, denyTimes } from './denies';
import {
  canHoldDenies,
  EMPTY_SCP,
  holdsDenies,
  isSameDocument,
} from './denyStatements';
import {
  newOnes,
  PushSituation,
  PushStep,
  Refusal,
  since,
} from './pushSituation';
import { after } from './situation';

const DRIFT: Refusal = {
  code: 'drift',
  message: 'AWS holds something else than JIT Access last wrote',
};

function unfit(text: string, kind: DenyKind): Refusal | undefined {
  if (kind === 'scp-deny') {
    return isSameDocument(text, EMPTY_SCP) ? undefined : DRIFT;
  }
  if (!canHoldDenies(text)) {
    return { code: 'unreadable', message: 'The inline policy is not JSON' };
  }
  return holdsDenies(text) ? DRIFT : undefined;
}

/** The first look decides what is the set's own. */
function open(s: PushSituation): PushStep {
  const { text, closed } = s.seen!;
  const why = closed ?? unfit(text, s.policy.kind);
  const base = s.policy.kind === 'inline-deny' ? text : '';
  if (!why) return { do: 'open', base };
  return s.denies.length > 0
    ? { do: 'refuse', denies: [...s.denies], why }
    : { do: 'close' };
}

/** The answer was lost: it may land yet, so it gets some time. */
function notYet(s: PushSituation): PushStep {
  return since(s, s.policy.intendedAt) < denyTimes.lostAnswer
    ? { do: 'rest', until: after(s.now, denyTimes.poll) }
    : { do: 'not-landed' };
}

/** No deny of ours is left, neither in the text nor in an account. */
function isReverted({ policy, seen, accounts }: PushSituation): boolean {
  const { text, provisioned } = seen!;
  if (policy.kind === 'scp-deny') return isSameDocument(text, EMPTY_SCP);
  const left = accounts.some(
    one => one.proven !== '' && provisioned?.get(one.accountId) === 'outdated',
  );
  return !left && !holdsDenies(text);
}

/** Nothing is pushed; ends that wait are told so at once (H27). */
function drifted(s: PushSituation): PushStep {
  if (!s.policy.driftedAt) return { do: 'drift' };
  const fresh = newOnes(s);
  if (fresh.length > 0) return { do: 'refuse', denies: fresh, why: DRIFT };
  return isReverted(s)
    ? { do: 'reverted' }
    : { do: 'rest', until: after(s.now, denyTimes.recheck) };
}

/** What AWS holds must be what is on record, before anything is pushed. */
export function compare(s: PushSituation): PushStep | undefined {
  const { policy } = s;
  const seen = s.seen!;
  if (policy.base === undefined) return open(s);
  if (policy.intended !== undefined) {
    if (isSameDocument(seen.text, policy.intended)) return { do: 'landed' };
    if (isSameDocument(seen.text, policy.applied)) return notYet(s);
  }
  if (isSameDocument(seen.text, policy.applied)) {
    return policy.driftedAt ? { do: 'healed' } : undefined;
  }
  return drifted(s);
}
