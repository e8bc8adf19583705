import {
  AccessRequest,
  Decision,
  isPending,
} from '@jit-portal/backstage-plugin-jit-common';

/** A custom request says which stage is decided. */
export type ApproveLabel = 'approve' | 'approveAsOwner' | 'approveAsAdmin';

/** What this person is offered for a request: a choice, a sentence or nothing. */
export type ReviewOffer =
  | { kind: 'decide'; decisions: Decision[]; approveLabel: ApproveLabel }
  | { kind: 'told'; because: string }
  | { kind: 'expired'; at: string }
  | { kind: 'none' };

type Reviewable = Pick<
  AccessRequest,
  'status' | 'windowEndsAt' | 'allowedActions'
>;

const approveLabels: Partial<Record<AccessRequest['status'], ApproveLabel>> = {
  PENDING_OWNER: 'approveAsOwner',
  PENDING_ADMIN: 'approveAsAdmin',
};

/**
 * Follows the server's own judgement: a button stands only for what it would
 * accept. The window is the one thing judged here, because it can close while
 * the page is open and nobody tells us.
 */
export function reviewOfferOf(request: Reviewable, now: number): ReviewOffer {
  if (!isPending(request.status)) return { kind: 'none' };
  const asked = request.allowedActions.filter(
    action => action.name === 'approve' || action.name === 'reject',
  );
  if (asked.length === 0) return { kind: 'none' };
  if (hasExpired(request, now)) {
    return { kind: 'expired', at: request.windowEndsAt };
  }
  const decisions = asked
    .filter(action => action.allowed)
    .map(action => action.name as Decision);
  if (decisions.length === 0) return toldWhy(asked);
  return {
    kind: 'decide',
    decisions,
    approveLabel: approveLabels[request.status] ?? 'approve',
  };
}

/** Whether the approval window ran out, perhaps before the server noticed. */
export function hasExpired(
  request: Pick<AccessRequest, 'status' | 'windowEndsAt'>,
  now: number,
): boolean {
  return isPending(request.status) && now >= Date.parse(request.windowEndsAt);
}

function toldWhy(asked: { because?: string }[]): ReviewOffer {
  const because = asked.find(action => action.because)?.because;
  return because ? { kind: 'told', because } : { kind: 'none' };
}
