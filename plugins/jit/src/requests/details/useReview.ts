import { useState } from 'react';
import {
  AccessRequestDetails,
  Decision,
} from '@jit-portal/backstage-plugin-jit-common';
import { useJitCommand } from '../../api';
import { statusOf } from '../../shared/errors';
import { conflictOf } from './conflict';
import {
  CommentProblem,
  commentProblem,
  emptyDraft,
  ReviewDraft,
  reviewBodyOf,
} from './comment';
import { durationToGive } from './shorterDurations';

/*
 * What was typed for each request, kept while the page is open: closing a
 * dialog by accident, or going to the next request and back, loses nothing.
 */
const drafts = new Map<string, ReviewDraft>();

interface Deciding {
  decision: Decision;
  /** The request with the content that the reviewer has read. */
  read: AccessRequestDetails;
}

/** Names to the server what was read, so that nothing else is approved (H17). */
function contentHashOf({ decision, read }: Deciding): string | undefined {
  return decision === 'approve' && read.permissionSet.type === 'custom'
    ? read.contentHash
    : undefined;
}

/** A review as it is being made: never optimistic, sent once. */
export function useReview(
  request: AccessRequestDetails,
  onDone: (after: AccessRequestDetails, decision: Decision) => void,
) {
  const [draft, setDraft] = useState(drafts.get(request.id) ?? emptyDraft);
  const [problem, setProblem] = useState<CommentProblem>();
  const [read, setRead] = useState(request);
  // As it stood when the decision was sent: what is fresh tells the difference
  const [seen, setSeen] = useState<AccessRequestDetails>();
  const command = useJitCommand((api, deciding: Deciding) =>
    api.reviewRequest(request.id, {
      version: request.version,
      decision: deciding.decision,
      ...reviewBodyOf(deciding.decision, {
        ...draft,
        duration: durationToGive(request, draft.duration),
      }),
      contentHash: contentHashOf(deciding),
    }),
  );

  const isConflict = statusOf(command.error) === 409;
  const conflict =
    isConflict && seen ? conflictOf({ read, seen }, request) : undefined;
  return {
    draft,
    problem,
    deciding: command.isPending ? command.variables.decision : undefined,
    error: command.error ?? undefined,
    isConflict,
    /** What had happened, once the fresh request has told it. */
    conflict,
    change(next: ReviewDraft) {
      drafts.set(request.id, next);
      setDraft(next);
      setProblem(undefined);
    },
    decide(decision: Decision) {
      if (command.isPending) return;
      const wrong = commentProblem(decision, draft.comment, request);
      setProblem(wrong);
      if (wrong) return;
      // Whoever was told what changed has read what is shown now
      const reading = conflict ? request : read;
      setRead(reading);
      setSeen(request);
      command.mutate(
        { decision, read: reading },
        {
          onSuccess: after => {
            drafts.delete(request.id);
            onDone(after, decision);
          },
        },
      );
    },
  };
}

/** What {@link useReview} gives. */
export type ReviewControls = ReturnType<typeof useReview>;
