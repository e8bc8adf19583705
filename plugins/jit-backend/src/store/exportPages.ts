import {
  PermissionSet,
  RiskFlag,
} from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { PersonRecord, RequestRecord, ReviewRecord } from '../domain/model';
import { Direction, SortKey } from './paging';
import { Row, timeOf } from './rows';

/** A request with what became of it, as an export tells it. */
export interface ExportedRequest
  extends Pick<RequestRecord, 'number' | 'state' | 'minutes'> {
  requester: PersonRecord;
  account: { id: string; name: string };
  permissionSet: PermissionSet;
  justification: string;
  requestedAt: Date;
  riskFlags: RiskFlag[];
  reviews: ExportedReview[];
  session?: ExportedSession;
}

export type ExportedReview = Pick<
  ReviewRecord,
  'stage' | 'decision' | 'comment' | 'at'
> & { reviewer: Named };

export interface ExportedSession {
  grantedAt?: Date;
  endedAt?: Date;
  endedBy?: Named;
  /** In words where there are some, else its cause. */
  endReason?: string;
}

type Named = Pick<PersonRecord, 'ref' | 'displayName'>;

/** Neither plans nor findings: they are long, and nobody asked for them. */
const COLUMNS = [
  'id',
  'number',
  'state',
  'requester_ref',
  'requester_name',
  'requester_email',
  'account_id',
  'account_name',
  'permission_set',
  'minutes',
  'justification',
  'requested_at',
  'risk_flags',
].map(column => `requests.${column}`);

const REVIEW_COLUMNS = [
  'request_id',
  'stage',
  'decision',
  'reviewer_ref',
  'reviewer_name',
  'comment',
  'at',
];

const SESSION_COLUMNS = [
  'request_id',
  'granted_at',
  'ended_at',
  'end_cause',
  'end_by_ref',
  'end_by_name',
  'end_reason',
  'failure_message',
];

function reviewIn(row: Row): ExportedReview {
  return {
    stage: row.stage,
    decision: row.decision,
    reviewer: { ref: row.reviewer_ref, displayName: row.reviewer_name },
    comment: row.comment ?? undefined,
    at: timeOf(row.at)!,
  };
}

function sessionIn(row: Row): ExportedSession {
  const { end_by_ref: ref, end_by_name: displayName } = row;
  return {
    grantedAt: timeOf(row.granted_at),
    endedAt: timeOf(row.ended_at),
    endedBy: ref ? { ref, displayName } : undefined,
    endReason:
      row.end_reason ?? row.failure_message ?? row.end_cause ?? undefined,
  };
}

function exportedOf(
  row: Row,
  reviews: Row[],
  session: Row | undefined,
): ExportedRequest {
  return {
    number: row.number,
    state: row.state,
    minutes: row.minutes,
    requester: {
      ref: row.requester_ref,
      displayName: row.requester_name,
      email: row.requester_email ?? undefined,
    },
    account: { id: row.account_id, name: row.account_name },
    permissionSet: JSON.parse(row.permission_set),
    justification: row.justification,
    requestedAt: timeOf(row.requested_at)!,
    riskFlags: JSON.parse(row.risk_flags),
    reviews: reviews.map(reviewIn),
    session: session && sessionIn(session),
  };
}

/** So many rows are in memory at a time. */
const PAGE = 100;

export interface ExportOrder {
  key: SortKey;
  direction: Direction;
}

/**
 * Reads whatever matches, in pages.
 *
 * @param matching - makes the query anew for each page
 */
export async function* exportPages(
  db: Knex,
  matching: () => Knex.QueryBuilder,
  order: ExportOrder,
): AsyncGenerator<ExportedRequest[]> {
  let last: Row | undefined;
  do {
    const rows: Row[] = await pageAfter(db, matching(), order, last);
    yield await withStories(db, rows);
    last = rows.length === PAGE ? rows[PAGE - 1] : undefined;
  } while (last);
}

/** Compares whole keys, so that either database finds the place in an index. */
function pageAfter(
  db: Knex,
  matching: Knex.QueryBuilder,
  { key, direction }: ExportOrder,
  last: Row | undefined,
): Knex.QueryBuilder {
  const { expression, kind } = key;
  if (last) {
    const value = kind === 'time' ? timeOf(last.sort_value) : last.sort_value;
    const after = direction === 'asc' ? '>' : '<';
    matching.whereRaw(`(${expression}, requests.id) ${after} (?, ?)`, [
      value,
      last.id,
    ]);
  }
  return matching
    .select(COLUMNS)
    .select(db.raw(`${expression} as sort_value`))
    .orderByRaw(`${expression} ${direction}, requests.id ${direction}`)
    .limit(PAGE);
}

/** Reads what became of each request, in one query per table. */
async function withStories(db: Knex, rows: Row[]): Promise<ExportedRequest[]> {
  const ids: string[] = rows.map(({ id }) => id);
  const reviews: Row[] = await db('reviews')
    .select(REVIEW_COLUMNS)
    .whereIn('request_id', ids)
    .orderBy(['at', 'id']);
  const sessions: Row[] = await db('sessions')
    .select(SESSION_COLUMNS)
    .whereIn('request_id', ids);
  const reviewsOf = new Map<string, Row[]>(ids.map(id => [id, []]));
  for (const review of reviews) reviewsOf.get(review.request_id)!.push(review);
  const sessionFor = new Map(sessions.map(row => [row.request_id, row]));
  return rows.map(row =>
    exportedOf(row, reviewsOf.get(row.id)!, sessionFor.get(row.id)),
  );
}
