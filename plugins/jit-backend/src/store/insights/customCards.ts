import {
  CustomPermissionSet,
  InsightsCards,
} from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { Row } from '../rows';
import { InsightsScope, requestsIn } from './InsightsScope';
import { mostOften, SHOWN } from './requestCards';

function statementsIn(policy: string | undefined): number {
  if (!policy) return 0;
  const { Statement = [] } = JSON.parse(policy);
  return [Statement].flat().length;
}

async function latestOf(
  db: Knex,
  scope: InsightsScope,
  key: string,
): Promise<{ set: CustomPermissionSet; coveredBy?: string }> {
  const row: Row = await requestsIn(db, scope)
    .where('requests.asked_key', key)
    .orderBy('requests.requested_at', 'desc')
    .first('requests.permission_set', 'requests.covered_by_set');
  return {
    set: JSON.parse(row.permission_set),
    coveredBy: row.covered_by_set ?? undefined,
  };
}

/** What was asked for as a custom set more than once, and what would have done. */
export async function repeated(
  db: Knex,
  scope: InsightsScope,
): Promise<NonNullable<InsightsCards['repeated']>> {
  const rows: Row[] = await requestsIn(db, scope)
    .whereNotNull('requests.asked_key')
    .groupBy('requests.asked_key')
    .select('requests.asked_key')
    .count({ n: '*' })
    .countDistinct({ accounts: 'requests.account_id' })
    .havingRaw('count(*) > 1')
    .orderByRaw('count(*) desc, asked_key')
    .limit(SHOWN);
  const items = [];
  for (const { asked_key: key, n, accounts } of rows) {
    const { set, coveredBy } = await latestOf(db, scope, key);
    items.push({
      key,
      name: set.name,
      managedPolicies: set.managedPolicies,
      statements: statementsIn(set.inlinePolicy),
      requests: Number(n),
      accounts: Number(accounts),
      coveredBy,
    });
  }
  const covered = await mostOften(
    db,
    requestsIn(db, scope)
      .whereNotNull('requests.asked_key')
      .whereNotNull('requests.covered_by_set'),
    'requests.covered_by_set',
  );
  return {
    items,
    covered: covered.items.map(({ key, requests }) => ({
      name: key,
      requests,
    })),
  };
}
