import { PermissionSetType } from '@jit-portal/backstage-plugin-jit-common';
import { Plan, PlannedStage } from './model';
import { accept, Judgement, refuse } from './refusal';

/** Everything that the stages of a request depend on. */
export interface PlanFacts {
  type: PermissionSetType;
  requesterRef: string;
  /** Owners of the account as people; of a duplicate, nobody (H12). */
  ownerRefs: string[];
  ssoAdminRefs: string[];
  adminRefs: string[];
  maxMinutes: number;
  approvals: Pick<Plan, 'allowSelfReview' | 'requireComment'>;
}

/** Whether somebody besides the requester is there. */
function others({ requesterRef, approvals }: PlanFacts, refs: string[]) {
  return refs.some(ref => approvals.allowSelfReview || ref !== requesterRef);
}

function ownerStage(facts: PlanFacts): PlannedStage {
  const adminsInstead = !others(facts, facts.ownerRefs);
  if (facts.type === 'standard') {
    return {
      name: 'owner',
      reviewers: ['owner', 'sso-admin', 'admin'],
      adminsInstead,
    };
  }
  return {
    name: 'owner',
    reviewers: adminsInstead ? ['admin'] : ['owner'],
    adminsInstead,
  };
}

/** Two different people have to be there for the two stages. */
function twoPeople(facts: PlanFacts, first: string[]): boolean {
  const { ssoAdminRefs, requesterRef, approvals } = facts;
  const may = (ref: string) =>
    approvals.allowSelfReview || ref !== requesterRef;
  const second = ssoAdminRefs.filter(may);
  return first.filter(may).some(one => second.some(other => other !== one));
}

/**
 * Which stages a request passes, and who may review each; computed at
 * submission and stored. Refused where nobody could ever decide.
 */
export function planStages(facts: PlanFacts): Judgement<Plan> {
  const owner = ownerStage(facts);
  const admins = [...facts.adminRefs];
  if (facts.type === 'standard') admins.push(...facts.ssoAdminRefs);
  if (owner.adminsInstead && !others(facts, admins)) {
    return refuse(
      'no-reviewer',
      'Nobody but you could review this request. Ask your platform team for an owner of the account.',
    );
  }
  if (
    facts.type === 'custom' &&
    !twoPeople(facts, owner.adminsInstead ? facts.adminRefs : facts.ownerRefs)
  ) {
    return refuse(
      'no-reviewer',
      'A custom permission set needs an SSO Admin besides you and the first reviewer, and there is none. Ask for a standard set, or ask your platform team.',
    );
  }
  const stages = [owner];
  if (facts.type === 'custom') {
    stages.push({
      name: 'admin',
      reviewers: ['sso-admin'],
      adminsInstead: false,
    });
  }
  return accept({
    stages,
    maxMinutes: facts.maxMinutes,
    ...facts.approvals,
  });
}
