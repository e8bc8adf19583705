import { Knex } from 'knex';
import { NewAuditEvent } from '../domain/model';
import { NewId } from './ids';

/**
 * Writes what happened, in the transaction of the change itself, so that the
 * one is never on record without the other.
 */
export async function appendAudit(
  trx: Knex,
  newId: NewId,
  at: Date,
  events: NewAuditEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await trx('audit_events').insert(
    events.map(event => ({
      id: newId(at),
      at,
      type: event.type,
      severity: event.severity,
      actor_kind: event.actor.kind,
      actor_ref: event.actor.ref,
      actor_name: event.actor.displayName,
      via_ref: event.actor.kind === 'user' ? event.actor.viaRef ?? null : null,
      actor_address:
        event.actor.kind === 'user' ? event.actor.address ?? null : null,
      request_id: event.requestId ?? null,
      session_id: event.sessionId ?? null,
      assignment_id: event.assignmentId ?? null,
      account_id: event.accountId ?? null,
      data: JSON.stringify(event.data ?? {}),
    })),
  );
}
