import { AccountState, wordsOf } from '@jit-portal/backstage-plugin-jit-common';
import { AccountRecord, PersonStanding } from '../accounts/Accounts';
import { ResolvedUser, StandardSet } from '../identityCenter/IdentityCenter';
import { Chain, minutesLeft } from './chain';
import {
  accountProblem,
  mayRequest,
  offerProblem,
  pauseProblem,
} from './conditions';
import { RequestRecord } from './model';
import { accept, Judgement, refuse, Refusal } from './refusal';
import { outliveIt } from './submitValues';

/** What the last approval is judged by; all of it read afresh. */
export interface GrantFacts {
  now: Date;
  account?: AccountRecord;
  accountState: AccountState;
  requester?: PersonStanding;
  user?: ResolvedUser;
  set?: StandardSet;
  /** Why the policies of a custom set may not be granted now. */
  refusedPolicies?: string;
  /** What bounds custom sets now: the ARN of a managed policy. */
  boundary?: string;
  pause?: { reason: string };
  chain: Chain;
  minMinutes: number;
  /** Credentials end with their session alone, and long ones are not taken (H25). */
  refuseLongCredentials: boolean;
}

function no(field: string, message: string): Refusal {
  return refuse('no-longer-grantable', message, {
    details: [{ field, message }],
  }).refusal;
}

/**
 * Whether the entity that was asked for is still the account's own: another
 * one's owners have no say, and nobody is given access meanwhile (H12).
 */
export function accountMoved(
  request: RequestRecord,
  account: AccountRecord | undefined,
): Refusal | undefined {
  const isSame =
    account &&
    !account.duplicate &&
    account.entityUid === request.account.entityUid;
  if (isSame) return undefined;
  return refuse(
    'account-moved',
    `The catalog no longer maps ${request.account.name} to account ${request.account.id} without doubt. Nobody can be given access.`,
  ).refusal;
}

function accountChange(
  request: RequestRecord,
  { account, accountState }: GrantFacts,
): Refusal | undefined {
  const moved = accountMoved(request, account);
  if (moved) return moved;
  const closed = accountProblem(account!, accountState);
  return closed ? no('account', closed) : undefined;
}

function personChange(
  request: RequestRecord,
  { account, requester, user }: GrantFacts,
): Refusal | undefined {
  const name = request.requester.displayName;
  if (!requester)
    return no('requester', `${name} is no longer in the catalog.`);
  if (!mayRequest(account!.settings, requester)) {
    return no('requester', `${name} may no longer request this account.`);
  }
  if (!user || user.id !== request.principal.id) {
    return no('requester', `IAM Identity Center no longer knows ${name}.`);
  }
  if (!user.enabled) {
    return no('requester', `${name} is disabled in IAM Identity Center.`);
  }
  return undefined;
}

/** Allowed when it was asked for is not allowed for ever (H18). */
function customSetChange(
  { permissionSet }: RequestRecord,
  { account, refusedPolicies, boundary }: GrantFacts,
): Refusal | undefined {
  const { name } = permissionSet;
  if (!account!.settings.customAllowed) {
    return no(
      'permissionSet',
      `${account!.name} takes no custom permission sets any more.`,
    );
  }
  const reviewed =
    permissionSet.type === 'custom' && permissionSet.permissionsBoundary;
  if (boundary !== undefined && reviewed !== boundary) {
    return no(
      'permissionSet',
      `Custom permission sets get another permissions boundary than ${name} was reviewed with. It has to be requested again.`,
    );
  }
  return refusedPolicies
    ? no('permissionSet', `${name} may no longer be given. ${refusedPolicies}`)
    : undefined;
}

function setChange(
  request: RequestRecord,
  facts: GrantFacts,
): Refusal | undefined {
  const { name, type } = request.permissionSet;
  if (type === 'custom') return customSetChange(request, facts);
  const { account, set } = facts;
  const notOffered = offerProblem(account!, name);
  if (notOffered) return no('permissionSet', notOffered);
  if (!set) return no('permissionSet', `${name} no longer exists in AWS.`);
  return set.fingerprint === request.permissionSetFingerprint
    ? undefined
    : no(
        'permissionSet',
        `${name} has changed since this was requested. It has to be requested again.`,
      );
}

function leastMinutes(
  request: RequestRecord,
  { account, chain, now }: GrantFacts,
  shortened: number | undefined,
): number {
  const reviewed = request.reviews.map(({ minutes }) => minutes);
  const asked = [request.minutes, shortened, ...reviewed].filter(
    (minutes): minutes is number => minutes !== undefined,
  );
  const cap = account!.settings.maxMinutes;
  return Math.min(...asked, minutesLeft(chain, cap, now));
}

/**
 * What was shortened may be too short for the set: its credentials would go on
 * after the end. A custom set has an end of its own.
 */
function credentialsChange(
  { permissionSet }: RequestRecord,
  { set, refuseLongCredentials }: GrantFacts,
  minutes: number,
): Refusal | undefined {
  if (permissionSet.type === 'custom' || !refuseLongCredentials)
    return undefined;
  if (!outliveIt(set!.sessionMinutes, minutes)) return undefined;
  return no(
    'duration',
    `AWS credentials of ${set!.name} last ${wordsOf(
      set!.sessionMinutes,
    )}, longer than the ${wordsOf(
      minutes,
    )} that would be given. Give the whole time, or reject the request.`,
  );
}

/**
 * Judges the last approval: everything that made the request acceptable must
 * still hold. What fails leaves the request pending.
 *
 * @param shortened - minutes that this reviewer set
 * @returns the minutes granted: the least of requested, reviewed and the cap
 */
export function grant(
  request: RequestRecord,
  facts: GrantFacts,
  shortened?: number,
): Judgement<number> {
  const refusal =
    accountChange(request, facts) ??
    pauseProblem(facts.pause) ??
    personChange(request, facts) ??
    setChange(request, facts);
  if (refusal) return { ok: false, refusal };
  const minutes = leastMinutes(request, facts, shortened);
  if (minutes < facts.minMinutes) {
    const cap = wordsOf(facts.account!.settings.maxMinutes);
    return {
      ok: false,
      refusal: no(
        'duration',
        `With the session before it this would be longer than ${cap} without a break.`,
      ),
    };
  }
  const outlived = credentialsChange(request, facts, minutes);
  return outlived ? { ok: false, refusal: outlived } : accept(minutes);
}
