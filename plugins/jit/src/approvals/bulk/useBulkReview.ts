import { useState } from 'react';
import {
  AccessRequest,
  Decision,
  JitApi,
  ReviewResult,
} from '@jit-portal/backstage-plugin-jit-common';
import { useJitCommand } from '../../api';
import {
  ReviewDraft,
  REJECT_COMMENT_MIN,
  reviewsOf,
} from '../../requests/details';
import { BulkResult } from './bulkResults';

interface Deciding {
  decision: Decision;
  requests: AccessRequest[];
  draft: ReviewDraft;
}

/** Who was quicker; the refusal alone holds only their ref. */
async function otherReview(
  api: JitApi,
  { id, error }: ReviewResult,
): Promise<BulkResult['other']> {
  if (!error?.decidedBy) return undefined;
  try {
    return reviewsOf(await api.getRequest(id)).pop();
  } catch {
    // The refusal's own sentence is told instead
    return undefined;
  }
}

async function decideAll(
  api: JitApi,
  { decision, requests, draft }: Deciding,
): Promise<BulkResult[]> {
  const { results } = await api.reviewRequests({
    items: requests.map(({ id, version }) => ({ id, version })),
    decision,
    comment: draft.comment.trim() || undefined,
    reasonCode: decision === 'reject' ? draft.reasonCode ?? 'other' : undefined,
  });
  return Promise.all(
    results.map(async (result, index) => ({
      request: requests[index],
      after: result.request,
      error: result.error,
      other: await otherReview(api, result),
    })),
  );
}

/** One decision on several requests: never optimistic, sent once. */
export function useBulkReview(decision: Decision) {
  const [draft, setDraft] = useState<ReviewDraft>({ comment: '' });
  const [isMissing, setMissing] = useState(false);
  const command = useJitCommand(decideAll);
  return {
    draft,
    /** A rejection of many without a word would be careless. */
    isMissing,
    isBusy: command.isPending,
    error: command.error ?? undefined,
    results: command.data,
    change(next: ReviewDraft) {
      setDraft(next);
      setMissing(false);
    },
    decide(requests: AccessRequest[]) {
      if (command.isPending) return;
      const length = draft.comment.trim().length;
      const missing = decision === 'reject' && length < REJECT_COMMENT_MIN;
      setMissing(missing);
      if (!missing) command.mutate({ decision, requests, draft });
    },
  };
}

/** What {@link useBulkReview} gives. */
export type BulkReviewControls = ReturnType<typeof useBulkReview>;
