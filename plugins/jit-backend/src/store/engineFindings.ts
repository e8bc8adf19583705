import { Knex } from 'knex';
import { cameBack } from '../domain/compareAssignments';
import { SessionRecord } from '../domain/model';
import { setChanged } from '../domain/sessionFindings';
import { EngineContext, homeColumns, record, tell } from './engineContext';
import { stillLeads } from './engineLead';
import { Claim } from './EngineStore';
import { openFinding, resolveFindings } from './findings';
import { Row, sessionOf } from './rows';
import { inTransaction } from './transactions';

const AT_ONCE = 200;

function changedRows(ctx: EngineContext, trx: Knex): Knex.QueryBuilder {
  return trx('sessions')
    .join('assignments', 'assignments.id', 'sessions.assignment_id')
    .join('requests', 'requests.id', 'sessions.request_id')
    .join(
      'permission_sets',
      'permission_sets.arn',
      'sessions.permission_set_arn',
    )
    .where(homeColumns(ctx.home))
    .where('sessions.status', 'ACTIVE')
    .whereNull('sessions.set_changed_at')
    .whereRaw(
      'permission_sets.fingerprint <> requests.permission_set_fingerprint',
    )
    .select('sessions.*')
    .limit(AT_ONCE);
}

/**
 * Live sessions whose set changed since its review: drift, not repaired. What
 * the set is now, the projection tells (H16). It is over with the session.
 */
export async function reportChangedSets(
  ctx: EngineContext,
  token: number,
): Promise<SessionRecord[]> {
  return inTransaction(ctx.db, async trx => {
    const now = await ctx.clock.now(trx);
    if (!(await stillLeads(ctx, trx, token, now))) return [];
    const finder = { newId: ctx.newId, instanceArn: ctx.home.instanceArn };
    const rows: Row[] = await changedRows(ctx, trx);
    for (const row of rows) {
      await trx('sessions')
        .where({ id: row.id })
        .update({ set_changed_at: now });
      const session = sessionOf(row);
      await openFinding(trx, finder, now, setChanged(session));
      await record(ctx, trx, now, [], tell(session));
    }
    await resolveFindings(trx, finder, now, query =>
      query
        .where({ kind: 'set-changed' })
        .whereNotIn('session_id', live =>
          live.from('sessions').where({ status: 'ACTIVE' }).select('id'),
        ),
    );
    return rows.map(sessionOf);
  });
}

/** What a later look found and is not ours; the comparison finds the same. */
export async function reportCameBack(
  ctx: EngineContext,
  trx: Knex,
  claim: Claim,
  now: Date,
): Promise<void> {
  const row: Row = await trx('assignments')
    .where({ id: claim.assignmentId })
    .first();
  const key = { account_id: row.account_id };
  const arn = row.permission_set_arn;
  const account = await trx('accounts').where(key).first('name');
  const set = await trx('permission_sets').where({ arn }).first('name');
  const finding = cameBack(
    {
      account: { id: row.account_id, name: account?.name ?? row.account_id },
      permissionSet: { arn, name: set?.name ?? arn },
    },
    { assignmentId: row.id, principalId: row.principal_id },
  );
  const finder = { newId: ctx.newId, instanceArn: ctx.home.instanceArn };
  await openFinding(trx, finder, now, finding);
}
