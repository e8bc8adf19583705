import { SetOutline } from '../domain/dueSets';
import { ReadSet } from '../identityCenter/SetReader';
import { markRead } from './projections';
import { Row, timeOf } from './rows';
import { StoreOptions } from './StoreOptions';
import { inTransaction } from './transactions';

const OPEN_SESSIONS = ['PROVISIONING', 'ACTIVE', 'ENDING'];

/** SQLite refuses longer compound inserts. */
const BATCH = 100;

function batches<T>(items: readonly T[]): T[][] {
  const found: T[][] = [];
  for (let from = 0; from < items.length; from += BATCH) {
    found.push(items.slice(from, from + BATCH));
  }
  return found;
}

function outlineOf(row: Row): SetOutline {
  return {
    arn: row.arn,
    name: row.name ?? undefined,
    hasContent: row.fingerprint !== null,
    readAt: timeOf(row.refreshed_at),
    retryAt: timeOf(row.retry_at),
  };
}

function columnsOf(set: ReadSet): Row {
  return {
    name: set.name,
    description: set.description ?? null,
    session_minutes: set.sessionMinutes,
    ...(set.fingerprint !== undefined && {
      fingerprint: set.fingerprint,
      content: set.content ? JSON.stringify(set.content) : null,
    }),
  };
}

/**
 * The permission sets of Identity Center as last read, one by one: each is
 * saved when it was read, and a listing alone makes rows and takes them away.
 */
export class DatabasePermissionSets {
  constructor(private readonly options: StoreOptions) {}

  now(): Promise<Date> {
    return this.options.clock.now(this.options.db);
  }

  async outlines(): Promise<SetOutline[]> {
    const rows: Row[] = await this.options
      .db('permission_sets')
      .orderBy('arn')
      .select('arn', 'name', 'fingerprint', 'refreshed_at', 'retry_at');
    return rows.map(outlineOf);
  }

  /** Standard sets that open sessions use, by ARN. */
  async inUse(): Promise<Set<string>> {
    const arns: string[] = await this.options
      .db('sessions')
      .whereIn('status', OPEN_SESSIONS)
      .where({ permission_set_type: 'standard' })
      .distinct('permission_set_arn')
      .pluck('permission_set_arn');
    return new Set(arns);
  }

  async count(): Promise<number> {
    const [{ n }] = await this.options.db('permission_sets').count({ n: '*' });
    return Number(n);
  }

  /** Takes a whole listing: what is new is yet to be read, the rest is gone. */
  async saveListing(arns: readonly string[]): Promise<void> {
    const { db, clock } = this.options;
    await inTransaction(db, async trx => {
      const known: string[] = await trx('permission_sets').pluck('arn');
      const [before, after] = [new Set(known), new Set(arns)];
      const gone = known.filter(arn => !after.has(arn));
      const fresh = [...after].filter(arn => !before.has(arn));
      for (const batch of batches(gone)) {
        await trx('permission_sets').whereIn('arn', batch).delete();
      }
      for (const batch of batches(fresh)) {
        await trx('permission_sets')
          .insert(batch.map(arn => ({ arn })))
          .onConflict('arn')
          .ignore();
      }
      await markRead(trx, 'permission-sets', await clock.now(trx));
    });
  }

  /**
   * Saves what was read of a set, unless something newer is known. One that no
   * listing has told yet is left to the next.
   *
   * @param at - when it was asked for: AWS's answer is no older
   */
  async save(set: ReadSet, at: Date): Promise<void> {
    await this.options
      .db('permission_sets')
      .where({ arn: set.arn })
      .where(older =>
        older.whereNull('refreshed_at').orWhere('refreshed_at', '<=', at),
      )
      .update({ ...columnsOf(set), refreshed_at: at, retry_at: null });
  }

  /** It could not be read, and is not asked for again before. */
  async putOff(arn: string, until: Date): Promise<void> {
    await this.options
      .db('permission_sets')
      .where({ arn })
      .update({ retry_at: until });
  }

  /** Of these, the name is all that is needed from now on. */
  async forgetContent(arns: readonly string[]): Promise<void> {
    for (const batch of batches(arns)) {
      await this.options
        .db('permission_sets')
        .whereIn('arn', batch)
        .update({ fingerprint: null, content: null });
    }
  }

  /** AWS says that there is no such set any more. */
  async forget(arn: string): Promise<void> {
    await this.options.db('permission_sets').where({ arn }).delete();
  }

  /**
   * Whether one of these names may yet turn up: no listing was read, or sets of
   * the last one still wait for their first reading.
   */
  async mayTurnUp(names: readonly string[]): Promise<boolean> {
    const { db } = this.options;
    const unread = await db('permission_sets')
      .whereNull('fingerprint')
      .whereNull('retry_at')
      .where(row => row.whereNull('name').orWhereIn('name', names))
      .first('arn');
    if (unread) return true;
    const listed = await db('projections')
      .where({ name: 'permission-sets' })
      .first('name');
    return listed === undefined;
  }
}
