import {
  AccessRequest,
  AllowedAction,
  isoOf,
  isPending,
  RequestActionName,
  RequestStatus,
  Review,
  Session,
  Stage,
  stateOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { contentHashOf } from '../../domain/contentHash';
import { PlannedStage, RequestRecord, ReviewRecord } from '../../domain/model';
import { currentStage } from '../../domain/reviewer';

/** What a request's reply is made of besides its record. */
export interface RequestFacts {
  session?: Session;
  /** Display names of who can decide now; used while pending. */
  deciders: string[];
  isMine: boolean;
  allowedActions: AllowedAction<RequestActionName>[];
  now: Date;
}

/** Names in a row of a list; the rest is a number. */
const NAMES = 5;

function reviewView(review: ReviewRecord): Review {
  return {
    decision: review.decision,
    by: review.reviewer,
    as: review.as,
    at: review.at.toISOString(),
    comment: review.comment,
    reasonCode: review.reasonCode,
    duration: review.minutes === undefined ? undefined : isoOf(review.minutes),
  };
}

function stageView(
  request: RequestRecord,
  status: RequestStatus,
  stage: PlannedStage,
): Stage {
  const review = request.reviews.find(one => one.stage === stage.name);
  const waiting = currentStage(request.plan, request.reviews);
  const told = (): Stage['status'] => {
    if (review) return review.decision === 'approve' ? 'approved' : 'rejected';
    if (!isPending(status)) return 'not-reviewed';
    return waiting?.name === stage.name ? 'waiting' : 'next';
  };
  return {
    name: stage.name,
    status: told(),
    adminsInstead: stage.adminsInstead || undefined,
    review: review && reviewView(review),
  };
}

/** Past its window a request is expired, also before the sweeper came by. */
export function statusNow(request: RequestRecord, now: Date): RequestStatus {
  return isPending(request.status) && request.windowEndsAt <= now
    ? 'EXPIRED'
    : request.status;
}

/** A request as the API tells it. */
export function requestView(
  request: RequestRecord,
  facts: RequestFacts,
): AccessRequest {
  const { session, deciders, now } = facts;
  const status = statusNow(request, now);
  const closedAt =
    status === 'EXPIRED' ? request.windowEndsAt : request.closedAt;
  return {
    id: request.id,
    number: `REQ-${request.number}`,
    version: request.version,
    status,
    state: session?.state ?? stateOf(status),
    requester: request.requester,
    account: {
      id: request.account.id,
      name: request.account.name,
      entityRef: request.account.entityRef,
    },
    permissionSet: request.permissionSet,
    duration: isoOf(request.minutes),
    approvedDuration:
      request.approvedMinutes === undefined
        ? undefined
        : isoOf(request.approvedMinutes),
    justification: request.justification,
    // Over what is shown here, whatever the row says of itself
    contentHash: contentHashOf(request),
    requestedAt: request.requestedAt.toISOString(),
    windowEndsAt: request.windowEndsAt.toISOString(),
    closedAt: closedAt?.toISOString(),
    riskFlags: request.riskFlags,
    stages: request.plan.stages.map(stage => stageView(request, status, stage)),
    waitingFor: isPending(status)
      ? {
          names: deciders.slice(0, NAMES),
          more: Math.max(0, deciders.length - NAMES),
        }
      : undefined,
    session,
    remindedAt: request.remindedAt?.toISOString(),
    through: request.actorRef,
    isMine: facts.isMine,
    allowedActions: isPending(status) ? facts.allowedActions : [],
  };
}
