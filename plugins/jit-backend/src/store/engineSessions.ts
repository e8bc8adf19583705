import { Knex } from 'knex';
import {
  finalStatusOf,
  SessionStatus,
} from '@jit-portal/backstage-plugin-jit-common';
import { AuditSeverity, NewAuditEvent, SessionRecord } from '../domain/model';
import { Activation, Settlement } from '../domain/situation';
import {
  about,
  EngineContext,
  engineEvent,
  inTurn,
  record,
  tell,
} from './engineContext';
import { Claim, EngineEnd, Overtaken } from './EngineStore';
import { beginEnd, moveSession } from './sessions';

function endEvents(session: SessionRecord, how: EngineEnd): NewAuditEvent[] {
  const { cause, reason, failure, forged } = how;
  const severity: AuditSeverity = cause === 'time' ? 'low' : 'medium';
  const events = [
    engineEvent('session.ending', severity, about(session), {
      cause,
      reason,
      failure,
    }),
  ];
  if (forged) {
    events.push(
      engineEvent('session.forged', 'critical', about(session), { failure }),
    );
  }
  return events;
}

/** Begins ends that the engine itself decided. */
export async function end(
  ctx: EngineContext,
  claim: Claim,
  sessions: SessionRecord[],
  how: EngineEnd,
): Promise<void> {
  await inTurn(ctx, claim, async (trx, now) => {
    if (how.standing) {
      await trx('assignments')
        .where({ id: claim.assignmentId })
        .update({ standing: 'present', standing_since: null });
    }
    for (const session of sessions) {
      const ended = await beginEnd(
        trx,
        now,
        session,
        { cause: how.cause, reason: how.reason },
        how.failure && {
          failure_code: how.failure.code,
          failure_message: how.failure.message,
          failure_fix: how.failure.fix,
        },
      );
      if (!ended) throw new Overtaken(`SES-${session.number} moved on`);
      await record(ctx, trx, now, endEvents(session, how), tell(session));
    }
  });
  // Our own wake needs no further turn
  claim.wakes += sessions.length;
}

/** ACTIVE: Identity Center said SUCCEEDED, and the clock runs (H6). */
export async function activate(
  ctx: EngineContext,
  claim: Claim,
  activations: Activation[],
): Promise<void> {
  await inTurn(ctx, claim, async (trx, now) => {
    for (const one of activations) {
      const { session, minutes, grantedAt, firstCallAt, hardEnd } = one;
      const active = await moveSession(trx, session, 'ACTIVE', {
        minutes,
        first_call_at: firstCallAt,
        granted_at: grantedAt,
        hard_end: hardEnd,
        expires_at: one.expiresAt,
      });
      if (!active) throw new Overtaken(`SES-${session.number} moved on`);
      const event = engineEvent('session.activated', 'medium', about(session), {
        expiresAt: one.expiresAt.toISOString(),
      });
      await record(ctx, trx, now, [event], tell(session, 'active'));
    }
    await trx('assignments')
      .where({ id: claim.assignmentId })
      .update({ attempt: 0, last_error: null });
  });
  claim.attempt = 0;
}

const TOPICS = {
  ENDED: 'ended',
  REVOKED: 'revoked',
  FAILED: 'failed',
} as const;

async function settleOne(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
  settlement: Settlement,
): Promise<void> {
  const { session, accessRemains, credentialsUntil } = settlement;
  const status: SessionStatus = finalStatusOf[session.end!.cause];
  const final = await moveSession(trx, session, status, {
    ended_at: now,
    access_remains: accessRemains ? JSON.stringify(accessRemains) : null,
    credentials_until: credentialsUntil ?? null,
    ...(session.permissionSet.type === 'custom' && { cleanup: 'pending' }),
  });
  if (!final) throw new Overtaken(`SES-${session.number} moved on`);
  const word = TOPICS[status as keyof typeof TOPICS];
  // Of a revocation people were told when it was asked for
  const topic = session.end!.cause === 'revoked' ? undefined : word;
  const event = engineEvent(`session.${word}`, 'medium', about(session), {
    cause: session.end!.cause,
    failure: session.failure,
    accessRemains,
    credentialsUntil: credentialsUntil?.toISOString(),
  });
  await record(ctx, trx, now, [event], tell(session, topic));
}

/** Ends become final. What stood before us is decided anew the next time. */
export async function settle(
  ctx: EngineContext,
  claim: Claim,
  settlements: Settlement[],
): Promise<void> {
  await inTurn(ctx, claim, async (trx, now) => {
    for (const one of settlements) await settleOne(ctx, trx, now, one);
    await trx('assignments')
      .where({ id: claim.assignmentId, made_by_us: false })
      .update({ standing: 'unknown', attempt: 0, last_error: null });
  });
}
