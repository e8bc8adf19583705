import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { pendingStatuses } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { foldSetName } from '../../domain/customSet';
import { Actor, RequestRecord } from '../../domain/model';
import { remindersOf } from '../../domain/reminders';
import { appendAudit } from '../audit';
import { enqueue, OutboxItem } from '../outbox';
import {
  NewRequest,
  pendingKeyOf,
  rowOfRequest,
  searchTextOf,
  withReviews,
} from '../requestRows';
import { StoreOptions } from '../StoreOptions';
import { inTransaction, lockPerson } from '../transactions';
import { IdempotencyKey, keepKey, Replay, replayOf } from './idempotency';

/** People by the capacity in which they may review; groups are resolved. */
export interface CouldReview {
  owners: string[];
  ssoAdmins: string[];
  admins: string[];
}

export interface SubmissionToSave {
  request: NewRequest;
  actor: Actor;
  /** For the record: who could have reviewed it, as it was submitted. */
  couldReview?: CouldReview;
  idempotency?: IdempotencyKey;
  /** Of the requests that were sent at once. */
  submissionId?: string;
  limits: { submissionsPerPersonPerHour: number; pendingPerPerson: number };
}

export type SubmissionSaved =
  | { kind: 'saved'; request: RequestRecord }
  | Replay
  | { kind: 'already-pending'; number: number }
  | { kind: 'name-taken' }
  | { kind: 'too-many-submissions' }
  | { kind: 'too-many-pending' };

const HOUR = 3_600_000;

function keyOf(request: NewRequest): string {
  const { principal, account, permissionSet, permissionSetArn } = request;
  // A custom set has no ARN before it is made, and a name of its own
  const set = permissionSetArn ?? `custom:${foldSetName(permissionSet.name)}`;
  return pendingKeyOf(principal.id, account.id, set);
}

function customNameOf({ permissionSet }: NewRequest): string | undefined {
  return permissionSet.type === 'custom'
    ? foldSetName(permissionSet.name)
    : undefined;
}

async function isNameTaken(db: Knex, request: NewRequest): Promise<boolean> {
  const name = customNameOf(request);
  if (name === undefined) return false;
  const row = await db('requests').where({ custom_name_key: name }).first('id');
  return row !== undefined;
}

async function pendingNumber(
  db: Knex,
  pendingKey: string,
): Promise<number | undefined> {
  const row = await db('requests')
    .where({ pending_key: pendingKey })
    .first('number');
  return row?.number;
}

async function atLeast(query: Knex.QueryBuilder, limit: number) {
  const rows = await query.select('id').limit(limit);
  return rows.length >= limit;
}

/** What stands in the way of saving, looked at under the person's lock. */
async function obstacle(
  trx: Knex,
  now: Date,
  { request, idempotency, limits }: SubmissionToSave,
): Promise<SubmissionSaved | undefined> {
  const replay = idempotency && (await replayOf(trx, now, idempotency));
  if (replay) return replay;
  const number = await pendingNumber(trx, keyOf(request));
  if (number !== undefined) return { kind: 'already-pending', number };
  if (await isNameTaken(trx, request)) return { kind: 'name-taken' };
  const mine = () =>
    trx('requests').where({ requester_ref: request.requester.ref });
  const hourAgo = new Date(+now - HOUR);
  const lately = mine().where('requested_at', '>', hourAgo);
  if (await atLeast(lately, limits.submissionsPerPersonPerHour)) {
    return { kind: 'too-many-submissions' };
  }
  const pending = mine().whereIn('status', [...pendingStatuses]);
  if (await atLeast(pending, limits.pendingPerPerson)) {
    return { kind: 'too-many-pending' };
  }
  return undefined;
}

async function insert(
  trx: Knex,
  options: StoreOptions,
  now: Date,
  request: NewRequest,
): Promise<RequestRecord> {
  const id = options.newId(now);
  await trx('requests').insert({
    ...rowOfRequest(request, now),
    id,
    pending_key: keyOf(request),
  });
  const { number } = await trx('requests').where({ id }).first('number');
  await trx('requests')
    .where({ id })
    .update({ search_text: searchTextOf(request, number) });
  const rows = await trx('requests').where({ id });
  return (await withReviews(trx, rows))[0];
}

async function record(
  trx: Knex,
  { newId }: StoreOptions,
  now: Date,
  request: RequestRecord,
  { actor, couldReview, submissionId }: SubmissionToSave,
): Promise<void> {
  await appendAudit(trx, newId, now, [
    {
      type: 'request.submitted',
      severity: 'medium',
      actor,
      requestId: request.id,
      accountId: request.account.id,
      data: {
        number: request.number,
        contentHash: request.contentHash,
        stage: null,
        reviewerRef: null,
        requesterRef: request.requester.ref,
        principal: request.principal,
        account: request.account,
        permissionSet: request.permissionSet,
        permissionSetArn: request.permissionSetArn,
        permissionSetFingerprint: request.permissionSetFingerprint,
        minutes: request.minutes,
        justification: request.justification,
        plan: request.plan,
        couldReview,
        riskFlags: request.riskFlags,
        findings: request.findings,
        windowEndsAt: request.windowEndsAt.toISOString(),
        submissionId,
      },
    },
  ]);
  await enqueue(trx, newId, now, [
    { kind: 'notification', topic: 'review-wanted', requestId: request.id },
    {
      kind: 'signal',
      requestId: request.id,
      accountId: request.account.id,
      userRefs: [request.requester.ref],
    },
  ]);
  for (const { topic, at } of remindersOf(now, request.windowEndsAt)) {
    const reminder = { kind: 'notification', topic, requestId: request.id };
    await enqueue(trx, newId, now, [reminder as OutboxItem], at);
  }
}

/** Saves a submission with everything that belongs to it, or tells what is in the way. */
export async function submitRequest(
  options: StoreOptions,
  submission: SubmissionToSave,
): Promise<SubmissionSaved> {
  const { db, clock } = options;
  const { request, idempotency } = submission;
  try {
    return await inTransaction(db, async trx => {
      await lockPerson(trx, request.requester.ref);
      const now = await clock.now(trx);
      const inTheWay = await obstacle(trx, now, submission);
      if (inTheWay) return inTheWay;
      const saved = await insert(trx, options, now, request);
      if (idempotency) await keepKey(trx, now, idempotency, saved.id);
      await record(trx, options, now, saved, submission);
      return { kind: 'saved', request: saved };
    });
  } catch (error) {
    // Another name of the same Identity Center user asked at the same moment
    if (!isDatabaseConflictError(error)) throw error;
    const number = await pendingNumber(db, keyOf(request));
    if (number !== undefined) return { kind: 'already-pending', number };
    if (await isNameTaken(db, request)) return { kind: 'name-taken' };
    throw error;
  }
}
