import {
  Decision,
  isPending,
  needsOwnReview,
  RejectReasonCode,
  RequestStatus,
  ReviewedAs,
} from '@jit-portal/backstage-plugin-jit-common';
import { contentHashOf } from './contentHash';
import { decidedAlready, windowOver } from './closedSentences';
import { PlannedStage, RequestRecord } from './model';
import { accept, Judgement, refuse, Refusal } from './refusal';
import {
  Approver,
  capacitiesOf,
  currentStage,
  isSameHuman,
  requesterOf,
} from './reviewer';
import { reviewValueProblem } from './reviewValues';

/** What a reviewer says. */
export interface Verdict {
  /** The version that the reviewer saw. */
  version: number;
  decision: Decision;
  comment?: string;
  reasonCode?: RejectReasonCode;
  /** May only shorten. */
  minutes?: number;
  /** What the reviewer saw, by its name; needed to approve a custom set. */
  contentHash?: string;
  /** Said of several requests at once. */
  inBulk?: boolean;
}

/** The stage that somebody may review now, and in which capacity. */
export interface Turn {
  stage: PlannedStage;
  as: ReviewedAs;
}

/** What a review makes of its request. */
export interface Reviewed extends Turn {
  status: RequestStatus;
  /** The last approval: access is to be given. */
  grants: boolean;
}

/** Whether this person may review this request at all, whatever its state. */
function mayEverReview(
  request: RequestRecord,
  by: Approver,
): Refusal | undefined {
  const own = isSameHuman(by, requesterOf(request));
  if (own && !request.plan.allowSelfReview) {
    return refuse('own-request', 'You cannot review your own request.').refusal;
  }
  const capacities = capacitiesOf(by);
  const wanted = request.plan.stages.flatMap(stage => stage.reviewers);
  if (!capacities.some(capacity => wanted.includes(capacity))) {
    return refuse(
      'not-an-approver',
      'Only an owner of this account, an SSO Admin or an Admin can review this request.',
    ).refusal;
  }
  return undefined;
}

function turnOf(request: RequestRecord, by: Approver): Judgement<Turn> {
  const stage = currentStage(request.plan, request.reviews)!;
  const mine = request.reviews.find(({ reviewer, reviewerPrincipalId }) =>
    isSameHuman(by, { ...reviewer, principalId: reviewerPrincipalId }),
  );
  if (mine) {
    return refuse(
      'same-reviewer',
      `You approved the ${mine.stage} stage. A different person must approve this stage.`,
    );
  }
  const as = capacitiesOf(by).find(capacity =>
    stage.reviewers.includes(capacity),
  );
  if (!as) {
    return refuse('not-your-stage', `${waitingFor(stage)} reviews this stage.`);
  }
  return accept({ stage, as });
}

function waitingFor(stage: PlannedStage): string {
  if (stage.name === 'admin') return 'An SSO Admin';
  return stage.adminsInstead ? 'An Admin' : 'An owner of this account';
}

/**
 * Whether this person may review this request now. Draws the buttons; the
 * review itself asks the same.
 *
 * @param seenVersion - what the reviewer saw: behind it somebody may have
 * decided already, and then that is the answer
 */
export function mayReview(
  request: RequestRecord,
  by: Approver,
  now: Date,
  seenVersion: number = request.version,
): Judgement<Turn> {
  const never = mayEverReview(request, by);
  if (never) return { ok: false, refusal: never };
  if (!isPending(request.status)) return decidedAlready(request, now);
  if (request.windowEndsAt <= now) return windowOver(request);
  if (seenVersion !== request.version) {
    return request.reviews.length > 0
      ? decidedAlready(request, now)
      : refuse(
          'version-changed',
          'This request has changed since you opened it. Your decision was not recorded.',
        );
  }
  return turnOf(request, by);
}

/**
 * The same for an approval: two names are one human by e-mail or Identity
 * Center user, and with neither nobody can tell (H14). A rejection gives
 * nothing.
 */
export function mayApprove(
  request: RequestRecord,
  by: Approver,
  now: Date,
  seenVersion: number = request.version,
): Judgement<Turn> {
  const turn = mayReview(request, by, now, seenVersion);
  return turn.ok && !by.principalId && !by.email
    ? refuse(
        'no-email',
        'The catalog has no e-mail of yours, so nobody can tell whether the request is your own. Ask your platform team to add it; until then you can only reject.',
      )
    : turn;
}

/**
 * Judges a review: who, when, what was seen, and what was said.
 *
 * @param minMinutes - the shortest duration that is given
 */
export function review(
  request: RequestRecord,
  by: Approver,
  verdict: Verdict,
  now: Date,
  minMinutes: number,
): Judgement<Reviewed> {
  const may = verdict.decision === 'approve' ? mayApprove : mayReview;
  const turn = may(request, by, now, verdict.version);
  if (!turn.ok) return turn;
  const careless = toLookAtAlone(request, verdict);
  if (careless) return { ok: false, refusal: careless };
  const other = sawOther(request, verdict);
  if (other) return { ok: false, refusal: other };
  const problem = reviewValueProblem(request, verdict, minMinutes);
  if (problem) return { ok: false, refusal: problem };
  return accept({ ...turn.value, ...follows(request, turn.value, verdict) });
}

/** Nobody has looked well at what they approve together with others. */
function toLookAtAlone(
  request: RequestRecord,
  { inBulk, decision }: Verdict,
): Refusal | undefined {
  return inBulk && decision === 'approve' && needsOwnReview(request)
    ? refuse('needs-own-review', 'This request needs its own review.').refusal
    : undefined;
}

/**
 * What was seen is what is granted (H17): an approval of a custom set names
 * the content that the reviewer saw, and the row has to be it still.
 */
function sawOther(
  request: RequestRecord,
  { contentHash, decision }: Verdict,
): Refusal | undefined {
  const isCustom = request.permissionSet.type === 'custom';
  if (contentHash === undefined) {
    if (!isCustom || decision === 'reject') return undefined;
    const message = 'Send the contentHash of the request that you looked at.';
    const details = [{ field: 'contentHash', message }];
    return { code: 'invalid-values', message, details };
  }
  const isSame =
    contentHash === request.contentHash &&
    (!isCustom || contentHash === contentHashOf(request));
  return isSame
    ? undefined
    : refuse(
        'version-changed',
        'This request is not what you looked at. Your decision was not recorded.',
      ).refusal;
}

function follows(
  request: RequestRecord,
  { stage }: Turn,
  { decision }: Verdict,
): { status: RequestStatus; grants: boolean } {
  // Nothing but an approval may ever grant
  if (decision !== 'approve') return { status: 'REJECTED', grants: false };
  const { stages } = request.plan;
  return stages[stages.length - 1].name === stage.name
    ? { status: 'APPROVED', grants: true }
    : { status: 'PENDING_ADMIN', grants: false };
}
