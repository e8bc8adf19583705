import { wordsOf } from '@jit-portal/backstage-plugin-jit-common';
import { RequestRecord } from './model';
import { refuse } from './refusal';

/** `10 seconds`, `5 min`, `2 d 4 h`. */
export function timeBetween(then: Date, now: Date): string {
  const seconds = Math.max(0, Math.round((+now - +then) / 1000));
  if (seconds < 60) return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  return wordsOf(Math.floor(seconds / 60));
}

/** `10 seconds ago`, `5 min ago`, `2 d 4 h ago`. */
export const ago = (then: Date, now: Date) => `${timeBetween(then, now)} ago`;

/** A time for a sentence whose reader's zone is not known. */
export function utcTime(time: Date): string {
  return `${time.toISOString().slice(11, 16)} UTC`;
}

export function windowOver(request: RequestRecord) {
  return refuse(
    'window-over',
    `This request expired at ${utcTime(
      request.windowEndsAt,
    )}. The requester can send it again.`,
  );
}

/** Why a decision comes too late: who was quicker, and when. */
export function decidedAlready(request: RequestRecord, now: Date) {
  if (request.status === 'EXPIRED') return windowOver(request);
  if (request.status === 'CANCELLED') {
    return refuse(
      'not-pending',
      `${request.requester.displayName} took this request back. Your decision was not recorded.`,
    );
  }
  const last = request.reviews[request.reviews.length - 1];
  const did = last.decision === 'approve' ? 'approved' : 'rejected';
  return refuse(
    'already-decided',
    `${last.reviewer.displayName} ${did} this request ${ago(
      last.at,
      now,
    )}. Your decision was not recorded.`,
    { decidedBy: last.reviewer.ref, decidedAt: last.at.toISOString() },
  );
}
