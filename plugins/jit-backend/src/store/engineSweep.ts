import { Knex } from 'knex';
import { SessionRecord } from '../domain/model';
import { notInTime } from '../domain/nextStep';
import {
  about,
  EngineContext,
  engineEvent,
  homeColumns,
  record,
  tell,
} from './engineContext';
import { stillLeads } from './engineLead';
import { Swept } from './EngineStore';
import { Row, sessionOf } from './rows';
import { inTransaction } from './transactions';
import { beginEnd } from './sessions';

const AT_ONCE = 200;

/** An end is late when access outlives it by this much. */
const LATE_MS = 60_000;
const ENDING_SOON_MS = 10 * 60_000;

/** Open sessions of ours, in the order in which the clock reaches them. */
function ours(ctx: EngineContext, trx: Knex): Knex.QueryBuilder {
  return trx('sessions')
    .join('assignments', 'assignments.id', 'sessions.assignment_id')
    .where(homeColumns(ctx.home))
    .select('sessions.*', 'assignments.last_error')
    .limit(AT_ONCE);
}

/** Whether the clock has reached anything; mostly it has not. */
const REACHED = `
  select
    exists (
      select 1 from sessions where status = 'ACTIVE' and expires_at <= :now
    ) or exists (
      select 1 from sessions where status = 'PROVISIONING' and activate_by <= :now
    ) or exists (
      select 1 from sessions
      where status = 'ACTIVE' and expires_at <= :soon and ending_soon_at is null
    ) or exists (
      select 1 from sessions
      where status = 'ENDING' and late_alarm_at is null
        and (ending_at <= :late or expires_at <= :late)
    ) as reached`;

async function isAnythingReached(trx: Knex, now: Date): Promise<boolean> {
  const found = await trx.raw(REACHED, {
    now,
    soon: new Date(now.getTime() + ENDING_SOON_MS),
    late: new Date(now.getTime() - LATE_MS),
  });
  // PostgreSQL gives a result, SQLite its rows
  const [row] = Array.isArray(found) ? found : found.rows;
  return Boolean(row.reached);
}

async function endExpired(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
): Promise<number> {
  const rows: Row[] = await ours(ctx, trx)
    .where('sessions.status', 'ACTIVE')
    .where('sessions.expires_at', '<=', now)
    .orderBy('sessions.expires_at');
  for (const row of rows) {
    const session = sessionOf(row);
    const ended = await beginEnd(trx, now, session, { cause: 'time' });
    if (!ended) continue;
    const event = engineEvent('session.ending', 'low', about(session), {
      cause: 'time',
    });
    await record(ctx, trx, now, [event], tell(session));
  }
  return rows.length;
}

async function failTooLate(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
): Promise<number> {
  const rows: Row[] = await ours(ctx, trx)
    .where('sessions.status', 'PROVISIONING')
    .where('sessions.activate_by', '<=', now)
    .orderBy('sessions.activate_by');
  for (const row of rows) {
    const session = sessionOf(row);
    const failure = notInTime(row.last_error ?? undefined);
    const ended = await beginEnd(
      trx,
      now,
      session,
      { cause: 'failed' },
      {
        failure_code: failure.code,
        failure_message: failure.message,
        failure_fix: failure.fix,
      },
    );
    if (!ended) continue;
    const event = engineEvent('session.ending', 'medium', about(session), {
      cause: 'failed',
      failure,
    });
    await record(ctx, trx, now, [event], tell(session));
  }
  return rows.length;
}

async function warnEndingSoon(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
): Promise<void> {
  const rows: Row[] = await ours(ctx, trx)
    .where('sessions.status', 'ACTIVE')
    .whereNull('sessions.ending_soon_at')
    .where(
      'sessions.expires_at',
      '<=',
      new Date(now.getTime() + ENDING_SOON_MS),
    )
    .where('sessions.expires_at', '>', now);
  for (const row of rows) {
    await trx('sessions').where({ id: row.id }).update({ ending_soon_at: now });
    await record(ctx, trx, now, [], tell(sessionOf(row), 'ending-soon'));
  }
}

async function alarmLate(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
): Promise<SessionRecord[]> {
  const before = new Date(now.getTime() - LATE_MS);
  const rows: Row[] = await ours(ctx, trx)
    .where('sessions.status', 'ENDING')
    .whereNull('sessions.late_alarm_at')
    .where(late =>
      late
        .where('sessions.ending_at', '<=', before)
        .orWhere('sessions.expires_at', '<=', before),
    );
  for (const row of rows) {
    await trx('sessions').where({ id: row.id }).update({ late_alarm_at: now });
    const session = sessionOf(row);
    const event = engineEvent('session.removal-late', 'high', about(session), {
      lastError: row.last_error,
    });
    await record(ctx, trx, now, [event], tell(session, 'removal-late'));
  }
  return rows.map(sessionOf);
}

/** What the clock alone decides, some rows at a time. */
export async function sweep(ctx: EngineContext, token: number): Promise<Swept> {
  return inTransaction(ctx.db, async trx => {
    const now = await ctx.clock.now(trx);
    if (!(await stillLeads(ctx, trx, token, now))) {
      return { more: false, late: [], lostLead: true };
    }
    if (!(await isAnythingReached(trx, now))) {
      return { more: false, late: [], lostLead: false };
    }
    const ended = await endExpired(ctx, trx, now);
    const failed = await failTooLate(ctx, trx, now);
    await warnEndingSoon(ctx, trx, now);
    const late = await alarmLate(ctx, trx, now);
    const more = ended === AT_ONCE || failed === AT_ONCE;
    return { more, late, lostLead: false };
  });
}
