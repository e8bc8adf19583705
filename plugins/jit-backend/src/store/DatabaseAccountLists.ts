import {
  AccountQuery,
  openSessionStatuses,
  pendingStatuses,
} from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { AccountRecord, PersonStanding } from '../accounts/Accounts';
import { accountOf } from '../accounts/projectionRows';
import { mayRequest } from '../domain/conditions';
import { ReadFilter } from '../permissions/Permits';
import { CappedCount, countCapped, Page, readPage, SortKey } from './paging';
import { Row } from './rows';
import { whereFound } from './searchCondition';
import { StoreOptions } from './StoreOptions';
import { Viewer, whereToDecide } from './toDecide';
import { whereAmong } from './whereAmong';
import { readSoon } from './withinTime';

/** An account with what is going on there. */
export interface AccountLine {
  account: AccountRecord;
  pending: number;
  active: number;
}

export interface AccountPage extends Page<AccountLine> {
  total: CappedCount;
}

const keys: Record<NonNullable<AccountQuery['sort']>, SortKey> = {
  name: { expression: 'lower(lines.name)', kind: 'text', direction: 'asc' },
  id: { expression: 'lines.account_id', kind: 'text', direction: 'asc' },
  pending: { expression: 'lines.pending', kind: 'number', direction: 'desc' },
  active: { expression: 'lines.active', kind: 'number', direction: 'desc' },
};

function listed(values: readonly string[]): string {
  return values.map(value => `'${value}'`).join(', ');
}

/** Counted by index, account by account: no join that grows with history. */
const PENDING = `(select count(*) from requests
  where requests.account_id = accounts.account_id
  and requests.state in (${listed(pendingStatuses)})) as pending`;
const ACTIVE = `(select count(*) from sessions
  where sessions.account_id = accounts.account_id
  and sessions.status in (${listed(openSessionStatuses)})) as active`;

/** A list, by whom, and what of it they may read. */
type Asked = [
  query: AccountQuery,
  viewer: Viewer,
  standing: PersonStanding | undefined,
  readable: ReadFilter<AccountRecord>,
];

/** Account lists from the projection of the catalog. */
export class DatabaseAccountLists {
  readonly #options: StoreOptions;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** @throws TookTooLong */
  async list(...asked: Asked): Promise<AccountPage> {
    return this.#soon(lists => lists.#list(...asked));
  }

  /**
   * What goes on there.
   *
   * @throws TookTooLong
   */
  async counts(
    accountId: string,
  ): Promise<{ pending: number; active: number }> {
    return this.#soon(lists => lists.#counts(accountId));
  }

  /**
   * How many requests this person can decide now, by account.
   *
   * @throws TookTooLong
   */
  async pendingForViewer(
    accountIds: string[],
    viewer: Viewer,
  ): Promise<Map<string, number>> {
    if (accountIds.length === 0) return new Map();
    return this.#soon(lists => lists.#pendingForViewer(accountIds, viewer));
  }

  #soon<T>(read: (lists: DatabaseAccountLists) => Promise<T>): Promise<T> {
    return readSoon(this.#options, on => read(new DatabaseAccountLists(on)));
  }

  get #db(): Knex {
    return this.#options.db;
  }

  async #list(
    ...[query, viewer, standing, readable]: Asked
  ): Promise<AccountPage> {
    const matching = this.#db('accounts').whereNotNull('accounts.account_id');
    readable.where(matching);
    if (query.scope === 'mine') {
      whereAmong(matching, 'accounts.account_id', viewer.ownedAccounts);
    }
    if (query.scope === 'requestable') {
      await this.#whereRequestable(matching, standing);
    }
    whereFound(matching, 'accounts.search_text', query.q);
    const total = await countCapped(this.#db, matching);
    const lines = matching
      .clone()
      .select('accounts.*', this.#db.raw(PENDING), this.#db.raw(ACTIVE));
    const page = await readPage(
      this.#db,
      this.#db.from(lines.as('lines')).select('lines.*'),
      {
        sort: query.sort ?? 'name',
        keys,
        idColumn: 'lines.entity_ref',
        order: query.order,
        limit: query.limit ?? 20,
        cursor: query.cursor,
      },
    );
    return { ...page, items: await this.#lines(page.items), total };
  }

  async #counts(
    accountId: string,
  ): Promise<{ pending: number; active: number }> {
    const row = await this.#db('accounts')
      .where({ account_id: accountId })
      .select(this.#db.raw(PENDING), this.#db.raw(ACTIVE))
      .first();
    return { pending: Number(row?.pending), active: Number(row?.active) };
  }

  async #pendingForViewer(
    accountIds: string[],
    viewer: Viewer,
  ): Promise<Map<string, number>> {
    const query = this.#db('requests').whereIn(
      'requests.account_id',
      accountIds,
    );
    whereToDecide(query, viewer, await this.#options.clock.now(this.#db));
    const rows: Row[] = await query
      .groupBy('requests.account_id')
      .select('requests.account_id')
      .count({ n: '*' });
    return new Map(rows.map(row => [row.account_id, Number(row.n)]));
  }

  /** Open, carried by one entity alone, and asked for by this person. */
  async #whereRequestable(
    query: Knex.QueryBuilder,
    standing: PersonStanding | undefined,
  ): Promise<void> {
    if (!standing) {
      query.whereRaw('1 = 0');
      return;
    }
    query.where({ 'accounts.aws_state': 'ACTIVE' });
    if (!standing.isAdmin) query.where({ 'accounts.duplicate': false });
    const restricted: Row[] = await this.#db('accounts')
      .where('settings', 'like', '%"requesters":[%')
      .select('entity_ref', 'settings');
    const closed = restricted
      .filter(row => !mayRequest(JSON.parse(row.settings), standing))
      .map(row => row.entity_ref);
    query.whereNotIn('accounts.entity_ref', closed);
  }

  async #lines(rows: Row[]): Promise<AccountLine[]> {
    const ids = rows.map(row => row.account_id);
    const owners: Row[] = await this.#db('account_owners')
      .whereIn('account_id', ids)
      .orderBy('display_name');
    const people: Row[] = await this.#db('account_people').whereIn(
      'account_id',
      ids,
    );
    const of = (all: Row[], row: Row) =>
      all.filter(one => one.account_id === row.account_id);
    return rows.map(row => ({
      account: accountOf(row, of(owners, row), of(people, row)),
      pending: Number(row.pending),
      active: Number(row.active),
    }));
  }
}
