import { whileLeading } from './denyContext';
import { EngineContext, engineEvent, record } from './engineContext';
import { Row } from './rows';

/** Tells, once, of an account that the SCP does not reach (H29). */
export async function saveReach(
  ctx: EngineContext,
  token: number,
  accountIds: readonly string[],
  beyond: ReadonlySet<string>,
): Promise<void> {
  await whileLeading(ctx, token, async (trx, now) => {
    for (const accountId of accountIds) {
      const reached = !beyond.has(accountId);
      const before: Row | undefined = await trx('scp_reach')
        .where({ account_id: accountId })
        .first();
      await trx('scp_reach')
        .insert({ account_id: accountId, reached, checked_at: now })
        .onConflict('account_id')
        .merge({ reached, checked_at: now });
      if (reached || before?.reached === false || before?.reached === 0) {
        continue;
      }
      const what =
        'The deny SCP is not attached above this account: credentials there cannot be denied by it';
      await record(ctx, trx, now, [
        engineEvent('drift.found', 'high', { accountId }, { what }),
      ]);
    }
  });
}

/** Accounts whose live sessions rely on the SCP. */
export async function reachWanted(
  ctx: EngineContext,
  token: number,
): Promise<string[]> {
  return whileLeading(ctx, token, async trx => {
    const rows: Row[] = await trx('sessions')
      .where({ credentials_mode: 'scp-deny' })
      .whereIn('status', ['PROVISIONING', 'ACTIVE', 'ENDING'])
      .distinct('account_id');
    return rows.map(row => row.account_id);
  });
}
