import { Actor } from '../domain/model';
import { appendAudit } from './audit';
import { QUARANTINE } from './DatabaseQuarantine';
import { Row, timeOf } from './rows';
import { StoreOptions } from './StoreOptions';
import { inTransaction } from './transactions';

/** The scope that bears on every account. */
const EVERYWHERE = '*';

export interface PauseRecord {
  /** Absent: everywhere. */
  accountId?: string;
  by: { ref: string; displayName: string };
  at: Date;
  reason: string;
}

/** A brake to put on or to take off, and by whom. */
export interface PauseToSave {
  accountId?: string;
  paused: boolean;
  reason: string;
  actor: Actor;
}

function pauseOf(row: Row): PauseRecord {
  return {
    accountId: row.scope === EVERYWHERE ? undefined : row.scope,
    by: { ref: row.by_ref, displayName: row.by_name },
    at: timeOf(row.at)!,
    reason: row.reason,
  };
}

/** The brakes. Submission, review and the engine read them by account. */
export class DatabasePauses {
  readonly #options: StoreOptions;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** The one for all first. */
  async list(): Promise<PauseRecord[]> {
    const rows: Row[] = await this.#options
      .db('pauses')
      .whereNot({ scope: QUARANTINE })
      .orderBy('scope');
    return rows.map(pauseOf);
  }

  /** The brake and the word of it in one transaction; the last word counts. */
  async save(pause: PauseToSave): Promise<void> {
    const { db, clock, newId } = this.#options;
    const { accountId, paused, reason, actor } = pause;
    const scope = accountId ?? EVERYWHERE;
    await inTransaction(db, async trx => {
      const at = await clock.now(trx);
      if (paused) {
        await trx('pauses')
          .insert({
            scope,
            by_ref: actor.ref,
            by_name: actor.displayName,
            reason,
            at,
          })
          .onConflict('scope')
          .merge();
      } else {
        const removed = await trx('pauses').where({ scope }).delete();
        // Nothing was paused: nothing to tell
        if (removed === 0) return;
      }
      await appendAudit(trx, newId, at, [
        {
          type: paused ? 'grants.paused' : 'grants.resumed',
          severity: 'high',
          actor,
          accountId,
          data: { reason, everywhere: accountId === undefined },
        },
      ]);
    });
  }
}
