import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import {
  isPending,
  RequestStatus,
} from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import {
  Actor,
  AssignmentKey,
  RequestRecord,
  ReviewRecord,
  SessionRecord,
} from '../../domain/model';
import { appendAudit } from '../audit';
import { enqueue, OutboxItem } from '../outbox';
import { searchable, withReviews } from '../requestRows';
import { createSession, NewSession } from '../sessions';
import { StoreOptions } from '../StoreOptions';
import { inTransaction } from '../transactions';

/** What the last approval gives; times are the store's own. */
export interface GrantToSave {
  key: AssignmentKey;
  activateWithinMinutes: number;
  session: Omit<NewSession, 'requestId' | 'approvedAt' | 'activateBy'>;
}

export interface ReviewToSave {
  /** The request as it was judged; saved only while it is still that. */
  seen: RequestRecord;
  review: Omit<ReviewRecord, 'id' | 'requestId' | 'at'>;
  status: RequestStatus;
  approvedMinutes?: number;
  /** With the last approval, unless nothing is provisioned. */
  grant?: GrantToSave;
  actor: Actor;
  /** More for the record, for example that self-review was allowed. */
  remarks?: Record<string, unknown>;
  selfReview?: boolean;
}

/** Undefined: somebody was quicker, or the window is over. */
export type ReviewSaved =
  | { request: RequestRecord; session?: SessionRecord }
  | undefined;

/** One UPDATE carries status, version and window (H23). */
async function move(
  trx: Knex,
  now: Date,
  { seen, status, review, approvedMinutes, grant }: ReviewToSave,
): Promise<boolean> {
  const isFinal = !isPending(status);
  const changed = await trx('requests')
    .where({ id: seen.id, status: seen.status, version: seen.version })
    .where('window_ends_at', '>', now)
    .update({
      status,
      state: status,
      version: seen.version + 1,
      ...(isFinal && { closed_at: now, pending_key: null }),
      // With access to give the name stays until the set is deleted
      ...(isFinal && !grant && { custom_name_key: null }),
      ...(approvedMinutes && { approved_minutes: approvedMinutes }),
      ...(review.comment && {
        search_text: trx.raw("search_text || ' ' || ?", [
          searchable([review.comment]),
        ]),
      }),
    });
  return changed === 1;
}

async function insertReview(
  trx: Knex,
  { newId }: StoreOptions,
  now: Date,
  { seen, review }: ReviewToSave,
): Promise<void> {
  await trx('reviews').insert({
    id: newId(now),
    request_id: seen.id,
    stage: review.stage,
    decision: review.decision,
    reviewed_as: review.as,
    reviewer_ref: review.reviewer.ref,
    reviewer_name: review.reviewer.displayName,
    reviewer_email: review.reviewer.email ?? null,
    reviewer_principal_id: review.reviewerPrincipalId ?? null,
    actor_ref: review.actorRef ?? null,
    comment: review.comment ?? null,
    reason_code: review.reasonCode ?? null,
    minutes: review.minutes ?? null,
    content_hash: review.contentHash,
    seen_version: review.seenVersion,
    at: now,
  });
}

const EVENT: Partial<Record<RequestStatus, string>> = {
  APPROVED: 'request.approved',
  REJECTED: 'request.rejected',
  PENDING_ADMIN: 'request.stage-approved',
};

const TOPIC = {
  APPROVED: 'approved',
  REJECTED: 'rejected',
  PENDING_ADMIN: 'review-wanted',
} as const;

async function record(
  trx: Knex,
  { newId }: StoreOptions,
  now: Date,
  saving: ReviewToSave,
  session: SessionRecord | undefined,
): Promise<void> {
  const { seen, review, status, actor } = saving;
  const about = {
    requestId: seen.id,
    sessionId: session?.id,
    accountId: seen.account.id,
  };
  await appendAudit(trx, newId, now, [
    {
      type: EVENT[status]!,
      severity: saving.selfReview ? 'critical' : 'high',
      actor,
      ...about,
      data: {
        contentHash: review.contentHash,
        stage: review.stage,
        reviewerRef: review.reviewer.ref,
        reviewerPrincipalId: review.reviewerPrincipalId,
        decision: review.decision,
        as: review.as,
        comment: review.comment,
        reasonCode: review.reasonCode,
        minutes: review.minutes,
        approvedMinutes: saving.approvedMinutes,
        seenVersion: review.seenVersion,
        sessionNumber: session?.number,
        ...saving.remarks,
      },
    },
  ]);
  const items: OutboxItem[] = [
    {
      kind: 'notification',
      topic: TOPIC[status as keyof typeof TOPIC],
      requestId: seen.id,
      sessionId: session?.id,
    },
    { kind: 'signal', ...about, userRefs: [seen.requester.ref] },
  ];
  await enqueue(trx, newId, now, items);
}

function sessionToMake({ seen, grant }: ReviewToSave, now: Date): NewSession {
  const { session, activateWithinMinutes } = grant!;
  return {
    ...session,
    requestId: seen.id,
    approvedAt: now,
    activateBy: new Date(+now + activateWithinMinutes * 60_000),
  };
}

async function save(
  trx: Knex,
  options: StoreOptions,
  saving: ReviewToSave,
): Promise<ReviewSaved> {
  const now = await options.clock.now(trx);
  if (!(await move(trx, now, saving))) return undefined;
  await insertReview(trx, options, now, saving);
  const session =
    saving.grant &&
    (await createSession(
      trx,
      options.newId,
      now,
      saving.grant.key,
      sessionToMake(saving, now),
    ));
  await record(trx, options, now, saving, session);
  const rows = await trx('requests').where({ id: saving.seen.id });
  return { request: (await withReviews(trx, rows))[0], session };
}

/** Saves a review and, with the last approval, the session that it gives. */
export async function reviewRequest(
  options: StoreOptions,
  saving: ReviewToSave,
): Promise<ReviewSaved> {
  try {
    return await inTransaction(options.db, trx => save(trx, options, saving));
  } catch (error) {
    // The first review of a stage wins, whatever the request's row says
    if (isDatabaseConflictError(error)) return undefined;
    throw error;
  }
}
