import { DriftQuery } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { FindingRecord } from '../domain/findings';
import { CappedCount, countCapped, Page, readPage, SortKey } from './paging';
import { Row, timeOf } from './rows';
import { whereFound } from './searchCondition';
import { StoreOptions } from './StoreOptions';
import { readSoon } from './withinTime';

const keys: Record<NonNullable<DriftQuery['sort']>, SortKey> = {
  firstSeenAt: {
    expression: 'findings.first_seen_at',
    kind: 'time',
    direction: 'desc',
  },
  lastSeenAt: {
    expression: 'findings.last_seen_at',
    kind: 'time',
    direction: 'desc',
  },
  level: {
    expression:
      "case findings.level when 'critical' then 0 when 'warning' then 1 else 2 end",
    kind: 'number',
    direction: 'asc',
  },
};

export interface FindingPage extends Page<FindingRecord> {
  total: CappedCount;
  /** When the last whole comparison with AWS was done. */
  comparedAt?: Date;
}

function principalOf(row: Row): FindingRecord['principal'] {
  if (!row.principal_id) return undefined;
  return {
    type: row.principal_type,
    id: row.principal_id,
    name: row.principal_name ?? undefined,
  };
}

function findingOf(row: Row): FindingRecord {
  return {
    id: row.id,
    kind: row.kind,
    level: row.level,
    account: row.account_id
      ? { id: row.account_id, name: row.account_name ?? row.account_id }
      : undefined,
    permissionSet: row.permission_set_name ?? undefined,
    principal: principalOf(row),
    session: row.session_number
      ? { number: row.session_number, requestNumber: row.request_number }
      : undefined,
    what: row.what,
    fix: row.fix,
    firstSeenAt: timeOf(row.first_seen_at)!,
    lastSeenAt: timeOf(row.last_seen_at)!,
    resolvedAt: timeOf(row.resolved_at),
  };
}

/** What is not as it should be, filtered and counted in the database. */
export class DatabaseFindingLists {
  readonly #options: StoreOptions;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** @throws TookTooLong */
  async list(query: DriftQuery): Promise<FindingPage> {
    return readSoon(this.#options, on =>
      new DatabaseFindingLists(on).#list(query),
    );
  }

  async #list(query: DriftQuery): Promise<FindingPage> {
    const { db } = this.#options;
    const matching = this.#matching(query);
    const total = await countCapped(db, matching);
    const page = await readPage(db, withNames(db, matching.clone()), {
      sort: query.sort ?? 'firstSeenAt',
      keys,
      idColumn: 'findings.id',
      order: query.order,
      limit: query.limit ?? 20,
      cursor: query.cursor,
    });
    return {
      ...page,
      items: page.items.map(findingOf),
      total,
      comparedAt: await this.#comparedAt(),
    };
  }

  /** Why sessions on these sets cannot end now, by the set's ARN (H9). */
  async hindrances(setArns: string[]): Promise<Map<string, string>> {
    if (setArns.length === 0) return new Map();
    const rows: Row[] = await this.#options
      .db('findings')
      .where({ kind: 'management-account' })
      .whereNull('resolved_at')
      .whereIn('permission_set_arn', setArns);
    return new Map(
      rows.map(row => [row.permission_set_arn, `${row.what} ${row.fix}`]),
    );
  }

  // Not async: a query that is awaited is a query that runs
  #matching(query: DriftQuery): Knex.QueryBuilder {
    const matching = this.#options.db('findings');
    if (query.state === 'open') matching.whereNull('findings.resolved_at');
    if (query.state === 'resolved') {
      matching.whereNotNull('findings.resolved_at');
    }
    if (query.kind?.length) matching.whereIn('findings.kind', query.kind);
    if (query.account?.length) {
      matching.whereIn('findings.account_id', query.account);
    }
    whereFound(matching, 'findings.search_text', query.q);
    return matching;
  }

  async #comparedAt(): Promise<Date | undefined> {
    const row = await this.#options
      .db('comparisons')
      .max({ at: 'ended_at' })
      .first();
    return timeOf(row?.at);
  }
}

/** Two entities may carry one account id; either name will do. */
function withNames(db: Knex, query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .leftJoin('sessions', 'sessions.id', 'findings.session_id')
    .leftJoin('requests', 'requests.id', 'sessions.request_id')
    .select(
      'findings.*',
      'sessions.number as session_number',
      'requests.number as request_number',
      db('accounts')
        .whereRaw('accounts.account_id = findings.account_id')
        .min('accounts.name')
        .as('account_name'),
    );
}
