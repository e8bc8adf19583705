import {
  AccessRequest,
  JitErrorBody,
  PermissionSet,
  RiskFlag,
  StandardPermissionSet,
} from './api';
import { Decision, RejectReasonCode } from './words';

/**
 * At most so many requests are decided, or sent, at once.
 *
 * @public
 */
export const BULK_MAX = 25;

/**
 * Whether an approval has to be a look of its own: a custom permission set, or
 * a HIGH flag. Rejecting many at once harms nobody.
 *
 * @public
 */
export function needsOwnReview(request: {
  permissionSet: Pick<PermissionSet, 'type'>;
  riskFlags: Pick<RiskFlag, 'level'>[];
}): boolean {
  return (
    request.permissionSet.type === 'custom' ||
    request.riskFlags.some(({ level }) => level === 'HIGH')
  );
}

/**
 * Why one of many was refused: what `error` holds in the answer for a single
 * one.
 *
 * @public
 */
export interface ItemError extends JitErrorBody {
  /** For example `ConflictError`. */
  name: string;
  /** A sentence for people. */
  message: string;
}

/**
 * One decision on several requests. Each is judged on its own.
 *
 * @public
 */
export interface SubmitReviews {
  /** At most {@link BULK_MAX}, each with the version that the reviewer saw. */
  items: { id: string; version: number }[];
  /** One for all; to approve, {@link needsOwnReview} leaves some for a look of their own. */
  decision: Decision;
  /** For all of them. */
  comment?: string;
  /** For all of them; kept with rejections alone. */
  reasonCode?: RejectReasonCode;
}

/**
 * What became of one of them: the request as it is now, or why nothing
 * changed.
 *
 * @public
 */
export interface ReviewResult {
  /** As it was asked for. */
  id: string;
  /** As it is now; absent where the review was refused. */
  request?: AccessRequest;
  /** Why nothing changed; absent where it was decided. */
  error?: ItemError;
}

/**
 * One standard permission set on several accounts: a request each.
 *
 * @public
 */
export interface SubmitRequests {
  /** At most {@link BULK_MAX}. */
  accountIds: string[];
  /** One set for all of them; a custom one is asked for alone. */
  permissionSet: Pick<StandardPermissionSet, 'type' | 'name'>;
  /** ISO 8601, whole minutes; each account's own limits hold. */
  duration: string;
  /** The same words for every request. */
  justification: string;
}

/** What became of one account: a request, or why there is none. @public */
export interface SubmissionResult {
  /** As it was asked for. */
  accountId: string;
  /** The request that was made; absent where it was refused. */
  request?: AccessRequest;
  /** Why there is none; absent where there is one. */
  error?: ItemError;
}

/**
 * What became of a submission, in the order asked.
 *
 * @public
 */
export interface Submission {
  /** The same for the same key; each request's event on record has it. */
  submissionId: string;
  /** One for each account. */
  results: SubmissionResult[];
}
