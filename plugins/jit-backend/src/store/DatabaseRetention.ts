import { pendingStatuses } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { SYSTEM } from '../domain/model';
import { appendAudit } from './audit';
import { checkpointOf, headOfChain } from './DatabaseChain';
import { positionOf } from './recordRows';
import { OPEN_SESSIONS, Row, timeOf } from './rows';
import { StoreOptions } from './StoreOptions';
import { inTransaction } from './transactions';

/** So many go in one transaction: nobody waits long for it. */
const BATCH = 500;

const FINISHED = ['refused', 'failed', 'succeeded', 'lost'];

/** What retention has taken away. */
export interface Purged {
  events: number;
  requests: number;
}

async function earliest(
  query: Knex.QueryBuilder,
  column: string,
): Promise<Date | undefined> {
  const row = await query.min({ at: column }).first();
  return timeOf(row?.at);
}

/**
 * Takes away what is older than it has to be kept (H33): of the record only
 * its beginning, below a checkpoint that a place outside keeps; the triggers
 * let nothing else go.
 */
export class DatabaseRetention {
  constructor(private readonly options: StoreOptions) {}

  now(): Promise<Date> {
    return this.options.clock.now(this.options.db);
  }

  /** @param before - what was on record and over by then may go */
  async purge(before: Date): Promise<Purged> {
    await this.#mark(before);
    const events = await this.#takeAwayEvents();
    const requests = await this.#takeAwayRequests(before);
    await this.#takeAwayRest(before);
    return { events, requests };
  }

  /** Puts on record how far retention goes, before anything goes. */
  async #mark(before: Date): Promise<void> {
    const { db, clock, newId } = this.options;
    await inTransaction(db, async trx => {
      const row = await this.#checkpointFor(trx, before);
      if (!row) return;
      const { position, hash, at } = checkpointOf(row);
      const now = await clock.now(trx);
      await trx('audit_purges').insert({
        position,
        hash,
        checkpoint_at: new Date(at),
        at: now,
      });
      await appendAudit(trx, newId, now, [
        {
          type: 'record.purged',
          severity: 'high',
          actor: SYSTEM,
          data: { position, hash, checkpointAt: at },
        },
      ]);
    });
  }

  /** The latest below which nothing is young, and nothing belongs to what lives. */
  async #checkpointFor(trx: Knex, before: Date): Promise<Row | undefined> {
    const kept = await trx('audit_sinks')
      .where({ keeps: true })
      .max({ position: 'told_position' })
      .first();
    const purged = await trx('audit_purges')
      .max({ position: 'position' })
      .first();
    const head = await headOfChain(trx);
    const upTo = Math.min(positionOf(kept?.position), head.position - 1);
    const query = trx('audit_checkpoints')
      .where('at', '<=', before)
      .where('position', '<=', upTo)
      .where('position', '>', positionOf(purged?.position))
      .orderBy('position', 'desc');
    const living = await this.#oldestLiving(trx);
    if (living) query.where('at', '<', living);
    return query.first();
  }

  async #oldestLiving(trx: Knex): Promise<Date | undefined> {
    const open = trx('sessions')
      .whereIn('status', OPEN_SESSIONS)
      .select('request_id');
    const times = [
      await earliest(
        trx('requests').whereIn('status', [...pendingStatuses]),
        'requested_at',
      ),
      await earliest(trx('requests').whereIn('id', open), 'requested_at'),
      await earliest(
        trx('aws_operations').whereNotIn('status', FINISHED),
        'noted_at',
      ),
    ].filter(time => time !== undefined);
    return times.length > 0
      ? new Date(Math.min(...times.map(Number)))
      : undefined;
  }

  /** From the beginning on; goes on where a crash has stopped it. */
  async #takeAwayEvents(): Promise<number> {
    const { db } = this.options;
    const purged = await db('audit_purges')
      .max({ position: 'position' })
      .first();
    const upTo = positionOf(purged?.position);
    let gone = 0;
    for (;;) {
      const rows: Row[] = await db('audit_seals')
        .where('position', '<=', upTo)
        .orderBy('position')
        .limit(BATCH)
        .select('position', 'event_id');
      if (rows.length === 0) break;
      const ids = rows.map(row => row.event_id);
      await inTransaction(db, async trx => {
        await trx('audit_events').whereIn('id', ids).delete();
        await trx('audit_erasures').whereIn('event_id', ids).delete();
        await trx('audit_salts').whereIn('event_id', ids).delete();
        await trx('audit_seals').whereIn('event_id', ids).delete();
      });
      gone += rows.length;
    }
    if (gone > 0) {
      await db('audit_checkpoints').where('position', '<', upTo).delete();
    }
    return gone;
  }

  /** Requests that are over, with their reviews, session and set. */
  async #takeAwayRequests(before: Date): Promise<number> {
    const { db } = this.options;
    let gone = 0;
    for (;;) {
      const ids = await this.#overBy(before);
      if (ids.length === 0) return gone;
      await inTransaction(db, async trx => {
        await trx('reviews').whereIn('request_id', ids).delete();
        await trx('custom_sets').whereIn('request_id', ids).delete();
        await trx('sessions').whereIn('request_id', ids).delete();
        await trx('requests').whereIn('id', ids).delete();
      });
      gone += ids.length;
    }
  }

  async #overBy(before: Date): Promise<string[]> {
    const { db } = this.options;
    return db('requests')
      .whereNotIn('requests.status', [...pendingStatuses])
      .where('requests.closed_at', '<', before)
      .whereNotExists(
        db('sessions')
          .whereRaw('sessions.request_id = requests.id')
          .where(lives =>
            lives
              .whereIn('sessions.status', OPEN_SESSIONS)
              .orWhereNull('sessions.ended_at')
              .orWhere('sessions.ended_at', '>=', before)
              .orWhere('sessions.cleanup', 'pending'),
          ),
      )
      .whereNotExists(
        db('custom_sets')
          .whereRaw('custom_sets.request_id = requests.id')
          .whereNot('custom_sets.state', 'gone'),
      )
      .orderBy('requests.closed_at')
      .limit(BATCH)
      .pluck('requests.id');
  }

  /** Keys that nothing refers to any more, and findings that are over. */
  async #takeAwayRest(before: Date): Promise<void> {
    const { db } = this.options;
    await db('findings').where('resolved_at', '<', before).delete();
    for (;;) {
      const ids = await this.#idleKeys(before);
      if (ids.length === 0) return;
      await inTransaction(db, async trx => {
        await trx('aws_operations').whereIn('assignment_id', ids).delete();
        await trx('assignments').whereIn('id', ids).delete();
      });
    }
  }

  async #idleKeys(before: Date): Promise<string[]> {
    const { db } = this.options;
    const refersTo = (table: string) =>
      db(table).whereRaw(`${table}.assignment_id = assignments.id`);
    return db('assignments')
      .where({ made_by_us: false, operation_id: null, due_at: null })
      .where('gone_at', '<', before)
      .whereNotExists(refersTo('sessions'))
      .whereNotExists(refersTo('custom_sets'))
      .whereNotExists(refersTo('credential_denies'))
      .whereNotExists(
        refersTo('aws_operations').where(young =>
          young
            .whereNotIn('aws_operations.status', FINISHED)
            .orWhere('aws_operations.finished_at', '>=', before),
        ),
      )
      .limit(BATCH)
      .pluck('assignments.id');
  }
}
