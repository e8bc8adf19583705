import { contentHashOf } from './contentHash';
import { CustomSetRecord, placeholderArn } from './customSetWork';
import {
  AssignmentKey,
  AuditEventRecord,
  RequestRecord,
  ReviewRecord,
  SessionRecord,
} from './model';
import { Identity, isSameHuman, requesterOf } from './reviewer';

/** What is stored about a right, from three places that must agree (H31). */
export interface StoredRight {
  session: SessionRecord;
  key: AssignmentKey;
  request?: RequestRecord;
  /** The set that was made for it, or is yet to be. */
  customSet?: CustomSetRecord;
  /** Audit events of the request. */
  events: readonly AuditEventRecord[];
  /** Configuration lets people review their own requests. */
  selfReviewAllowed: boolean;
}

const APPROVALS: readonly string[] = [
  'request.approved',
  'request.stage-approved',
];

/**
 * A row is not a right: whether the session follows from a request that the
 * record knows, approved at every stage by distinct people who saw just this.
 *
 * @returns what does not add up; undefined when all of it does
 */
export function whatIsForged(right: StoredRight): string | undefined {
  const { request } = right;
  if (!request) return 'There is no request for this session';
  return (
    sessionProblem(request, right) ??
    submissionProblem(request, right) ??
    stagesProblem(request, right) ??
    peopleProblem(request, right)
  );
}

function sessionProblem(
  request: RequestRecord,
  { session, key, customSet }: StoredRight,
): string | undefined {
  const { account, principal, requester } = request;
  const isCustom = request.permissionSet.type === 'custom';
  if (isCustom && customSet?.requestId !== request.id) {
    return 'There is no record of a permission set for this request';
  }
  const arn = isCustom
    ? customSet!.arn ?? placeholderArn(request.id)
    : request.permissionSetArn;
  if (request.status !== 'APPROVED') return 'The request is not approved';
  if (session.user.ref !== requester.ref) {
    return 'The session is for another person than the request';
  }
  const sameKey = (one: {
    accountId: string;
    permissionSetArn: string;
    principalId: string;
  }) =>
    one.accountId === account.id &&
    one.permissionSetArn === arn &&
    one.principalId === principal.id;
  const ofSession = {
    accountId: session.account.id,
    permissionSetArn: session.permissionSet.arn,
    principalId: session.principalId,
  };
  if (!sameKey(key) || !sameKey(ofSession)) {
    return 'The session gives other access than was requested';
  }
  const asked = [request.minutes, ...request.reviews.map(r => r.minutes)];
  const least = Math.min(...asked.filter(one => one !== undefined));
  return session.minutes > least
    ? 'The session is longer than was approved'
    : undefined;
}

function submissionProblem(
  request: RequestRecord,
  { events }: StoredRight,
): string | undefined {
  if (contentHashOf(request) !== request.contentHash) {
    return 'The request was changed after it was submitted';
  }
  const submitted = events.find(({ type }) => type === 'request.submitted');
  if (
    submitted?.data.contentHash !== request.contentHash ||
    submitted.data.requesterRef !== request.requester.ref
  ) {
    return 'The record does not know this submission';
  }
  const samePlan =
    JSON.stringify(submitted.data.plan) === JSON.stringify(request.plan);
  return samePlan ? undefined : 'The stages were changed after submission';
}

function stagesProblem(
  request: RequestRecord,
  right: StoredRight,
): string | undefined {
  const needed = request.permissionSet.type === 'custom' ? 2 : 1;
  if (request.plan.stages.length < needed) return 'A stage is missing';
  for (const stage of request.plan.stages) {
    const review = request.reviews.find(one => one.stage === stage.name);
    const stands =
      review?.decision === 'approve' &&
      review.contentHash === request.contentHash &&
      stage.reviewers.includes(review.as) &&
      isOnRecord(review, right);
    if (!stands) return `The ${stage.name} stage has no review on record`;
  }
  return undefined;
}

function isOnRecord(review: ReviewRecord, { events }: StoredRight): boolean {
  return events.some(
    ({ type, data }) =>
      APPROVALS.includes(type) &&
      data.stage === review.stage &&
      data.reviewerRef === review.reviewer.ref &&
      data.contentHash === review.contentHash,
  );
}

function peopleProblem(
  request: RequestRecord,
  { selfReviewAllowed }: StoredRight,
): string | undefined {
  const people: Identity[] = request.reviews.map(review => ({
    ...review.reviewer,
    principalId: review.reviewerPrincipalId,
  }));
  if (!(selfReviewAllowed && request.plan.allowSelfReview)) {
    people.push(requesterOf(request));
  }
  const twice = people.some((one, i) =>
    people.slice(i + 1).some(other => isSameHuman(one, other)),
  );
  return twice ? 'One person acted twice on this request' : undefined;
}
