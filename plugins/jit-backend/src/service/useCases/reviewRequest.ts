import {
  AccessRequestDetails,
  minutesOf,
  SubmitReview,
} from '@jit-portal/backstage-plugin-jit-common';
import { AccountRecord } from '../../accounts/Accounts';
import { RequestRecord } from '../../domain/model';
import { accountMoved } from '../../domain/grant';
import { Refusal, refuse } from '../../domain/refusal';
import { mayReview, review, Reviewed, Verdict } from '../../domain/review';
import { Approver, isSameHuman, requesterOf } from '../../domain/reviewer';
import { tidy } from '../../domain/text';
import type { ReviewToSave } from '../../store/deeds/reviewRequest';
import { askAws } from '../askAws';
import { actorOf, Caller } from '../Caller';
import { errorFor } from '../refusalErrors';
import { Bench } from '../Parts';
import { freshApprover, Viewpoint, viewpointOf } from '../views/Viewpoint';
import { lastApproval } from './lastApproval';
import { readableRequest, requestDetails } from './requests';

const POLICY: Refusal = {
  code: 'policy',
  message: 'Your organization’s policy does not let you review this request.',
};

const STRANGER: Refusal = {
  code: 'unknown-person',
  message:
    'You are not in the catalog as a person from a trusted source. Ask your platform team.',
};

/** The decision on several requests that a review belongs to. */
export interface InBulk {
  id: string;
  /** How many there were. */
  of: number;
}

const TOO_MANY: Refusal = {
  code: 'too-many-reviews',
  message: 'These are too many reviews in a minute. Wait a little.',
};

interface Reviewing {
  request: RequestRecord;
  account?: AccountRecord;
  by: Approver;
  displayName: string;
  now: Date;
}

/**
 * The Identity Center user of the reviewer, to tell two names of one human
 * apart (H14). A rejection gives nothing, so it does not wait for AWS.
 */
async function principalOf(
  bench: Bench,
  { ref, email }: Approver,
  { decision }: Verdict,
): Promise<string | undefined> {
  if (!email) return undefined;
  const isOften = !bench.reviews.take(ref);
  const find = () => bench.identityCenter.findUser(email);
  if (decision === 'approve') {
    if (isOften) throw errorFor(TOO_MANY);
    return (await askAws(bench, find))?.id;
  }
  if (isOften) return undefined;
  try {
    return (await find())?.id;
  } catch {
    return undefined;
  }
}

function verdictOf(body: SubmitReview, inBulk?: InBulk): Verdict {
  const comment = body.comment === undefined ? '' : tidy(body.comment);
  return {
    version: body.version,
    decision: body.decision,
    comment: comment || undefined,
    reasonCode: body.decision === 'reject' ? body.reasonCode : undefined,
    contentHash: body.contentHash,
    inBulk: inBulk !== undefined,
    minutes:
      body.decision === 'approve' && body.duration !== undefined
        ? minutesOf(body.duration) ?? NaN
        : undefined,
  };
}

/** Ownership and roles as the catalog says now; 503 where it cannot (H19). */
async function reviewing(
  bench: Bench,
  request: RequestRecord,
  verdict: Verdict,
  caller: Caller,
  refused: (refusal: Refusal) => Promise<Error>,
): Promise<Reviewing> {
  const { fresh, stores, config } = bench;
  const [account, standing, now] = await Promise.all([
    fresh.readAccount(request.account.id),
    fresh.readPerson(caller.ref),
    stores.requests.now(),
  ]);
  if (!standing) throw await refused(STRANGER);
  const { person } = standing;
  const by = freshApprover(account, standing);
  // What is refused in any case is refused without a question to AWS
  const { minMinutes } = config.duration;
  const judged = review(request, by, verdict, now, minMinutes);
  const principalId = judged.ok
    ? await principalOf(bench, by, verdict)
    : undefined;
  return {
    request,
    account,
    by: { ...by, principalId },
    displayName: person.displayName,
    now,
  };
}

/**
 * At every stage, not at the last alone: another entity's owners have no say
 * (H12). SSO admins and admins may still turn the request down.
 */
function movedFor(
  { request, account }: Reviewing,
  { as }: Reviewed,
  { decision }: Verdict,
): Refusal | undefined {
  const needsAccount = decision === 'approve' || as === 'owner';
  return needsAccount ? accountMoved(request, account) : undefined;
}

function toSave(
  { request, by, displayName }: Reviewing,
  reviewed: Reviewed,
  verdict: Verdict,
  caller: Caller,
  inBulk: InBulk | undefined,
): ReviewToSave {
  const selfReview = isSameHuman(by, requesterOf(request));
  return {
    seen: request,
    status: reviewed.status,
    actor: actorOf(caller, displayName),
    selfReview,
    remarks: {
      ...(selfReview && { selfReview: true }),
      ...(reviewed.stage.adminsInstead && { adminsInstead: true }),
      ...(inBulk && { inBulk }),
    },
    review: {
      stage: reviewed.stage.name,
      decision: verdict.decision,
      as: reviewed.as,
      reviewer: { ref: by.ref, displayName, email: by.email },
      reviewerPrincipalId: by.principalId,
      actorRef: caller.actorRef,
      comment: verdict.comment,
      reasonCode: verdict.reasonCode,
      minutes: verdict.minutes,
      contentHash: request.contentHash,
      seenVersion: verdict.version,
    },
  };
}

/** Somebody was quicker, or the window has just closed. */
async function tooLate(
  { stores }: Bench,
  seen: RequestRecord,
  by: Approver,
): Promise<Refusal> {
  const request = (await stores.requests.find(seen.id))!;
  const now = await stores.requests.now();
  const again = mayReview(request, by, now, seen.version);
  return again.ok
    ? refuse('version-changed', 'This request has just changed. Look again.')
        .refusal
    : again.refusal;
}

/** What is saved, and who looks at it. */
interface Saved {
  request: RequestRecord;
  viewpoint: Viewpoint;
}

/** One person's approve or reject at the stage that waits, alone or among others. */
export async function saveReview(
  bench: Bench,
  id: string,
  body: SubmitReview,
  caller: Caller,
  inBulk?: InBulk,
): Promise<Saved> {
  const { stores, refusals, onChanged } = bench;
  const request = await readableRequest(bench, id, caller);
  const viewpoint = await viewpointOf(bench, caller);
  const refused = (refusal: Refusal) =>
    refusals.refuse(refusal, {
      actor: actorOf(caller, viewpoint.person.displayName),
      deed: 'request.review',
      requestId: request.id,
      accountId: request.account.id,
      data: { decision: body.decision, inBulk },
    });
  if (caller.notInPerson) throw await refused(caller.notInPerson);
  const [allowed] = await caller.allowed('request.review', [request]);
  const verdict = verdictOf(body, inBulk);
  const facts = await reviewing(bench, request, verdict, caller, refused);
  const { minMinutes } = bench.config.duration;
  const judged = review(request, facts.by, verdict, facts.now, minMinutes);
  if (!judged.ok) throw await refused(judged.refusal);
  if (!allowed) throw await refused(POLICY);
  const moved = movedFor(facts, judged.value, verdict);
  if (moved) throw await refused(moved);
  const saving = toSave(facts, judged.value, verdict, caller, inBulk);
  if (judged.value.grants) {
    const granted = await lastApproval(bench, facts, verdict.minutes);
    if (!granted.ok) throw await refused(granted.refusal);
    Object.assign(saving, granted.value);
  }
  const saved = await stores.requests.saveReview(saving);
  if (!saved) throw await refused(await tooLate(bench, request, facts.by));
  onChanged();
  return { request: saved.request, viewpoint };
}

/** One request's review, with everything that is known of it afterwards. */
export async function reviewRequest(
  bench: Bench,
  id: string,
  body: SubmitReview,
  caller: Caller,
): Promise<AccessRequestDetails> {
  const { request, viewpoint } = await saveReview(bench, id, body, caller);
  return requestDetails(bench, request, viewpoint);
}
