import {
  AccessRequest,
  AccessRequestDetails,
  isPending,
  Review,
} from '@jit-portal/backstage-plugin-jit-common';
import { ChangedContent, changesOf } from './changes';

/** What had happened when a decision came too late. */
export type Conflict =
  | { kind: 'decided'; decision: Review['decision']; by: string; at: string }
  | { kind: 'cancelled'; by: string }
  | { kind: 'expired'; at: string }
  | { kind: 'changed'; what: ChangedContent[] };

/** A request as the reviewer knows it. */
export interface Known {
  /** As its content was read; what changes later is not approved unseen. */
  read: AccessRequestDetails;
  /** As it stood when the reviewer decided. */
  seen: AccessRequestDetails;
}

/**
 * Reads from the fresh request what the 409 alone does not say in full: the
 * decision that was recorded in place of ours, or what is not as it was read.
 * Undefined until the request is fresh.
 */
export function conflictOf(
  { read, seen }: Known,
  fresh: AccessRequestDetails,
): Conflict | undefined {
  const isSame = read.contentHash === fresh.contentHash;
  if (isSame && seen.version === fresh.version) return undefined;
  const what = changesOf(read, fresh);
  if (fresh.status === 'CANCELLED') {
    return { kind: 'cancelled', by: fresh.requester.displayName };
  }
  if (fresh.status === 'EXPIRED') {
    return { kind: 'expired', at: fresh.closedAt ?? fresh.windowEndsAt };
  }
  const review = newReview(seen, fresh);
  return review && what.length === 0
    ? {
        kind: 'decided',
        decision: review.decision,
        by: review.by.displayName,
        at: review.at,
      }
    : { kind: 'changed', what };
}

/** Whether a request stopped waiting for anybody, however that came. */
export function stoppedWaiting(seen: AccessRequest, fresh: AccessRequest) {
  return isPending(seen.status) && fresh.status !== seen.status;
}

function newReview(
  seen: AccessRequest,
  fresh: AccessRequest,
): Review | undefined {
  const known = new Set(reviewsOf(seen).map(one => one.at + one.by.ref));
  return reviewsOf(fresh)
    .filter(one => !known.has(one.at + one.by.ref))
    .pop();
}

/** The reviews made so far, in the order of the stages. */
export function reviewsOf(request: Pick<AccessRequest, 'stages'>): Review[] {
  return request.stages.flatMap(stage => (stage.review ? [stage.review] : []));
}
