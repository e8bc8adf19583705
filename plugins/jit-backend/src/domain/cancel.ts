import { isPending } from '@jit-portal/backstage-plugin-jit-common';
import { RequestRecord } from './model';
import { accept, Judgement, refuse } from './refusal';

const CLOSED_WORDS: Partial<Record<RequestRecord['status'], string>> = {
  APPROVED: 'approved',
  REJECTED: 'rejected',
  EXPIRED: 'expired',
  CANCELLED: 'cancelled',
};

/** Why a request that no longer waits cannot be cancelled or reminded of. */
function notPending(request: RequestRecord) {
  const last = request.reviews[request.reviews.length - 1];
  const word = CLOSED_WORDS[request.status];
  return refuse(
    'not-pending',
    `This request is already ${word}. Nothing was changed.`,
    last && {
      decidedBy: last.reviewer.ref,
      decidedAt: last.at.toISOString(),
    },
  );
}

/** Only the requester, while pending; no window and no setting stops it. */
export function cancel(
  request: RequestRecord,
  byRef: string,
): Judgement<undefined> {
  if (request.requester.ref !== byRef) {
    return refuse('not-yours', 'Only the requester can cancel this request.');
  }
  if (!isPending(request.status)) return notPending(request);
  return accept(undefined);
}

const HOUR = 3_600_000;

/** The requester, while pending, once an hour. */
export function remind(
  request: RequestRecord,
  byRef: string,
  now: Date,
): Judgement<undefined> {
  if (request.requester.ref !== byRef) {
    return refuse('not-yours', 'Only the requester can send a reminder.');
  }
  if (!isPending(request.status)) return notPending(request);
  if (request.windowEndsAt <= now) {
    return refuse('window-over', 'This request has expired. Send it again.');
  }
  if (request.remindedAt && +now - +request.remindedAt < HOUR) {
    return refuse(
      'reminded-recently',
      'A reminder was sent less than an hour ago.',
    );
  }
  return accept(undefined);
}
