import {
  AccessRequestDetails,
  Decision,
  RejectReasonCode,
  lengthOf,
  tidy,
  visibleLengthOf,
} from '@jit-portal/backstage-plugin-jit-common';

/** Shorter than this says nothing to the requester. */
export const REJECT_COMMENT_MIN = 5;

/** What a reviewer has typed and chosen so far, for one request. */
export interface ReviewDraft {
  comment: string;
  reasonCode?: RejectReasonCode;
  /** A shorter duration than asked for, ISO 8601. */
  duration?: string;
}

export const emptyDraft: ReviewDraft = { comment: '' };

/** Keys into the translation resource. */
export type CommentProblem = 'commentMissing' | 'commentWide' | 'commentLong';

type CommentRules = Pick<AccessRequestDetails, 'requireComment' | 'commentMax'>;

/** Why a decision cannot be sent with this comment, or undefined. */
export function commentProblem(
  decision: Decision,
  comment: string,
  rules: CommentRules,
): CommentProblem | undefined {
  if (lengthOf(tidy(comment)) > rules.commentMax) return 'commentLong';
  if (!rules.requireComment[decision]) return undefined;
  if (visibleLengthOf(comment) >= REJECT_COMMENT_MIN) return undefined;
  return decision === 'reject' ? 'commentMissing' : 'commentWide';
}

/** A quick text fills the box and is remembered as the reason. */
export function withQuickText(
  draft: ReviewDraft,
  reasonCode: RejectReasonCode,
  text: string,
): ReviewDraft {
  return { ...draft, comment: text, reasonCode };
}

/** The chosen reason outlives editing, but not an emptied box. */
export function withComment(draft: ReviewDraft, comment: string): ReviewDraft {
  return {
    ...draft,
    comment,
    reasonCode: comment.trim() ? draft.reasonCode : undefined,
  };
}

/** What is sent besides version and decision. Silent fields are left out. */
export function reviewBodyOf(decision: Decision, draft: ReviewDraft) {
  const comment = draft.comment.trim() || undefined;
  return decision === 'reject'
    ? { comment, reasonCode: draft.reasonCode ?? ('other' as const) }
    : { comment, duration: draft.duration };
}
