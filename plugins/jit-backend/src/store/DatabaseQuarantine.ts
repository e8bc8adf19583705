import { Knex } from 'knex';
import { Actor, ENGINE } from '../domain/model';
import { appendAudit } from './audit';
import { Row, timeOf } from './rows';
import { StoreOptions } from './StoreOptions';
import { inTransaction } from './transactions';

/** The brake that the portal puts on itself; it bears on every account. */
export const QUARANTINE = 'quarantine';

/** An event that was on record: kept outside of the database (H11). */
export interface Checkpoint {
  eventId: string;
  /** When the event was on record, UTC. */
  at: Date;
}

export interface QuarantineRecord {
  since: Date;
  reason: string;
}

async function headOf(db: Knex): Promise<Checkpoint | undefined> {
  const row: Row | undefined = await db('audit_events')
    .orderBy('id', 'desc')
    .first('id', 'at');
  return row && { eventId: row.id, at: timeOf(row.at)! };
}

async function isOnRecord(db: Knex, { eventId }: Checkpoint) {
  const event = await db('audit_events').where({ id: eventId }).first('id');
  return event !== undefined;
}

/** Whether retention took away what was on record by then. */
async function isPurged(db: Knex, { at }: Checkpoint): Promise<boolean> {
  const purge = await db('audit_purges')
    .where('checkpoint_at', '>=', at)
    .first('position');
  return purge !== undefined;
}

/** Whether an admin has accepted since that events are missing. */
async function isAccepted(db: Knex, { at }: Checkpoint): Promise<boolean> {
  const accepted = await db('audit_events')
    .where({ type: 'quarantine.ended' })
    .where('at', '>', at)
    .first('id');
  return accepted !== undefined;
}

/**
 * Whether the database has forgotten (H11), and the quarantine it is put into
 * then. It is a row among the brakes, so that whatever heeds a brake heeds it.
 */
export class DatabaseQuarantine {
  constructor(private readonly options: StoreOptions) {}

  /** The latest event on record. */
  head(): Promise<Checkpoint | undefined> {
    return headOf(this.options.db);
  }

  async current(): Promise<QuarantineRecord | undefined> {
    const row: Row | undefined = await this.options
      .db('pauses')
      .where({ scope: QUARANTINE })
      .first();
    return row && { since: timeOf(row.at)!, reason: row.reason };
  }

  /** Whether the checkpoint is on record, or an admin has accepted that it is not. */
  async isWhole(checkpoint: Checkpoint): Promise<boolean> {
    const { db } = this.options;
    return (
      (await isOnRecord(db, checkpoint)) ||
      (await isPurged(db, checkpoint)) ||
      (await isAccepted(db, checkpoint))
    );
  }

  /**
   * No new access from here on, and a comparison with AWS from the start.
   *
   * @returns whether it is new
   */
  async begin(checkpoint: Checkpoint, reason: string): Promise<boolean> {
    const { db, clock, newId } = this.options;
    return inTransaction(db, async trx => {
      const at = await clock.now(trx);
      const head = await headOf(trx);
      const brake = {
        scope: QUARANTINE,
        by_ref: ENGINE.ref,
        by_name: ENGINE.displayName,
        reason,
        at,
      };
      const known = await trx('pauses').where({ scope: QUARANTINE }).first();
      if (known) return false;
      await trx('pauses').insert(brake);
      await trx('comparisons').delete();
      await appendAudit(trx, newId, at, [
        {
          type: 'quarantine.begun',
          severity: 'critical',
          actor: ENGINE,
          data: {
            reason,
            checkpoint: checkpoint.eventId,
            checkpointAt: checkpoint.at.toISOString(),
            head: head?.eventId,
            headAt: head?.at.toISOString(),
          },
        },
      ]);
      return true;
    });
  }

  /** @returns false where there was none */
  async end(actor: Actor, reason: string): Promise<boolean> {
    const { db, clock, newId } = this.options;
    return inTransaction(db, async trx => {
      const at = await clock.now(trx);
      const ended = await trx('pauses').where({ scope: QUARANTINE }).delete();
      if (ended === 0) return false;
      await appendAudit(trx, newId, at, [
        {
          type: 'quarantine.ended',
          severity: 'critical',
          actor,
          data: { reason },
        },
      ]);
      return true;
    });
  }
}
