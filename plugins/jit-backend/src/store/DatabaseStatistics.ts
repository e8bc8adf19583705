import {
  openSessionStatuses,
  RequestStatus,
  State,
} from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { EarlierRejection } from '../domain/riskFlags';
import { Row, timeOf } from './rows';
import { StoreOptions } from './StoreOptions';

const DAY = 86_400_000;
/** A median over the latest so many; fewer than MIN_SAMPLES tell nothing. */
const SAMPLES = 100;
const MIN_SAMPLES = 5;
/** How far back the request page and risk flags look. */
export const RECORD_DAYS = 90;
const REJECTION_DAYS = 30;

/** How a person's requests on one account went. */
export interface RequesterRecord {
  days: number;
  approved: number;
  rejected: number;
  expired: number;
  last?: { number: string; state: State; requestedAt: string };
}

/** What risk flags ask of the past. */
export interface PastOnAccount {
  earlierRequests: number;
  lastRejection?: EarlierRejection;
  hasActiveSession: boolean;
  usualMinutes?: number;
}

function median(values: number[]): number | undefined {
  if (values.length < MIN_SAMPLES) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Numbers that help to decide; each costs the same however long history is. */
export class DatabaseStatistics {
  readonly #db: Knex;
  readonly #clock: StoreOptions['clock'];

  constructor({ db, clock }: StoreOptions) {
    this.#db = db;
    this.#clock = clock;
  }

  async requesterRecord(
    requesterRef: string,
    accountId: string,
    exceptId: string,
  ): Promise<RequesterRecord> {
    const rows: Row[] = await this.#requests(requesterRef, accountId)
      .whereNot({ id: exceptId })
      .where('requested_at', '>', await this.#daysAgo(RECORD_DAYS))
      .orderBy('requested_at', 'desc')
      .limit(1000)
      .select('number', 'status', 'state', 'requested_at');
    const count = (status: RequestStatus) =>
      rows.filter(row => row.status === status).length;
    const [last] = rows;
    return {
      days: RECORD_DAYS,
      approved: count('APPROVED'),
      rejected: count('REJECTED'),
      expired: count('EXPIRED'),
      last: last && {
        number: `REQ-${last.number}`,
        state: last.state,
        requestedAt: timeOf(last.requested_at)!.toISOString(),
      },
    };
  }

  async pastOnAccount(
    requesterRef: string,
    accountId: string,
    setName: string,
  ): Promise<PastOnAccount> {
    const earlier = await this.#requests(requesterRef, accountId)
      .limit(1)
      .select('id');
    const rejection = await this.#lastRejection(requesterRef, accountId);
    return {
      earlierRequests: earlier.length,
      lastRejection: rejection,
      hasActiveSession: (await this.openSessions(accountId, requesterRef)) > 0,
      usualMinutes: await this.usualMinutes(accountId, setName),
    };
  }

  /** Sessions open on the account, of everybody or of one person. */
  async openSessions(accountId: string, userRef?: string): Promise<number> {
    const query = this.#db('sessions')
      .where({ account_id: accountId, ...(userRef && { user_ref: userRef }) })
      .whereIn('status', [...openSessionStatuses])
      .count({ n: '*' });
    const [row] = await query;
    return Number(row.n);
  }

  /** Median of what was granted of this set here; undefined when too few. */
  async usualMinutes(
    accountId: string,
    setName: string,
  ): Promise<number | undefined> {
    const rows = await this.#db('requests')
      .where({
        account_id: accountId,
        permission_set_name: setName,
        status: 'APPROVED',
      })
      .where('requested_at', '>', await this.#daysAgo(RECORD_DAYS))
      .orderBy('requested_at', 'desc')
      .limit(SAMPLES)
      .select('approved_minutes', 'minutes');
    return median(rows.map(row => row.approved_minutes ?? row.minutes));
  }

  /** Median minutes from request to decision; undefined when too few. */
  async typicalApprovalMinutes(accountId: string): Promise<number | undefined> {
    const rows = await this.#db('requests')
      .where({ account_id: accountId })
      .whereIn('status', ['APPROVED', 'REJECTED'])
      .where('requested_at', '>', await this.#daysAgo(RECORD_DAYS))
      .orderBy('requested_at', 'desc')
      .limit(SAMPLES)
      .select('requested_at', 'closed_at');
    const minutes = rows.map(row => {
      const waited = +timeOf(row.closed_at)! - +timeOf(row.requested_at)!;
      return Math.max(1, Math.round(waited / 60_000));
    });
    return median(minutes);
  }

  /** How often each set was asked for on the account, up to 1,000 together. */
  async usage(accountId: string): Promise<Map<string, number>> {
    const recent = this.#db('requests')
      .where({ account_id: accountId })
      .where('requested_at', '>', await this.#daysAgo(RECORD_DAYS))
      .orderBy('requested_at', 'desc')
      .limit(1000)
      .select('permission_set_name')
      .as('recent');
    const rows = await this.#db
      .from(recent)
      .groupBy('permission_set_name')
      .select('permission_set_name')
      .count({ n: '*' });
    return new Map(rows.map(row => [row.permission_set_name, Number(row.n)]));
  }

  /** What was said when this request was rejected. */
  async rejectionComment(number: number): Promise<string | undefined> {
    const review = await this.#db('reviews')
      .join('requests', 'requests.id', 'reviews.request_id')
      .where({ 'requests.number': number, 'reviews.decision': 'reject' })
      .first('reviews.comment');
    return review?.comment ?? undefined;
  }

  async #lastRejection(requesterRef: string, accountId: string) {
    const row = await this.#requests(requesterRef, accountId)
      .where({ status: 'REJECTED' })
      .where('requested_at', '>', await this.#daysAgo(REJECTION_DAYS))
      .orderBy('requested_at', 'desc')
      .first('id', 'number', 'permission_set_name');
    if (!row) return undefined;
    const review = await this.#db('reviews')
      .where({ request_id: row.id, decision: 'reject' })
      .first('at');
    if (!review) return undefined;
    return {
      number: row.number,
      setName: row.permission_set_name,
      at: timeOf(review.at)!,
    };
  }

  #requests(requesterRef: string, accountId: string) {
    return this.#db('requests').where({
      requester_ref: requesterRef,
      account_id: accountId,
    });
  }

  async #daysAgo(days: number): Promise<Date> {
    return new Date(+(await this.#clock.now(this.#db)) - days * DAY);
  }
}
