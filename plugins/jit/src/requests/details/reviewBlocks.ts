import {
  AccessRequest,
  Review,
  StageName,
} from '@jit-portal/backstage-plugin-jit-common';

/** What is told of one stage: its review, or why there is none. */
export interface ReviewBlock {
  stage: StageName;
  number: number;
  review?: Review;
  /** Without a review: still open, next in turn, never reached, or too late. */
  silence?: 'waiting' | 'next' | 'notReviewed' | { expiredAt: string };
  /** An Admin took the place of an owner. */
  asAdmin: boolean;
}

/** One block per stage, in order, for pending and closed requests alike. */
export function reviewBlocks(
  request: Pick<AccessRequest, 'stages' | 'status' | 'windowEndsAt'>,
): ReviewBlock[] {
  const openAtExpiry = request.stages.findIndex(stage => !stage.review);
  return request.stages.map((stage, index) => ({
    stage: stage.name,
    number: index + 1,
    review: stage.review,
    asAdmin: stage.name === 'owner' && stage.review?.as === 'admin',
    silence: stage.review
      ? undefined
      : silenceOf(request, stage.status, index === openAtExpiry),
  }));
}

function silenceOf(
  request: Pick<AccessRequest, 'status' | 'windowEndsAt'>,
  status: AccessRequest['stages'][number]['status'],
  wasOpen: boolean,
): ReviewBlock['silence'] {
  if (request.status === 'EXPIRED' && wasOpen) {
    return { expiredAt: request.windowEndsAt };
  }
  return status === 'waiting' || status === 'next' ? status : 'notReviewed';
}
