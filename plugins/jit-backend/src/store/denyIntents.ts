import { Knex } from 'knex';
import { AuditSeverity } from '../domain/model';
import { EngineContext, engineEvent, record } from './engineContext';
import { Row } from './rows';

/*
 * Each change of a document of denies, and each bringing of it to an account,
 * is on record before AWS hears of it, and what became of it after (H33).
 */

/** What a change is called on record: the text, or its way to an account. */
type Change = 'aws.denies' | 'aws.provision';

export interface Intent {
  change: Change;
  id: string;
  target: string;
  accountId?: string;
}

export async function recordIntent(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
  { change, id, target, accountId }: Intent,
  outcome: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  const bad = outcome === 'refused' || outcome === 'failed';
  const severity: AuditSeverity = bad ? 'medium' : 'low';
  await record(ctx, trx, now, [
    engineEvent(
      `${change}-${outcome}`,
      severity,
      { accountId },
      { operationId: id, target, ...data },
    ),
  ]);
}

async function targetOf(trx: Knex, policyId: string): Promise<string> {
  return (await trx('deny_policies').where({ id: policyId }).first('target'))
    .target;
}

/** The request to bring the text to an account that is not answered yet. */
export async function openProvision(
  trx: Knex,
  policyId: string,
  accountId: string,
): Promise<Intent | undefined> {
  const row: Row | undefined = await trx('deny_accounts')
    .where({ policy_id: policyId, account_id: accountId })
    .whereNotNull('intent_id')
    .first();
  return row && provisionOf(row, await targetOf(trx, policyId));
}

function provisionOf(row: Row, target: string): Intent {
  return {
    change: 'aws.provision',
    id: row.intent_id,
    target,
    accountId: row.account_id,
  };
}

/** Everything of a document that is not answered yet. */
async function openIntents(trx: Knex, policyId: string): Promise<Intent[]> {
  const policy: Row = await trx('deny_policies')
    .where({ id: policyId })
    .first();
  const accounts: Row[] = await trx('deny_accounts')
    .where({ policy_id: policyId })
    .whereNotNull('intent_id');
  const { intent_id: id, target } = policy;
  return [
    ...(id ? [{ change: 'aws.denies' as const, id, target }] : []),
    ...accounts.map(row => provisionOf(row, target)),
  ];
}

/** The record of a document ends: nothing of it stays open on record. */
export async function forget(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
  policyId: string,
): Promise<void> {
  for (const intent of await openIntents(trx, policyId)) {
    await recordIntent(ctx, trx, now, intent, 'resolved', { as: 'forgotten' });
  }
  await trx('credential_denies').where({ policy_id: policyId }).delete();
  await trx('deny_accounts').where({ policy_id: policyId }).delete();
  await trx('deny_policies').where({ id: policyId }).delete();
}
