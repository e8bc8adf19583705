import { Knex } from 'knex';

/**
 * One of many: an approver may own thousands of accounts, and a statement takes
 * 65,535 values at most in PostgreSQL, half as many in SQLite. Here they are one.
 */
export function whereAmong(
  query: Knex.QueryBuilder,
  column: string,
  values: readonly string[],
): void {
  if (query.client.config.client === 'pg') {
    query.whereRaw('?? = any(?::text[])', [column, [...values]]);
  } else {
    query.whereRaw('?? in (select value from json_each(?))', [
      column,
      JSON.stringify(values),
    ]);
  }
}
