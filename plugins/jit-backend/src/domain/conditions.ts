import { AccountState } from '@jit-portal/backstage-plugin-jit-common';
import {
  AccountRecord,
  AccountSettings,
  PersonStanding,
} from '../accounts/Accounts';
import { ResolvedUser } from '../identityCenter/IdentityCenter';
import { Refusal, refuse } from './refusal';

/*
 * The conditions of access, one sentence each. Submission asks them, the last
 * approval asks them again, and the request form shows them beforehand.
 */

const CLOSED: Partial<Record<AccountState, string>> = {
  PENDING_ACTIVATION: 'is not active yet',
  SUSPENDED: 'is suspended',
  PENDING_CLOSURE: 'is being closed',
  CLOSED: 'is closed',
};

/** Why nobody gets access to this account now; undefined when it is open. */
export function accountProblem(
  account: { name: string },
  state: AccountState,
): string | undefined {
  if (state === 'ACTIVE') return undefined;
  const word = CLOSED[state] ?? 'is not known to the AWS organization';
  return `${account.name} ${word}, so nobody can be given access.`;
}

/** Whether somebody is named, themself or through a group. */
export function mayRequest(
  settings: AccountSettings,
  requester: PersonStanding,
): boolean {
  const { requesters } = settings;
  return (
    requesters === undefined ||
    requesters.some(ref => requester.memberOf.includes(ref))
  );
}

/** Why this person may not ask for this account; undefined when they may. */
export function requesterProblem(
  account: AccountRecord,
  requester: PersonStanding | undefined,
): Refusal | undefined {
  if (!requester) {
    return refuse(
      'unknown-person',
      'You are not in the catalog as a person from a trusted source. Ask your platform team.',
    ).refusal;
  }
  if (account.duplicate && !requester.isAdmin) {
    return refuse(
      'ambiguous-account',
      'Two catalog entities carry this account id. Ask your platform team.',
    ).refusal;
  }
  if (mayRequest(account.settings, requester)) return undefined;
  return refuse(
    'requester-not-allowed',
    'You may not request access to this account. Its owners name who may.',
  ).refusal;
}

/** Why a person cannot be given access in Identity Center (H15). */
export function userProblem(
  user: ResolvedUser | undefined,
  value: string,
): Refusal | undefined {
  if (!user) {
    return refuse(
      'not-in-identity-center',
      `IAM Identity Center does not know ${value}. Ask your platform team to add you.`,
    ).refusal;
  }
  if (user.enabled) return undefined;
  return refuse(
    'disabled-in-identity-center',
    `Your user ${user.userName} is disabled in IAM Identity Center. Ask your platform team.`,
  ).refusal;
}

export function offerProblem(
  account: AccountRecord,
  setName: string,
): string | undefined {
  return account.settings.permissionSets.includes(setName)
    ? undefined
    : `${setName} cannot be requested for ${account.name}.`;
}

/** Access that is not ours and stands already (H4). */
export interface StandingAccess {
  direct: boolean;
  /** Name of the group that gives it. */
  group?: string;
}

export function standingProblem(
  setName: string,
  accountName: string,
  standing: StandingAccess,
): Refusal | undefined {
  if (!standing.direct && standing.group === undefined) return undefined;
  const how = standing.direct
    ? 'directly in AWS'
    : `through the group ${standing.group}`;
  return refuse(
    'already-have-access',
    `You already have ${setName} on ${accountName} ${how}, not through JIT Access.`,
  ).refusal;
}

export function pauseProblem(
  pause: { reason: string } | undefined,
): Refusal | undefined {
  return (
    pause && refuse('paused', `New access is paused: ${pause.reason}`).refusal
  );
}
