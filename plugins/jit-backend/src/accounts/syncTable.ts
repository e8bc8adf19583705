import { Knex } from 'knex';
import { Row } from '../store/rows';

/** SQLite refuses longer compound inserts. */
const BATCH = 100;

function same(a: unknown, b: unknown): boolean {
  // SQLite keeps booleans as 0 and 1
  const plain = (value: unknown) =>
    typeof value === 'boolean' ? Number(value) : value ?? null;
  return plain(a) === plain(b);
}

function keyOf(row: Row, key: string[]): string {
  return JSON.stringify(key.map(column => row[column]));
}

function differs(row: Row, before: Row | undefined): boolean {
  if (!before) return true;
  return Object.keys(row).some(column => !same(row[column], before[column]));
}

/**
 * Makes a projection hold exactly these rows. Only what changed is written:
 * mostly nothing does, and nobody waits for a lock.
 *
 * @param stamp - columns that say when a row was written; not compared
 */
export async function syncTable(
  trx: Knex,
  table: string,
  key: string[],
  rows: Row[],
  stamp: Row = {},
): Promise<void> {
  const wanted = new Map(rows.map(row => [keyOf(row, key), row]));
  const existing = new Map<string, Row>(
    (await trx(table).select()).map((row: Row) => [keyOf(row, key), row]),
  );
  for (const [id, row] of existing) {
    if (wanted.has(id)) continue;
    const where = Object.fromEntries(key.map(column => [column, row[column]]));
    await trx(table).where(where).delete();
  }
  const changed = [...wanted].filter(([id, row]) =>
    differs(row, existing.get(id)),
  );
  for (let from = 0; from < changed.length; from += BATCH) {
    const batch = changed
      .slice(from, from + BATCH)
      .map(([, row]) => ({ ...row, ...stamp }));
    await trx(table).insert(batch).onConflict(key).merge();
  }
}
