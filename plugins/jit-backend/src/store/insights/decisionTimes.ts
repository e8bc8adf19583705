import { DecisionTimes } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { Row } from '../rows';

/** Keys of a group, and its times. */
export type TimesRow = Row & DecisionTimes;

/**
 * How long each group waited: median and 90th percentile by nearest rank, of
 * whole minutes. Counted by the minute first, so that what is ordered is short
 * however many requests there are; no percentile is estimated.
 *
 * @param waits - selects the keys and `minutes`, a row per decision
 */
export async function decisionTimes(
  db: Knex,
  waits: Knex.QueryBuilder,
  keys: string[],
): Promise<TimesRow[]> {
  const by = keys.map(key => `"${key}"`).join(', ');
  const part = keys.length > 0 ? `partition by ${by}` : '';
  const query = db
    .with('waits', waits)
    .with(
      'counted',
      db
        .from('waits')
        .groupBy(...keys, 'minutes')
        .select(...keys, 'minutes')
        .count({ n: '*' }),
    )
    .with(
      'ranked',
      db
        .from('counted')
        .select(
          ...keys,
          'minutes',
          db.raw(`sum(n) over (${part} order by minutes) as upto`),
          db.raw(`sum(n) over (${part}) as total`),
        ),
    )
    .from('ranked')
    .select(
      ...keys,
      db.raw('max(total) as decided'),
      db.raw('min(case when upto * 2 >= total then minutes end) as median'),
      db.raw('min(case when upto * 10 >= total * 9 then minutes end) as p90'),
    )
    .orderByRaw(['decided desc', ...keys.map(key => `"${key}"`)].join(', '));
  if (keys.length > 0) query.groupBy(...keys);
  const rows: Row[] = await query;
  return rows
    .filter(row => row.decided !== null)
    .map(({ decided, median, p90, ...group }) => ({
      ...group,
      decided: Number(decided),
      medianMinutes: Number(median),
      p90Minutes: Number(p90),
    }));
}
