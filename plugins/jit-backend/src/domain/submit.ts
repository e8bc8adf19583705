import { AccountState } from '@jit-portal/backstage-plugin-jit-common';
import { AccountRecord, PersonStanding } from '../accounts/Accounts';
import { ResolvedUser, StandardSet } from '../identityCenter/IdentityCenter';
import { Chain } from './chain';
import { AskedCustomSet, CustomFacts } from './customSet';
import {
  pauseProblem,
  requesterProblem,
  StandingAccess,
  standingProblem,
  userProblem,
} from './conditions';
import { Plan } from './model';
import { PlanFacts, planStages } from './plan';
import { accept, Judgement, refuse, Refusal } from './refusal';
import {
  longCredentialsProblem,
  SubmittedValues,
  ValueLimits,
  valueProblems,
} from './submitValues';

/** Everything that a submission is judged by, read beforehand. */
export interface SubmissionFacts {
  now: Date;
  values: SubmittedValues;
  account?: AccountRecord;
  accountState: AccountState;
  requester?: PersonStanding;
  /** The policy's half of the right (H20). */
  policyAllows: boolean;
  /** The e-mail by which Identity Center was asked. */
  userValue: string;
  user?: ResolvedUser;
  /** Undefined where the set is not offered, or AWS no longer has it. */
  set?: StandardSet;
  /** There where a custom set is asked for that may be judged at all. */
  custom?: CustomFacts;
  pause?: { reason: string };
  standing: StandingAccess;
  pending?: { number: number };
  chain: Chain;
  limits: ValueLimits;
  plan: Omit<PlanFacts, 'type' | 'requesterRef' | 'ownerRefs' | 'maxMinutes'>;
}

/** A submission that may be saved. */
export interface Submittable {
  account: AccountRecord;
  requester: PersonStanding;
  user: ResolvedUser;
  set: StandardSet | AskedCustomSet;
  minutes: number;
  plan: Plan;
  windowEndsAt: Date;
}

/** 403: who asks. */
function whoProblem(facts: SubmissionFacts): Refusal | undefined {
  return (
    requesterProblem(facts.account!, facts.requester) ??
    (facts.policyAllows ? undefined : policyRefusal()) ??
    userProblem(facts.user, facts.userValue)
  );
}

function policyRefusal(): Refusal {
  return refuse(
    'policy',
    'Your organization’s policy does not let you request this account.',
  ).refusal;
}

/** 409: what stands in the way now. */
function stateProblem(facts: SubmissionFacts): Refusal | undefined {
  const { pending, pause, standing, values, account } = facts;
  if (pending) {
    return refuse(
      'already-pending',
      `REQ-${pending.number} for the same access is waiting.`,
    ).refusal;
  }
  return (
    pauseProblem(pause) ??
    standingProblem(values.setName, account!.name, standing)
  );
}

/** 400: what cannot be accepted. */
function valueProblem(facts: SubmissionFacts): Refusal | undefined {
  const { values, account, accountState, chain, limits, now } = facts;
  const problem = valueProblems(
    values,
    account!,
    accountState,
    chain,
    limits,
    now,
    facts.custom,
  );
  if (problem) return problem;
  const { set, custom } = facts;
  if (custom) {
    return longCredentialsProblem(
      values.setName,
      custom.asked.sessionMinutes!,
      values.minutes!,
      limits,
      'permissionSet.sessionDuration',
    );
  }
  if (set) {
    return longCredentialsProblem(
      set.name,
      set.sessionMinutes,
      values.minutes!,
      limits,
    );
  }
  const message = `${values.setName} does not exist in IAM Identity Center.`;
  return refuse('set-not-offered', message, {
    details: [{ field: 'permissionSet.name', message }],
  }).refusal;
}

/**
 * Judges a submission in this order, so that the first refusal is the one that
 * matters: who asks, what stands in the way, then the values.
 */
export function submit(facts: SubmissionFacts): Judgement<Submittable> {
  const { account, requester, user, set, custom, values } = facts;
  if (!account) {
    const message = 'No account with this id can be requested.';
    return refuse('unknown-account', message, {
      details: [{ field: 'accountId', message }],
    });
  }
  const refusal =
    whoProblem(facts) ?? stateProblem(facts) ?? valueProblem(facts);
  if (refusal) return { ok: false, refusal };
  const plan = planStages({
    ...facts.plan,
    type: values.type,
    requesterRef: requester!.person.ref,
    ownerRefs: account.duplicate
      ? []
      : account.ownerPeople.map(({ ref }) => ref),
    maxMinutes: account.settings.maxMinutes,
  });
  if (!plan.ok) return plan;
  const window = account.settings.windowMinutes * 60_000;
  return accept({
    account,
    requester: requester!,
    user: user!,
    set: custom?.asked ?? set!,
    minutes: values.minutes!,
    plan: plan.value,
    windowEndsAt: new Date(+facts.now + window),
  });
}
