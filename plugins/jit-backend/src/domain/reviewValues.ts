import { wordsOf } from '@jit-portal/backstage-plugin-jit-common';
import { RequestRecord } from './model';
import { Refusal } from './refusal';
import type { Verdict } from './review';
import { textProblem, visibleLengthOf } from './text';

/** Longest comment and longest reason of a revocation. */
export const COMMENT_MAX = 500;
/** Shorter ones tell a requester nothing. */
const REJECT_COMMENT_MIN = 5;

function problem(
  code: Refusal['code'],
  field: string,
  message: string,
): Refusal {
  return { code, message, details: [{ field, message }] };
}

/** Whether a reviewer has to say why, by decision. */
export function commentNeeded(request: RequestRecord): {
  approve: boolean;
  reject: boolean;
} {
  const { requireComment } = request.plan;
  const isHigh = request.riskFlags.some(({ level }) => level === 'HIGH');
  return {
    approve: requireComment.approveHighRisk && isHigh,
    reject: requireComment.reject,
  };
}

function commentProblem(
  request: RequestRecord,
  { decision, comment = '' }: Verdict,
): Refusal | undefined {
  const wrong = textProblem(comment, { min: 0, max: COMMENT_MAX });
  if (wrong) return problem('invalid-values', 'comment', wrong);
  const needed = commentNeeded(request);
  if (
    decision === 'reject' &&
    needed.reject &&
    visibleLengthOf(comment) < REJECT_COMMENT_MIN
  ) {
    return problem(
      'comment-required',
      'comment',
      'Add a comment so the requester knows why.',
    );
  }
  const saysNothing = visibleLengthOf(comment) === 0;
  if (decision === 'approve' && needed.approve && saysNothing) {
    return problem(
      'comment-required',
      'comment',
      'Say why this wide access is acceptable.',
    );
  }
  return undefined;
}

function durationProblem(
  request: RequestRecord,
  { minutes }: Verdict,
  minMinutes: number,
): Refusal | undefined {
  if (minutes === undefined) return undefined;
  // NaN where the text was no duration: neither comparison holds
  if (minutes >= minMinutes && minutes <= request.minutes) return undefined;
  return problem(
    minutes > request.minutes ? 'too-long' : 'invalid-values',
    'duration',
    `You may only shorten it: choose between ${wordsOf(
      minMinutes,
    )} and ${wordsOf(request.minutes)}.`,
  );
}

/** What cannot be accepted in a review, beyond who and when. */
export function reviewValueProblem(
  request: RequestRecord,
  verdict: Verdict,
  minMinutes: number,
): Refusal | undefined {
  return (
    durationProblem(request, verdict, Math.min(minMinutes, request.minutes)) ??
    commentProblem(request, verdict)
  );
}
