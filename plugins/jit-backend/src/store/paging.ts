import { Knex } from 'knex';
import { Row, timeOf } from './rows';

/*
 * Keyset paging: a page begins after the last row of the one before it, so
 * that a deep page costs what the first one does. Cursors are opaque.
 */

export type Direction = 'asc' | 'desc';

/** A column or expression that a list can be sorted by; never null. */
export interface SortKey {
  expression: string;
  kind: 'time' | 'text' | 'number';
  /** The order where none is asked for. */
  direction: Direction;
}

interface Cursor {
  sort: string;
  order: Direction;
  value: string | number;
  id: string;
}

export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/** Totals are exact up to here; more is a minimum. */
export const EXACT_TO = 999;

export interface CappedCount {
  count: number;
  isMinimum: boolean;
}

/** A cursor that is not one of ours. */
export class InvalidCursor extends Error {}

/** Integers are of 32 bits in both databases. */
const MOST = 2_147_483_647;
/** Before year 10000, which databases write in another way. */
const LATEST = Date.UTC(9999, 11, 31);

function encode(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

const isPlainText = (value: unknown): value is string =>
  typeof value === 'string' && !value.includes('\u0000');

const isPlain = (value: unknown) =>
  typeof value === 'number' || isPlainText(value);

function decode(text: string, sort: string, order: Direction): Cursor {
  try {
    const cursor = JSON.parse(Buffer.from(text, 'base64url').toString());
    const typed = isPlain(cursor.value) && isPlainText(cursor.id);
    if (typed && cursor.sort === sort && cursor.order === order) return cursor;
  } catch {
    // Told below
  }
  throw new InvalidCursor('The cursor does not belong to this list');
}

/** What a column can be compared with; databases fail at anything else. */
function bindable({ kind }: SortKey, value: string | number) {
  const time = new Date(value);
  const fits = {
    text: typeof value === 'string',
    number: Number.isInteger(value) && Math.abs(Number(value)) <= MOST,
    time: typeof value === 'string' && +time >= 0 && +time <= LATEST,
  };
  if (!fits[kind]) throw new InvalidCursor('The cursor is damaged');
  return kind === 'time' ? time : value;
}

function plain({ kind }: SortKey, value: unknown): string | number {
  if (kind === 'time') return timeOf(value)!.toISOString();
  return kind === 'number' ? Number(value) : String(value);
}

/** Goes into SQL as it is: nothing but the two words does, whoever asks. */
export function directionOf(
  asked: string | undefined,
  { direction }: SortKey,
): Direction {
  return asked === 'asc' || asked === 'desc' ? asked : direction;
}

/** More than any list asks for. */
const LONGEST_PAGE = 1000;

export interface PageOptions {
  sort: string;
  keys: Record<string, SortKey>;
  /** The column that makes the order total. */
  idColumn: string;
  order?: Direction;
  limit: number;
  cursor?: string;
}

/** Reads one page of a query whose conditions are set. */
export async function readPage(
  db: Knex,
  query: Knex.QueryBuilder,
  options: PageOptions,
): Promise<Page<Row>> {
  const { sort, keys, idColumn } = options;
  if (!Object.hasOwn(keys, sort)) throw new Error(`No order is called ${sort}`);
  const key = keys[sort];
  const order = directionOf(options.order, key);
  // No number at all would be no limit to Knex
  const limit = Math.min(Math.trunc(options.limit) || 1, LONGEST_PAGE);
  const after = order === 'asc' ? '>' : '<';
  if (options.cursor) {
    const cursor = decode(options.cursor, sort, order);
    const value = bindable(key, cursor.value);
    query.where(where =>
      where
        .whereRaw(`${key.expression} ${after} ?`, [value])
        .orWhere(same =>
          same
            .whereRaw(`${key.expression} = ?`, [value])
            .where(idColumn, after, cursor.id),
        ),
    );
  }
  const rows = await query
    .select(db.raw(`${key.expression} as sort_value`))
    .orderByRaw(`${key.expression} ${order}, ${idColumn} ${order}`)
    .limit(limit + 1);
  const items = rows.slice(0, limit);
  const last = items[items.length - 1];
  return {
    items,
    nextCursor:
      rows.length > limit
        ? encode({
            sort,
            order,
            value: plain(key, last.sort_value),
            id: String(last[idColumn.split('.').pop()!]),
          })
        : undefined,
  };
}

/** Counts no further than it shows: history may grow, a count may not. */
export async function countCapped(
  db: Knex,
  query: Knex.QueryBuilder,
  exactTo: number = EXACT_TO,
): Promise<CappedCount> {
  const capped = query
    .clone()
    .clearSelect()
    .clearOrder()
    .select(db.raw('1 as one'))
    .limit(exactTo + 1)
    .as('capped');
  const row = await db.from(capped).count({ n: '*' }).first();
  return cappedOf(row!.n, exactTo);
}

/** What a capped count tells, as either database gives it. */
export function cappedOf(n: unknown, exactTo: number = EXACT_TO): CappedCount {
  const count = Number(n);
  return { count: Math.min(count, exactTo), isMinimum: count > exactTo };
}
