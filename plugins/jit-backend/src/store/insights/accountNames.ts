import { InsightsAccount } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';

/** The accounts' names today; of those gone, as their last request has it. */
export async function accountNames(
  db: Knex,
  ids: string[],
): Promise<(id: string) => InsightsAccount> {
  const rows = await db('accounts')
    .whereIn('account_id', ids)
    .orderBy('name', 'desc')
    .select('account_id', 'name');
  const names = new Map<string, string>(
    rows.map(row => [row.account_id, row.name]),
  );
  for (const id of ids.filter(one => !names.has(one))) {
    const last = await db('requests')
      .where({ account_id: id })
      .orderBy('requested_at', 'desc')
      .first('account_name');
    if (last) names.set(id, last.account_name);
  }
  return id => ({ id, name: names.get(id) ?? id });
}
