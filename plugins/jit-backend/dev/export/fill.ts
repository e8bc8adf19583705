import { Knex } from 'knex';
import { Portal } from '../../src/testing/Portal';

/** What differs from the first one; the rest is copied. */
type Change = Record<string, string>;

const N = `lpad(n::text, 12, '0')`;
const AT = `timestamptz '2026-11-01T00:00:00Z' - n * interval '1 minute'`;

const REQUEST: Change = {
  id: `('00000000-0000-7000-8000-' || ${N})`,
  number: 'n',
  requester_ref: `'user:default/person-' || n % 5000`,
  requester_name: `'Person ' || n % 5000`,
  account_id: `lpad((n % 5000)::text, 12, '1')`,
  account_name: `'Account ' || n % 5000`,
  status: `case when n % 10 = 0 then 'REJECTED' else 'APPROVED' end`,
  state: `case when n % 10 = 0 then 'REJECTED' else 'ENDED' end`,
  justification: `repeat('Look at the failed payouts of yesterday. ', 1 + n % 12)`,
  pending_key: 'null',
  custom_name_key: 'null',
  requested_at: AT,
  search_text: `'req-' || n || ' person ' || n % 5000`,
};

const REVIEW: Change = {
  id: `('00000000-0000-7000-8001-' || ${N})`,
  request_id: REQUEST.id,
  comment: `'Fine, as long as it stays with reading. ' || n`,
  at: AT,
};

const SESSION: Change = {
  id: `('00000000-0000-7000-8002-' || ${N})`,
  number: 'n',
  request_id: REQUEST.id,
  status: `'ENDED'`,
  granted_at: AT,
  ended_at: `${AT} + interval '1 hour'`,
  end_cause: `'time'`,
  search_text: `'ses-' || n`,
};

async function multiply(
  db: Knex,
  table: string,
  change: Change,
  count: number,
): Promise<void> {
  const columns = Object.keys(await db(table).columnInfo());
  const known = Object.keys(change).filter(name => !columns.includes(name));
  if (known.length > 0) throw new Error(`${table} has no ${known.join(', ')}`);
  const values = columns.map(name => change[name] ?? `one.${name}`);
  await db.raw(
    `insert into ${table} (${columns.join(', ')})
     select ${values.join(', ')}
     from (select * from ${table} limit 1) one, generate_series(2, ?) n`,
    [count],
  );
}

/**
 * Fills an empty PostgreSQL: so many requests, each reviewed, with its session.
 * Without the indexes of the search, which no export needs and which take most
 * of the time to fill.
 */
export async function fill(
  db: Knex,
  portal: Portal,
  count: number,
): Promise<void> {
  await db.raw('drop index if exists requests_search_idx, sessions_search_idx');
  await portal.granted('dana');
  await multiply(db, 'requests', REQUEST, count);
  await multiply(db, 'reviews', REVIEW, count);
  await multiply(db, 'sessions', SESSION, count);
  await db.raw('analyze');
}
