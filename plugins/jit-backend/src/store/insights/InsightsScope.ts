import { Knex } from 'knex';
import { RequestRecord, SessionRecord } from '../../domain/model';
import { ReadFilter } from '../../permissions/Permits';
import { Viewer } from '../toDecide';
import { whereAmong } from '../whereAmong';

/** At or after `from`, before `to`. */
export interface Range {
  from?: Date;
  to: Date;
}

/** What is counted: what this viewer looks back on in Request History. */
export interface InsightsScope {
  viewer: Viewer;
  /** Auditors look back on everything, others on what they manage. */
  isAuditor: boolean;
  requests: ReadFilter<RequestRecord>;
  sessions: ReadFilter<SessionRecord>;
  range: Range;
  /** Account ids. */
  accounts?: string[];
}

function whereAccounts(
  query: Knex.QueryBuilder,
  column: string,
  { viewer, isAuditor, accounts }: InsightsScope,
): void {
  if (!isAuditor && !viewer.isAdmin && !viewer.isSsoAdmin) {
    whereAmong(query, column, viewer.ownedAccounts);
  }
  if (accounts?.length) query.whereIn(column, accounts);
}

function whereRequested(
  query: Knex.QueryBuilder,
  column: string,
  { from, to }: Range,
): void {
  if (from) query.where(column, '>=', from);
  query.where(column, '<', to);
}

/** All that this viewer looks back on, of any time. */
export function requestsOf(db: Knex, scope: InsightsScope): Knex.QueryBuilder {
  const query = db('requests');
  scope.requests.where(query);
  whereAccounts(query, 'requests.account_id', scope);
  return query;
}

/** The requests of the range: the same rows as in the history. */
export function requestsIn(
  db: Knex,
  scope: InsightsScope,
  range: Range = scope.range,
): Knex.QueryBuilder {
  const query = requestsOf(db, scope);
  whereRequested(query, 'requests.requested_at', range);
  return query;
}

/** All sessions on what this viewer looks back on. */
export function sessionsOf(db: Knex, scope: InsightsScope): Knex.QueryBuilder {
  const query = db('sessions');
  scope.sessions.where(query);
  whereAccounts(query, 'sessions.account_id', scope);
  return query;
}

/** The sessions that the requests of the range gave, once they were active. */
export function sessionsIn(db: Knex, scope: InsightsScope): Knex.QueryBuilder {
  const query = sessionsOf(db, scope).whereNotNull('sessions.granted_at');
  whereRequested(query, 'sessions.requested_at', scope.range);
  return query;
}
