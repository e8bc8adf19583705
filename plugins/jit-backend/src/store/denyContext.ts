import { Knex } from 'knex';
import { DenyPolicyRecord } from '../domain/pushSituation';
import { DenyRecord } from '../domain/denies';
import { Priority, SessionRecord } from '../domain/model';
import { EngineContext, engineEvent, record, tell } from './engineContext';
import { stillLeads } from './engineLead';
import { LeaseLost, Overtaken } from './EngineStore';
import { Row, sessionOf } from './rows';
import { makeDue } from './sessions';
import { inTransaction } from './transactions';

/** One transaction of whoever leads. */
export async function whileLeading<T>(
  ctx: EngineContext,
  token: number,
  deed: (trx: Knex.Transaction, now: Date) => Promise<T>,
): Promise<T> {
  return inTransaction(ctx.db, async trx => {
    const now = await ctx.clock.now(trx);
    if (!(await stillLeads(ctx, trx, token, now))) throw new LeaseLost();
    return deed(trx, now);
  });
}

/** The lock of a document: who saw another version of it decides again. */
export async function onPolicy<T>(
  ctx: EngineContext,
  token: number,
  policy: DenyPolicyRecord,
  deed: (trx: Knex.Transaction, now: Date) => Promise<T>,
): Promise<T> {
  return whileLeading(ctx, token, async (trx, now) => {
    const held = await trx('deny_policies')
      .where({ id: policy.id, version: policy.version })
      .update({ version: policy.version + 1 });
    if (held === 0) throw new Overtaken('The record of denies moved on');
    return deed(trx, now);
  });
}

/** Sessions whose old credentials a deny is about. */
export async function sessionsOf(
  trx: Knex,
  deny: DenyRecord,
  now: Date,
): Promise<SessionRecord[]> {
  const rows: Row[] = await trx('sessions')
    .where({ assignment_id: deny.assignmentId })
    .where(old =>
      old
        .where({ status: 'ENDING' })
        .orWhere('sessions.credentials_until', '>', now),
    );
  return rows.map(sessionOf);
}

/** Whoever waits for this deny goes on at once. */
export async function wake(
  trx: Knex,
  deny: DenyRecord,
  now: Date,
): Promise<void> {
  const rows: Row[] = await trx('sessions')
    .where({ assignment_id: deny.assignmentId })
    .whereIn('status', ['PROVISIONING', 'ENDING']);
  if (rows.length === 0) return;
  const ends = rows.filter(row => row.status === 'ENDING');
  const revoked = ends.some(
    row => row.end_cause === 'revoked' || row.end_cause === 'leaver',
  );
  const end = revoked ? Priority.revocation : Priority.firstEnd;
  const priority = ends.length > 0 ? end : Priority.grant;
  await makeDue(trx, deny.assignmentId, now, priority);
}

/** What became of a session's credentials, on its row and in the record. */
export async function changeCredentials(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
  session: SessionRecord,
  change: Record<string, unknown>,
  what: {
    type: string;
    data?: Record<string, unknown>;
    /** Less is so than was promised. */
    worse?: boolean;
    tellAdmins?: boolean;
  },
): Promise<void> {
  await trx('sessions').where({ id: session.id }).update(change);
  const event = engineEvent(
    what.type,
    what.worse ? 'high' : 'low',
    {
      requestId: session.requestId,
      sessionId: session.id,
      assignmentId: session.assignmentId,
      accountId: session.account.id,
    },
    what.data,
  );
  const topic = what.tellAdmins ? 'credentials-remain' : undefined;
  await record(ctx, trx, now, [event], tell(session, topic));
}
