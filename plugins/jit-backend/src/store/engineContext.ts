import { inTransaction } from './transactions';
import { Knex } from 'knex';
import {
  AuditSeverity,
  ENGINE,
  NewAuditEvent,
  SessionRecord,
} from '../domain/model';
import type { Home } from '../identityCenter/IdentityCenter';
import { appendAudit } from './audit';
import { StoreClock } from './clock';
import { Claim, LeaseLost } from './EngineStore';
import { NewId } from './ids';
import { enqueue, OutboxItem } from './outbox';

/** What the engine's deeds on the database share. */
export interface EngineContext {
  db: Knex;
  clock: StoreClock;
  newId: NewId;
  home: Home;
  /** This process; every start is another one. */
  owner: string;
}

/** A row is held this long; longer than any turn may take. */
export const ROW_LEASE_MS = 120_000;

/** Columns of rows that belong to where we are (H10). */
export function homeColumns(home: Home) {
  return {
    'assignments.instance_arn': home.instanceArn,
    'assignments.identity_store_id': home.identityStoreId,
    'assignments.region': home.region,
    'assignments.caller_account': home.callerAccount,
  };
}

/** One transaction of a turn: refused once the row is somebody else's. */
export async function inTurn<T>(
  ctx: EngineContext,
  claim: Claim,
  deed: (trx: Knex.Transaction, now: Date) => Promise<T>,
): Promise<T> {
  return inTransaction(ctx.db, async trx => {
    const now = await ctx.clock.now(trx);
    const held = await trx('assignments')
      .where({
        id: claim.assignmentId,
        lease_owner: ctx.owner,
        lease_token: claim.token,
      })
      .update({ lease_until: new Date(now.getTime() + ROW_LEASE_MS) });
    if (held === 0) throw new LeaseLost();
    return deed(trx, now);
  });
}

/** What an audit event says about a session. */
export function about(
  session: SessionRecord,
): Pick<
  NewAuditEvent,
  'requestId' | 'sessionId' | 'assignmentId' | 'accountId'
> {
  return {
    requestId: session.requestId,
    sessionId: session.id,
    assignmentId: session.assignmentId,
    accountId: session.account.id,
  };
}

export function engineEvent(
  type: string,
  severity: AuditSeverity,
  subject: Partial<NewAuditEvent>,
  data?: Record<string, unknown>,
): NewAuditEvent {
  return { ...subject, type, severity, actor: ENGINE, data };
}

type Topic = Extract<OutboxItem, { kind: 'notification' }>['topic'];

/** Pages look again, and people are told where there is something to tell. */
export function tell(session: SessionRecord, topic?: Topic): OutboxItem[] {
  const ids = { requestId: session.requestId, sessionId: session.id };
  const signal: OutboxItem = {
    kind: 'signal',
    ...ids,
    accountId: session.account.id,
    userRefs: [session.user.ref],
  };
  return topic ? [signal, { kind: 'notification', topic, ...ids }] : [signal];
}

/** Puts events and messages into the transaction of what happened. */
export async function record(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
  events: NewAuditEvent[],
  items: OutboxItem[] = [],
): Promise<void> {
  await appendAudit(trx, ctx.newId, now, events);
  await enqueue(trx, ctx.newId, now, items);
}
