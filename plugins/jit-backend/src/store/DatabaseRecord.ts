import { AuditQuery } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { Actor, AuditEventRecord } from '../domain/model';
import { appendAudit } from './audit';
import { checkpointOf, headOfChain } from './DatabaseChain';
import { idCondition } from './itemIds';
import { CappedCount, countCapped, Page, readPage, SortKey } from './paging';
import { exportLines } from './recordExport';
import { positionOf, recordedOf } from './recordRows';
import { Row, timeOf } from './rows';
import { StoreOptions } from './StoreOptions';
import { inTransaction } from './transactions';
import { readSoon } from './withinTime';

/** An event with its place in the chain. */
export interface RecordedEvent {
  event: AuditEventRecord;
  requestNumber?: number;
  sessionNumber?: number;
  seal?: { position: number; hash: string; sealedAt: Date };
  erased: string[];
}

export interface RecordPage extends Page<RecordedEvent> {
  total: CappedCount;
  checkpoint?: { position: number; hash: string; at: string };
}

/** Ids sort by time. */
const keys: Record<'at', SortKey> = {
  at: { expression: 'audit_events.id', kind: 'text', direction: 'desc' },
};

/** The audit record, for those who may read it. */
export class DatabaseRecord {
  readonly #options: StoreOptions;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** @throws TookTooLong */
  async list(query: AuditQuery): Promise<RecordPage> {
    return readSoon(this.#options, on => new DatabaseRecord(on).#list(query));
  }

  async #list(query: AuditQuery): Promise<RecordPage> {
    const { db } = this.#options;
    const matching = this.#matching(query, {
      requestIds: await this.#idsOf('REQ', query.request),
      sessionIds: await this.#idsOf('SES', query.session),
    });
    const total = await countCapped(db, matching);
    const page = await readPage(db, withSeals(matching.clone()), {
      sort: 'at',
      keys,
      idColumn: 'audit_events.id',
      order: query.order,
      limit: query.limit ?? 20,
      cursor: query.cursor,
    });
    const erased = await this.#erased(page.items.map(({ id }) => id));
    return {
      ...page,
      items: page.items.map(row => recordedEventOf(row, erased)),
      total,
      checkpoint: await this.#lastCheckpoint(),
    };
  }

  /** All of it, for the check: what is written meanwhile is not in it. */
  async export(actor: Actor): Promise<AsyncGenerator<string>> {
    const { db, clock, newId } = this.#options;
    const { upTo, at } = await inTransaction(db, async trx => {
      const now = await clock.now(trx);
      const head = await headOfChain(trx);
      await appendAudit(trx, newId, now, [
        {
          type: 'record.exported',
          severity: 'high',
          actor,
          data: { upTo: head.position },
        },
      ]);
      return { upTo: head.position, at: now };
    });
    return exportLines(db, upTo, at);
  }

  // Not async: a query that is awaited is a query that runs
  #matching(
    query: AuditQuery,
    ids: { requestIds?: string[]; sessionIds?: string[] },
  ): Knex.QueryBuilder {
    const matching = this.#options.db('audit_events');
    const among = (column: string, values?: string[]) => {
      if (values?.length) matching.whereIn(`audit_events.${column}`, values);
    };
    among('type', query.type);
    among('severity', query.severity);
    among(
      'actor_ref',
      query.actor?.map(ref => ref.toLowerCase()),
    );
    among('account_id', query.account);
    among('request_id', ids.requestIds);
    among('session_id', ids.sessionIds);
    if (query.from)
      matching.where('audit_events.at', '>=', new Date(query.from));
    if (query.to) matching.where('audit_events.at', '<', new Date(query.to));
    return matching;
  }

  /** Of an item that is gone its events remain, by its id. */
  async #idsOf(
    prefix: 'REQ' | 'SES',
    text?: string,
  ): Promise<string[] | undefined> {
    if (text === undefined) return undefined;
    const condition = idCondition(text, prefix);
    if (condition && 'id' in condition) return [condition.id];
    const table = prefix === 'REQ' ? 'requests' : 'sessions';
    const row = condition
      ? await this.#options.db(table).where(condition).first('id')
      : undefined;
    return [row?.id ?? ''];
  }

  async #erased(ids: string[]): Promise<Map<string, string[]>> {
    const rows: Row[] = await this.#options
      .db('audit_erasures')
      .whereIn('event_id', ids)
      .orderBy('field');
    const byEvent = new Map<string, string[]>();
    for (const { event_id: id, field } of rows) {
      byEvent.set(id, [...(byEvent.get(id) ?? []), field]);
    }
    return byEvent;
  }

  async #lastCheckpoint(): Promise<RecordPage['checkpoint']> {
    const row: Row | undefined = await this.#options
      .db('audit_checkpoints')
      .orderBy('position', 'desc')
      .first();
    if (!row) return undefined;
    const { position, hash, at } = checkpointOf(row);
    return { position, hash, at };
  }
}

function withSeals(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .leftJoin('audit_seals', 'audit_seals.event_id', 'audit_events.id')
    .leftJoin('requests', 'requests.id', 'audit_events.request_id')
    .leftJoin('sessions', 'sessions.id', 'audit_events.session_id')
    .select(
      'audit_events.*',
      'audit_seals.position as seal_position',
      'audit_seals.hash as seal_hash',
      'audit_seals.sealed_at as sealed_at',
      'requests.number as request_number',
      'sessions.number as session_number',
    );
}

function recordedEventOf(
  row: Row,
  erased: Map<string, string[]>,
): RecordedEvent {
  return {
    event: recordedOf(row),
    requestNumber: row.request_number ?? undefined,
    sessionNumber: row.session_number ?? undefined,
    seal: row.seal_hash
      ? {
          position: positionOf(row.seal_position),
          hash: row.seal_hash,
          sealedAt: timeOf(row.sealed_at)!,
        }
      : undefined,
    erased: erased.get(row.id) ?? [],
  };
}
