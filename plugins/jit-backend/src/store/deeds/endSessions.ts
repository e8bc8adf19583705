import { Knex } from 'knex';
import { endableStatuses } from '../../domain/end';
import { Actor, NewAuditEvent, SessionRecord } from '../../domain/model';
import { appendAudit } from '../audit';
import { enqueue, OutboxItem } from '../outbox';
import { sessionOf } from '../rows';
import { beginEnd } from '../sessions';
import { StoreOptions } from '../StoreOptions';
import { inTransaction } from '../transactions';

export interface EndToSave {
  seen: SessionRecord;
  actor: Actor;
  reason?: string;
  /** More for the record, for example that ownership was the last known one. */
  remarks?: Record<string, unknown>;
}

/** Every session whose end began; undefined where nothing is left to end. */
export type EndSaved = SessionRecord[] | undefined;

const EVENT = {
  revoked: 'session.revoke-requested',
  released: 'session.release-requested',
} as const;

/**
 * Locked, so that the engine moves none of them on in between. A revocation is
 * of the key, whether or not the session that was seen is still open.
 */
async function toEnd(
  trx: Knex,
  cause: 'revoked' | 'released',
  seen: SessionRecord,
): Promise<SessionRecord[]> {
  const query = trx('sessions').whereIn('status', [...endableStatuses]);
  if (cause === 'revoked') {
    query.where({ assignment_id: seen.assignmentId });
  } else {
    query.where({ id: seen.id });
  }
  const rows = await query.orderBy('number').forUpdate();
  return rows.map(sessionOf);
}

function eventOf(
  cause: 'revoked' | 'released',
  session: SessionRecord,
  all: SessionRecord[],
  { actor, reason, remarks }: EndToSave,
): NewAuditEvent {
  return {
    type: EVENT[cause],
    severity: cause === 'revoked' ? 'high' : 'medium',
    actor,
    requestId: session.requestId,
    sessionId: session.id,
    assignmentId: session.assignmentId,
    accountId: session.account.id,
    data: {
      number: session.number,
      reason,
      sessionNumbers: all.map(({ number }) => number),
      ...remarks,
    },
  };
}

/** The user of a revoked session is told at once, by whom and why. */
function itemsOf(
  cause: 'revoked' | 'released',
  session: SessionRecord,
): OutboxItem[] {
  const about = { requestId: session.requestId, sessionId: session.id };
  const items: OutboxItem[] = [
    {
      kind: 'signal',
      ...about,
      accountId: session.account.id,
      userRefs: [session.user.ref],
    },
  ];
  if (cause === 'revoked') {
    items.push({ kind: 'notification', topic: 'revoked', ...about });
  }
  return items;
}

/**
 * Begins the end that somebody asked for. No version is asked: a stale screen
 * never refuses an end (H23).
 */
export function endSession(
  options: StoreOptions,
  cause: 'revoked' | 'released',
  end: EndToSave,
): Promise<EndSaved> {
  const { db, clock, newId } = options;
  return inTransaction(db, async trx => {
    const sessions = await toEnd(trx, cause, end.seen);
    if (sessions.length === 0) return undefined;
    const now = await clock.now(trx);
    const ended: SessionRecord[] = [];
    for (const session of sessions) {
      const by = { ref: end.actor.ref, displayName: end.actor.displayName };
      const moved = await beginEnd(trx, now, session, {
        cause,
        by,
        reason: end.reason,
      });
      if (!moved) throw new Error(`SES-${session.number} moved under its lock`);
      await appendAudit(trx, newId, now, [
        eventOf(cause, session, sessions, end),
      ]);
      await enqueue(trx, newId, now, itemsOf(cause, session));
      ended.push(moved);
    }
    return ended;
  });
}
