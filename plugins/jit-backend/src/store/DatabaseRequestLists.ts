import {
  RejectReasonCode,
  RequestQuery,
  RequestScope,
  StateFilter,
} from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { RequestRecord, SessionRecord } from '../domain/model';
import { ReadFilter } from '../permissions/Permits';
import { ExportedRequest, exportPages } from './exportPages';
import { inOneMoment } from './inOneMoment';
import { idCondition } from './itemIds';
import {
  CappedCount,
  cappedOf,
  countCapped,
  directionOf,
  EXACT_TO,
  Page,
  readPage,
  SortKey,
} from './paging';
import { withReviews } from './requestRows';
import { whereFound } from './searchCondition';
import { stateFilters, whereState } from './stateFilter';
import { StoreOptions } from './StoreOptions';
import { Viewer, whereToDecide } from './toDecide';
import { whereAmong } from './whereAmong';
import { whereSessionKind } from './whereLongRunning';
import { readSoon } from './withinTime';

/** Past this many rows a list sorts by Requested only. */
const SORTABLE = 10_000;

const keys: Record<NonNullable<RequestQuery['sort']>, SortKey> = {
  requestedAt: {
    expression: 'requests.requested_at',
    kind: 'time',
    direction: 'desc',
  },
  windowEndsAt: {
    expression: 'requests.window_ends_at',
    kind: 'time',
    direction: 'asc',
  },
  requester: {
    expression: 'requests.requester_name',
    kind: 'text',
    direction: 'asc',
  },
  account: {
    expression: 'requests.account_name',
    kind: 'text',
    direction: 'asc',
  },
  duration: {
    expression: 'requests.minutes',
    kind: 'number',
    direction: 'asc',
  },
  status: { expression: 'requests.state', kind: 'text', direction: 'asc' },
};

/** More rows match than can be sorted by this column. */
export class TooManyToSort extends Error {}

export interface RequestPage extends Page<RequestRecord> {
  total: CappedCount;
  /** When it was read. */
  now: Date;
}

/** A list, by whom, and what of it they may read. */
type Asked = [
  query: RequestQuery,
  viewer: Viewer,
  readable: ReadFilter<RequestRecord>,
  sessions?: ReadFilter<SessionRecord>,
];

/** Request lists, filtered and counted in the database. */
export class DatabaseRequestLists {
  readonly #options: StoreOptions;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** @throws TookTooLong */
  async list(...asked: Asked): Promise<RequestPage> {
    return this.#soon(lists => lists.#list(...asked));
  }

  /** @throws TookTooLong */
  async count(
    query: RequestQuery,
    viewer: Viewer,
    readable: ReadFilter<RequestRecord>,
  ): Promise<CappedCount> {
    return this.#soon(lists => lists.#count(query, viewer, readable));
  }

  /**
   * How many match each state filter, the other filters in force.
   *
   * @throws TookTooLong
   */
  async countStates(...asked: Asked): Promise<Map<StateFilter, CappedCount>> {
    return this.#soon(lists => lists.#countStates(...asked));
  }

  #soon<T>(read: (lists: DatabaseRequestLists) => Promise<T>): Promise<T> {
    return readSoon(this.#options, on => read(new DatabaseRequestLists(on)));
  }

  async #list(
    ...[query, viewer, readable, sessions]: Asked
  ): Promise<RequestPage> {
    const { db } = this.#options;
    const now = await this.#now();
    const matching = this.#matching(query, viewer, readable, now);
    whereSession(db, matching, query, sessions, now);
    const toDecide = query.scope === 'to-decide';
    const sort = query.sort ?? (toDecide ? 'windowEndsAt' : 'requestedAt');
    const total = await countCapped(db, matching);
    if (total.isMinimum && !toDecide && sort !== 'requestedAt') {
      await this.#refuseTooMany(matching);
    }
    const page = await readPage(db, matching.clone().select('requests.*'), {
      sort,
      keys,
      idColumn: 'requests.id',
      order: query.order,
      limit: query.limit ?? 20,
      cursor: query.cursor,
    });
    return { ...page, items: await withReviews(db, page.items), total, now };
  }

  /**
   * Everything that matches, page by page. On PostgreSQL it is one reading of
   * one moment, whatever is decided meanwhile. SQLite has one connection, which
   * nobody may keep: there each page is as it is then.
   *
   * Whoever stops early says so (`return`), as `for await` does.
   *
   * @throws TooManyToSort with the first page
   */
  async *exportPages(
    query: RequestQuery,
    viewer: Viewer,
    readable: ReadFilter<RequestRecord>,
    sessions?: ReadFilter<SessionRecord>,
  ): AsyncGenerator<ExportedRequest[]> {
    const { sort = 'requestedAt' } = query;
    const now = await this.#now();
    const matchingIn = (db: Knex) => {
      const matching = this.#matching(query, viewer, readable, now, db);
      whereSession(db, matching, query, sessions, now);
      return { matching };
    };
    if (sort !== 'requestedAt') {
      await this.#refuseTooMany(matchingIn(this.#options.db).matching);
    }
    const key = keys[sort];
    const order = { key, direction: directionOf(query.order, key) };
    yield* inOneMoment(this.#options.db, db =>
      exportPages(db, () => matchingIn(db).matching, order),
    );
  }

  async #count(
    query: RequestQuery,
    viewer: Viewer,
    readable: ReadFilter<RequestRecord>,
  ): Promise<CappedCount> {
    const matching = this.#matching(query, viewer, readable, await this.#now());
    return countCapped(this.#options.db, matching);
  }

  async #countStates(
    ...[query, viewer, readable, sessions]: Asked
  ): Promise<Map<StateFilter, CappedCount>> {
    const { db } = this.#options;
    const others = { ...query, state: undefined, status: undefined };
    const now = await this.#now();
    const matching = this.#matching(others, viewer, readable, now);
    whereSession(db, matching, others, sessions, now);
    const counts = stateFilters.map(state => {
      const capped = matching.clone().select(db.raw('1 as one'));
      whereState(capped, [state]);
      return db
        .from(capped.limit(EXACT_TO + 1).as('capped'))
        .count('*')
        .as(state);
    });
    const row = await db.select(...counts).first();
    return new Map(stateFilters.map(state => [state, cappedOf(row[state])]));
  }

  #now(): Promise<Date> {
    return this.#options.clock.now(this.#options.db);
  }

  // Not async: a query that is awaited is a query that runs
  #matching(
    query: RequestQuery,
    viewer: Viewer,
    readable: ReadFilter<RequestRecord>,
    now: Date,
    db: Knex = this.#options.db,
  ): Knex.QueryBuilder {
    const matching = db('requests');
    readable.where(matching);
    whereScope(matching, query.scope ?? 'all', viewer, now);
    whereFilters(matching, query);
    return matching;
  }

  async #refuseTooMany(matching: Knex.QueryBuilder): Promise<void> {
    const { db } = this.#options;
    const { isMinimum } = await countCapped(db, matching, SORTABLE);
    if (isMinimum) throw new TooManyToSort();
  }
}

function whereScope(
  query: Knex.QueryBuilder,
  scope: RequestScope,
  viewer: Viewer,
  now: Date,
): void {
  if (scope === 'mine') query.where('requests.requester_ref', viewer.ref);
  if (scope === 'to-decide') whereToDecide(query, viewer, now);
  if (scope === 'managed' && !viewer.isAdmin && !viewer.isSsoAdmin) {
    whereAmong(query, 'requests.account_id', viewer.ownedAccounts);
  }
}

function whereFilters(query: Knex.QueryBuilder, filters: RequestQuery): void {
  const among = (column: string, values: string[] | undefined) => {
    if (values?.length) query.whereIn(`requests.${column}`, values);
  };
  among('status', filters.status);
  if (filters.state?.length) whereState(query, filters.state);
  among('account_id', filters.account);
  among('requester_ref', filters.requester);
  among('permission_set_name', filters.permissionSet);
  among('permission_set_type', filters.type && [filters.type]);
  if (filters.reviewer?.length) whereReviewedBy(query, filters.reviewer);
  if (filters.risk) query.where('requests.has_risk', true);
  if (filters.from) {
    query.where('requests.requested_at', '>=', new Date(filters.from));
  }
  if (filters.to) {
    query.where('requests.requested_at', '<', new Date(filters.to));
  }
  if (filters.reason) whereRejectedFor(query, filters.reason);
  among('asked_key', filters.asked === undefined ? [] : [filters.asked]);
  among(
    'covered_by_set',
    filters.coveredBy === undefined ? [] : [filters.coveredBy],
  );
  whereSearched(query, filters.q);
}

/** A number is found as such, without all that begin with it. */
function whereSearched(query: Knex.QueryBuilder, q: string | undefined): void {
  const asId = idCondition(q?.trim() ?? '', 'REQ');
  if (asId && 'number' in asId) query.where('requests.number', asId.number);
  else whereFound(query, 'requests.search_text', q);
}

/** Whoever asks by a session must be able to read it. */
function whereSession(
  db: Knex,
  query: Knex.QueryBuilder,
  { session: kind }: RequestQuery,
  readable: ReadFilter<SessionRecord> | undefined,
  now: Date,
): void {
  if (!kind) return;
  query.whereIn('requests.id', given => {
    given.select('sessions.request_id').from('sessions');
    if (readable) readable.where(given);
    else given.whereRaw('1 = 0');
    whereSessionKind(given, db, kind, now);
  });
}

/** A rejection without a reason chosen counts as `other`. */
function whereRejectedFor(
  query: Knex.QueryBuilder,
  reason: RejectReasonCode,
): void {
  query.where('requests.status', 'REJECTED');
  query.whereIn('requests.id', rejected => {
    rejected
      .select('reviews.request_id')
      .from('reviews')
      .where('reviews.decision', 'reject');
    rejected.where(why => {
      why.where('reviews.reason_code', reason);
      if (reason === 'other') why.orWhereNull('reviews.reason_code');
    });
  });
}

function whereReviewedBy(query: Knex.QueryBuilder, refs: string[]): void {
  query.whereIn('requests.id', reviewed =>
    reviewed
      .select('reviews.request_id')
      .from('reviews')
      .whereIn('reviews.reviewer_ref', refs),
  );
}
