import { ReviewedAs, StageName } from '@jit-portal/backstage-plugin-jit-common';
import { Plan, PlannedStage, RequestRecord, ReviewRecord } from './model';

/** Somebody who may act on a request or session, as one account sees them. */
export interface Approver {
  ref: string;
  /** Their Identity Center user, where it is known (H14). */
  principalId?: string;
  email?: string;
  isOwner: boolean;
  isSsoAdmin: boolean;
  isAdmin: boolean;
}

/** Ways in which one human shows up. */
export interface Identity {
  ref: string;
  principalId?: string;
  email?: string;
}

/** The capacities somebody has on this account, in the order they are used. */
export function capacitiesOf(person: Approver): ReviewedAs[] {
  const capacities: ReviewedAs[] = [];
  if (person.isOwner) capacities.push('owner');
  if (person.isSsoAdmin) capacities.push('sso-admin');
  if (person.isAdmin) capacities.push('admin');
  return capacities;
}

/**
 * Two names may be one human (H14): by ref, by Identity Center user, and by
 * e-mail where one of the two has no Identity Center user on record.
 */
export function isSameHuman(a: Identity, b: Identity): boolean {
  if (fold(a.ref) === fold(b.ref)) return true;
  if (a.principalId && b.principalId) return a.principalId === b.principalId;
  return Boolean(a.email && b.email && fold(a.email) === fold(b.email));
}

/** The stage that waits now; undefined once all are reviewed. */
export function currentStage(
  plan: Plan,
  reviews: ReviewRecord[],
): PlannedStage | undefined {
  const reviewed = new Set<StageName>(reviews.map(({ stage }) => stage));
  return plan.stages.find(({ name }) => !reviewed.has(name));
}

/** The requester, as compared with reviewers. */
export function requesterOf(request: RequestRecord): Identity {
  return {
    ref: request.requester.ref,
    principalId: request.principal.id,
    email: request.requester.email,
  };
}

/** Refs and e-mails as they are compared. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
