import { ItemError } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { Actor, AuditEventRecord, RequestRecord } from '../domain/model';
import { cancelRequest, remindReviewers } from './deeds/cancelRequest';
import { expireRequests } from './deeds/expireRequests';
import {
  findReplay,
  forgetKeys,
  IdempotencyKey,
  Replay,
} from './deeds/idempotency';
import { ExportStep, recordExport } from './deeds/recordExport';
import { Refused, recordRefusal } from './deeds/recordRefusal';
import {
  ReviewToSave,
  reviewRequest,
  ReviewSaved,
} from './deeds/reviewRequest';
import {
  submitRequest,
  SubmissionSaved,
  SubmissionToSave,
} from './deeds/submitRequest';
import {
  beginSubmission,
  forgetSubmissions,
  keepSubmissionRefusal,
  SubmissionBegun,
  SubmissionKey,
} from './deeds/submissions';
import { idCondition } from './itemIds';
import { withReviews } from './requestRows';
import { auditEventOf } from './rows';
import { StoreOptions } from './StoreOptions';

/** Far more than a request's story has. */
const HISTORY = 1000;

/**
 * Requests and what happens to them. Each deed is one transaction that carries
 * the change, its audit event and what is to be told; there is no general
 * update.
 */
export class DatabaseRequestStore {
  readonly #options: StoreOptions;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** The store's time, by which windows and limits are judged (H23). */
  now(): Promise<Date> {
    return this.#options.clock.now(this.#db);
  }

  /** An id of its own for what is done to several requests at once. */
  async newId(): Promise<string> {
    return this.#options.newId(await this.now());
  }

  /** By uuid or by `REQ-12`, in any case. */
  async find(idOrNumber: string): Promise<RequestRecord | undefined> {
    const condition = idCondition(idOrNumber, 'REQ');
    if (!condition) return undefined;
    const rows = await this.#db('requests').where(condition).limit(1);
    return (await withReviews(this.#db, rows))[0];
  }

  /** What people call these requests. */
  async numbersOf(ids: string[]): Promise<Map<string, number>> {
    const rows = await this.#db('requests')
      .whereIn('id', ids)
      .select('id', 'number');
    return new Map(rows.map(row => [row.id, row.number]));
  }

  /**
   * What happened to a request and its session, oldest first.
   *
   * @param types - what is told of it; refusals and talk with AWS, of which
   * there may be any number, would push the rest out
   */
  async history(
    requestId: string,
    sessionId: string | undefined,
    types: string[],
  ): Promise<AuditEventRecord[]> {
    const rows = await this.#db('audit_events')
      .where(about => {
        about.where({ request_id: requestId });
        if (sessionId) about.orWhere({ session_id: sessionId });
      })
      .whereIn('type', types)
      .orderBy('id')
      .limit(HISTORY);
    return rows.map(auditEventOf);
  }

  findReplay(key: IdempotencyKey): Promise<Replay | undefined> {
    return findReplay(this.#options, key);
  }

  saveSubmission(submission: SubmissionToSave): Promise<SubmissionSaved> {
    return submitRequest(this.#options, submission);
  }

  /** Begins several requests under one key, or goes on with them (H24). */
  beginSubmission(key: SubmissionKey): Promise<SubmissionBegun> {
    return beginSubmission(this.#options, key);
  }

  /** Gives the request instead where the same submission has made it. */
  keepSubmissionRefusal(
    submissionId: string,
    accountId: string,
    error: ItemError,
    item: IdempotencyKey,
  ): Promise<Replay | undefined> {
    return keepSubmissionRefusal(
      this.#options,
      submissionId,
      accountId,
      error,
      item,
    );
  }

  saveReview(review: ReviewToSave): Promise<ReviewSaved> {
    return reviewRequest(this.#options, review);
  }

  /** Undefined when the request was no longer pending. */
  saveCancel(
    seen: RequestRecord,
    actor: Actor,
  ): Promise<RequestRecord | undefined> {
    return cancelRequest(this.#options, seen, actor);
  }

  /** Undefined when it was no longer pending, or somebody was quicker. */
  saveRemind(
    seen: RequestRecord,
    actor: Actor,
  ): Promise<RequestRecord | undefined> {
    return remindReviewers(this.#options, seen, actor);
  }

  /** Expires what nobody reviewed in time; tells how many there were. */
  saveExpiry(limit: number): Promise<number> {
    return expireRequests(this.#options, limit);
  }

  /** Idempotency keys are kept for a day (H24). */
  async forgetOldKeys(): Promise<void> {
    await forgetKeys(this.#options);
    await forgetSubmissions(this.#options);
  }

  saveRefusal(refused: Refused): Promise<void> {
    return recordRefusal(this.#options, refused);
  }

  saveExport(step: ExportStep): Promise<void> {
    return recordExport(this.#options, step);
  }

  get #db(): Knex {
    return this.#options.db;
  }
}
