import { randomBytes } from 'node:crypto';
import { Knex } from 'knex';
import { Checkpoint } from '@jit-portal/backstage-plugin-jit-node';
import { CheckpointSigner } from '../domain/checkpoint';
import { GENESIS, Head, Salts, Seal, sealEvent } from '../domain/seal';
import { positionOf, recordedOf, rowOfSeal } from './recordRows';
import { Row, timeOf } from './rows';
import { StoreOptions } from './StoreOptions';
import { inTransaction } from './transactions';

/** So many events are sealed in one transaction. */
const BATCH = 200;

/** How far the sealing is behind the record, and the checkpoints behind it. */
export interface ChainReadings {
  now: Date;
  /** When the oldest event that has no seal happened. */
  oldestUnsealed?: Date;
  /** When the last checkpoint was made. */
  checkpointAt?: Date;
  /** Whether something was sealed since. */
  isBeyondCheckpoint: boolean;
}

/** Lets one replica at a time seal; the others leave it to that one. */
async function isMine(trx: Knex): Promise<boolean> {
  // SQLite has one writer, and one replica
  if (trx.client.config.client !== 'pg') return true;
  const { rows } = await trx.raw(
    `select pg_try_advisory_xact_lock(hashtextextended('jit:seal', 0)) as mine`,
  );
  return rows[0].mine;
}

export async function headOfChain(db: Knex): Promise<Head> {
  const last: Row | undefined =
    (await db('audit_seals').orderBy('position', 'desc').first()) ??
    (await db('audit_purges').orderBy('position', 'desc').first());
  return last
    ? { position: positionOf(last.position), hash: last.hash }
    : { position: 0, hash: GENESIS };
}

async function purgedTo(db: Knex): Promise<number> {
  const row = await db('audit_purges').max({ position: 'position' }).first();
  return positionOf(row?.position);
}

export function checkpointOf(row: Row): Checkpoint {
  return {
    format: 1,
    position: positionOf(row.position),
    count: positionOf(row.count),
    hash: row.hash,
    at: timeOf(row.at)!.toISOString(),
    ...(row.key && { key: row.key }),
    ...(row.signature && { signature: row.signature }),
  };
}

/**
 * The chain over the record (H32). Events are sealed after their commit, by
 * what has no seal yet: an event whose transaction took long is sealed when it
 * comes to light, whatever its id. Nothing that writes an event waits for it.
 */
export class DatabaseChain {
  constructor(
    private readonly options: StoreOptions,
    private readonly newSalt: () => string = () =>
      randomBytes(16).toString('hex'),
  ) {}

  /** @returns whether there may be more to seal */
  async seal(): Promise<boolean> {
    const { db, clock } = this.options;
    return inTransaction(db, async trx => {
      if (!(await isMine(trx))) return false;
      const rows: Row[] = await trx('audit_unsealed')
        .join('audit_events', 'audit_events.id', 'audit_unsealed.event_id')
        .orderBy('audit_unsealed.event_id')
        .limit(BATCH)
        .select('audit_events.*');
      if (rows.length === 0) return false;
      await this.#saveSeals(trx, rows, await clock.now(trx));
      return rows.length === BATCH;
    });
  }

  async #saveSeals(trx: Knex, rows: Row[], sealedAt: Date): Promise<void> {
    let head = await headOfChain(trx);
    const seals: Seal[] = [];
    const salts: { event_id: string; salts: string }[] = [];
    for (const row of rows) {
      const made = sealEvent(recordedOf(row), head, sealedAt, this.newSalt);
      seals.push(made.seal);
      if (hasAny(made.salts)) {
        salts.push({ event_id: row.id, salts: JSON.stringify(made.salts) });
      }
      head = made.seal;
    }
    await trx('audit_seals').insert(seals.map(rowOfSeal));
    if (salts.length > 0) await trx('audit_salts').insert(salts);
    await trx('audit_unsealed')
      .whereIn(
        'event_id',
        rows.map(({ id }) => id),
      )
      .delete();
  }

  /**
   * Notes how far the chain goes, where it goes further than the last time.
   *
   * @returns undefined where it does not, or where another replica did it
   */
  async makeCheckpoint(
    signer?: CheckpointSigner,
  ): Promise<Checkpoint | undefined> {
    const { db, clock } = this.options;
    return inTransaction(db, async trx => {
      const head = await headOfChain(trx);
      const last = await this.#lastCheckpoint(trx);
      if (head.position === 0) return undefined;
      if (last && positionOf(last.position) >= head.position) return undefined;
      const at = await clock.now(trx);
      const unsigned = {
        format: 1 as const,
        position: head.position,
        count: head.position - (await purgedTo(trx)),
        hash: head.hash,
        at: at.toISOString(),
      };
      const checkpoint = signer?.sign(unsigned) ?? unsigned;
      const { position, count, hash, key, signature } =
        checkpoint as Checkpoint;
      const made = await trx('audit_checkpoints')
        .insert({
          position,
          count,
          hash,
          at,
          key: key ?? null,
          signature: signature ?? null,
        })
        .onConflict('position')
        .ignore()
        .returning('position');
      return made.length > 0 ? checkpoint : undefined;
    });
  }

  async read(): Promise<ChainReadings> {
    const { db, clock } = this.options;
    const [now, unsealed, last, head] = await Promise.all([
      clock.now(db),
      db('audit_unsealed').min({ at: 'at' }).first(),
      this.#lastCheckpoint(db),
      headOfChain(db),
    ]);
    return {
      now,
      oldestUnsealed: timeOf(unsealed?.at),
      checkpointAt: timeOf(last?.at),
      isBeyondCheckpoint: head.position > positionOf(last?.position),
    };
  }

  #lastCheckpoint(db: Knex): Promise<Row | undefined> {
    return db('audit_checkpoints').orderBy('position', 'desc').first();
  }
}

function hasAny(salts: Salts): boolean {
  return Object.keys(salts).length > 0;
}
