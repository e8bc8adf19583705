import {
  openSessionStatuses,
  SessionQuery,
  State,
} from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { SessionRecord } from '../domain/model';
import { ReadFilter } from '../permissions/Permits';
import { idCondition } from './itemIds';
import { CappedCount, countCapped, Page, readPage, SortKey } from './paging';
import { sessionOf } from './rows';
import { whereFound } from './searchCondition';
import { StoreOptions } from './StoreOptions';
import { Viewer } from './toDecide';
import { whereAmong } from './whereAmong';
import { whereLongRunning } from './whereLongRunning';
import { readSoon } from './withinTime';

/** The same expressions as in the indexes of the migration `lists`. */
const keys: Record<NonNullable<SessionQuery['sort']>, SortKey> = {
  expiresAt: {
    expression:
      'coalesce(sessions.expires_at, sessions.hard_end, sessions.activate_by)',
    kind: 'time',
    direction: 'asc',
  },
  grantedAt: {
    expression: 'coalesce(sessions.granted_at, sessions.approved_at)',
    kind: 'time',
    direction: 'desc',
  },
  endedAt: {
    expression:
      'coalesce(sessions.ended_at, sessions.ending_at, sessions.approved_at)',
    kind: 'time',
    direction: 'desc',
  },
  user: { expression: 'sessions.user_name', kind: 'text', direction: 'asc' },
  account: {
    expression: 'sessions.account_name',
    kind: 'text',
    direction: 'asc',
  },
};

export interface SessionPage extends Page<SessionRecord> {
  total: CappedCount;
  /** When it was read. */
  now: Date;
}

/** Session lists, filtered and counted in the database. */
export class DatabaseSessionLists {
  readonly #options: StoreOptions;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** @throws TookTooLong */
  async list(
    query: SessionQuery,
    viewer: Viewer,
    readable: ReadFilter<SessionRecord>,
  ): Promise<SessionPage> {
    return this.#soon(lists => lists.#list(query, viewer, readable));
  }

  /** @throws TookTooLong */
  async count(
    query: SessionQuery,
    viewer: Viewer,
    readable: ReadFilter<SessionRecord>,
  ): Promise<CappedCount> {
    return this.#soon(lists => lists.#count(query, viewer, readable));
  }

  #soon<T>(read: (lists: DatabaseSessionLists) => Promise<T>): Promise<T> {
    return readSoon(this.#options, on => read(new DatabaseSessionLists(on)));
  }

  async #list(
    query: SessionQuery,
    viewer: Viewer,
    readable: ReadFilter<SessionRecord>,
  ): Promise<SessionPage> {
    const { db } = this.#options;
    const now = await this.#now();
    const matching = this.#matching(query, viewer, readable, now);
    const total = await countCapped(db, matching);
    const page = await readPage(db, matching.clone().select('sessions.*'), {
      sort: query.sort ?? 'expiresAt',
      keys,
      idColumn: 'sessions.id',
      order: query.order,
      limit: query.limit ?? 20,
      cursor: query.cursor,
    });
    return { ...page, items: page.items.map(sessionOf), total, now };
  }

  async #count(
    query: SessionQuery,
    viewer: Viewer,
    readable: ReadFilter<SessionRecord>,
  ): Promise<CappedCount> {
    const matching = this.#matching(query, viewer, readable, await this.#now());
    return countCapped(this.#options.db, matching);
  }

  #now(): Promise<Date> {
    return this.#options.clock.now(this.#options.db);
  }

  // Not async: a query that is awaited is a query that runs
  #matching(
    query: SessionQuery,
    viewer: Viewer,
    readable: ReadFilter<SessionRecord>,
    now: Date,
  ): Knex.QueryBuilder {
    const matching = this.#options.db('sessions');
    readable.where(matching);
    whereScope(matching, query.scope ?? 'all', viewer);
    whereFilters(matching, query);
    if (query.longRunning) whereLongRunning(matching, now);
    return matching;
  }
}

function whereScope(
  query: Knex.QueryBuilder,
  scope: NonNullable<SessionQuery['scope']>,
  viewer: Viewer,
): void {
  if (scope === 'mine') query.where('sessions.user_ref', viewer.ref);
  if (scope === 'managed' && !viewer.isAdmin && !viewer.isSsoAdmin) {
    whereAmong(query, 'sessions.account_id', viewer.ownedAccounts);
  }
}

const REVOKING = ['revoked', 'leaver'];

function whereSessionState(query: Knex.QueryBuilder, states: State[]): void {
  query.where(any => {
    any.whereRaw('1 = 0');
    for (const state of states) {
      if (state === 'SETTING_UP') any.orWhere('status', 'PROVISIONING');
      else if (state === 'ENDING' || state === 'REVOKING') {
        any.orWhere(ending => {
          ending.where('status', 'ENDING');
          if (state === 'REVOKING') ending.whereIn('end_cause', REVOKING);
          else ending.whereNotIn('end_cause', REVOKING);
        });
      } else any.orWhere('status', state);
    }
  });
}

function whereFilters(query: Knex.QueryBuilder, filters: SessionQuery): void {
  const among = (column: string, values: string[] | undefined) => {
    if (values?.length) query.whereIn(`sessions.${column}`, values);
  };
  if (filters.state?.length) whereSessionState(query, filters.state);
  among('account_id', filters.account);
  among('user_ref', filters.user);
  among('permission_set_name', filters.permissionSet);
  if (filters.offHours) query.where('sessions.off_hours', true);
  if (filters.from) {
    query.where(since =>
      since
        .where('sessions.ended_at', '>=', new Date(filters.from!))
        .orWhereIn('sessions.status', [...openSessionStatuses]),
    );
  }
  whereSearched(query, filters.q);
}

/** Numbers are found as such: `SES-3`, and `REQ-12` for the session it gave. */
function whereSearched(query: Knex.QueryBuilder, q: string | undefined): void {
  const text = q?.trim() ?? '';
  const ofSession = idCondition(text, 'SES');
  const ofRequest = idCondition(text, 'REQ');
  if (ofSession && 'number' in ofSession) {
    query.where('sessions.number', ofSession.number);
  } else if (ofRequest && 'number' in ofRequest) {
    query.whereIn('sessions.request_id', request =>
      request
        .select('requests.id')
        .from('requests')
        .where('requests.number', ofRequest.number),
    );
  } else {
    whereFound(query, 'sessions.search_text', q);
  }
}
