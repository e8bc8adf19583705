import {
  OwnershipCounts,
  OwnershipItem,
  OwnershipQuery,
  OwnershipState,
} from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { syncTable } from '../accounts/syncTable';
import { severityOf } from '../domain/ownership';
import { CappedCount, countCapped, Page, readPage, SortKey } from './paging';
import { Row, timeOf } from './rows';
import { whereFound } from './searchCondition';
import { StoreOptions } from './StoreOptions';
import { inTransaction } from './transactions';
import { readSoon } from './withinTime';

/** What a line in order has as its severity. */
const ALL_WELL = 999;

/** A reading that takes longer was given up, or its replica is gone. */
const LONGEST_MS = 5 * 60_000;

/** People who are missing; beyond, they count as never known. */
const MOST_LOOKED_UP = 200;

const ONE = { name: 'ownership' };

const keys: Record<NonNullable<OwnershipQuery['sort']>, SortKey> = {
  // One expression, so that the name decides among equals
  problem: {
    expression: 'lines.by_problem',
    kind: 'text',
    direction: 'asc',
  },
  name: { expression: 'lower(lines.name)', kind: 'text', direction: 'asc' },
  id: { expression: 'lines.account_id', kind: 'text', direction: 'asc' },
};

export interface OwnershipPage extends Page<OwnershipItem> {
  total: CappedCount;
}

type Unread = OwnershipState['unread'];

function lineRow(item: OwnershipItem): Row {
  const words = [
    item.name,
    item.id ?? '',
    item.entityRef ?? '',
    ...item.owners.flatMap(one => [one.displayName, one.ref]),
    ...item.approvers.map(one => one.displayName),
  ];
  return {
    line_key: item.key,
    account_id: item.id ?? '',
    name: item.name,
    severity: severityOf(item),
    problems: `,${item.problems.map(({ code }) => code).join(',')},`,
    search_text: words.join(' ').normalize('NFC').toLowerCase(),
    content: JSON.stringify(item),
  };
}

/** Account Ownership as last read, and who reads it now. */
export class DatabaseOwnership {
  readonly #options: StoreOptions;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** @throws TookTooLong */
  async list(query: OwnershipQuery): Promise<OwnershipPage> {
    return readSoon(this.#options, on =>
      new DatabaseOwnership(on).#list(query),
    );
  }

  async #list(query: OwnershipQuery): Promise<OwnershipPage> {
    const { db } = this.#options;
    const matching = this.#matching(query);
    const total = await countCapped(db, matching);
    const lines = matching
      .clone()
      .select('ownership_lines.*')
      // Three digits each, so that the text sorts as the number does
      .select(
        db.raw(
          "(cast(1000 + ownership_lines.severity as varchar(4)) || ' ' || lower(ownership_lines.name)) as by_problem",
        ),
      );
    const page = await readPage(
      db,
      db.from(lines.as('lines')).select('lines.*'),
      {
        sort: query.sort ?? 'problem',
        keys,
        idColumn: 'lines.line_key',
        order: query.order,
        limit: query.limit ?? 20,
        cursor: query.cursor,
      },
    );
    const items = page.items.map(row => JSON.parse(row.content));
    return { ...page, items, total };
  }

  async state(): Promise<OwnershipState> {
    const { db, clock } = this.#options;
    const row: Row = await db('ownership_checks').where(ONE).first();
    const runningUntil = timeOf(row.running_until);
    return {
      counts: await this.#counts(),
      checkedAt: timeOf(row.checked_at)?.toISOString(),
      checking: Boolean(runningUntil && runningUntil > (await clock.now(db))),
      failure: row.failed_at
        ? { at: timeOf(row.failed_at)!.toISOString(), message: row.failure }
        : undefined,
      unread: JSON.parse(row.unread),
    };
  }

  /** Takes the turn, unless somebody has it. */
  async begin(by: string): Promise<boolean> {
    const { db, clock } = this.#options;
    const now = await clock.now(db);
    const taken = await db('ownership_checks')
      .where(ONE)
      .where(where =>
        where.whereNull('running_until').orWhere('running_until', '<=', now),
      )
      .update({
        running_until: new Date(now.getTime() + LONGEST_MS),
        running_by: by,
      });
    return taken === 1;
  }

  /** What was read, whole; nothing where the turn was lost meanwhile. */
  async save(
    by: string,
    items: OwnershipItem[],
    unread: Unread,
  ): Promise<boolean> {
    const { db, clock } = this.#options;
    return inTransaction(db, async trx => {
      const ended = await this.#end(trx, by, {
        checked_at: await clock.now(trx),
        failed_at: null,
        failure: null,
        unread: JSON.stringify(unread),
      });
      if (!ended) return false;
      await syncTable(trx, 'ownership_lines', ['line_key'], items.map(lineRow));
      return true;
    });
  }

  /** The last result stands, and says how old it is. */
  async fail(by: string, message: string): Promise<void> {
    const { db, clock } = this.#options;
    const at = await clock.now(db);
    await this.#end(db, by, { failed_at: at, failure: message });
  }

  /** How many of the lines the catalog told. */
  async entities(): Promise<number> {
    const row = await this.#options
      .db('ownership_lines')
      .whereNot('line_key', 'like', 'aws:%')
      .count({ n: '*' })
      .first();
    return Number(row?.n);
  }

  /** Which of these people asked or decided here, or were owners before. */
  async knownBefore(refs: string[]): Promise<Set<string>> {
    const { db } = this.#options;
    const known = new Set<string>();
    for (const ref of refs.slice(0, MOST_LOOKED_UP)) {
      const asked = await db('requests').where({ requester_ref: ref }).first(1);
      const decided = await db('reviews').where({ reviewer_ref: ref }).first(1);
      if (asked || decided || (await this.#wasOwner(ref))) known.add(ref);
    }
    return known;
  }

  async #wasOwner(ref: string): Promise<boolean> {
    const query = this.#options.db('ownership_lines');
    whereFound(query, 'search_text', ref);
    const contents: string[] = await query.pluck('content');
    return contents.some(text => {
      const { owners, problems }: OwnershipItem = JSON.parse(text);
      const owner = owners.find(one => one.ref === ref);
      const left = problems.some(
        ({ code, detail }) => code === 'owner-left' && detail?.includes(ref),
      );
      return owner !== undefined && (owner.found || left);
    });
  }

  async #end(db: Knex, by: string, change: Row): Promise<boolean> {
    const ended = await db('ownership_checks')
      .where({ ...ONE, running_by: by })
      .update({ ...change, running_until: null, running_by: null });
    return ended === 1;
  }

  async #counts(): Promise<OwnershipCounts> {
    const { db } = this.#options;
    const lines = await db('ownership_lines').count({ n: '*' }).first();
    const inOrder = await db('ownership_lines')
      .where({ severity: ALL_WELL })
      .count({ n: '*' })
      .first();
    const all = Number(lines?.n);
    const ok = Number(inOrder?.n);
    return { all, attention: all - ok, ok };
  }

  // Not async: a query that is awaited is a query that runs
  #matching(query: OwnershipQuery): Knex.QueryBuilder {
    const { view = 'attention', problem, q } = query;
    const matching = this.#options.db('ownership_lines');
    if (view === 'attention') matching.where('severity', '<', ALL_WELL);
    if (view === 'ok') matching.where({ severity: ALL_WELL });
    if (problem?.length) {
      matching.where(any => {
        for (const code of problem) {
          any.orWhere('problems', 'like', `%,${code},%`);
        }
      });
    }
    whereFound(matching, 'ownership_lines.search_text', q);
    return matching;
  }
}
