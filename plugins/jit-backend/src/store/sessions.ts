import { Knex } from 'knex';
import {
  EndCause,
  sessionStateOf,
  sessionTransitions,
  SessionStatus,
} from '@jit-portal/backstage-plugin-jit-common';
import { AssignmentKey, Priority, SessionRecord } from '../domain/model';
import { NewId } from './ids';
import { sessionOf } from './rows';

/*
 * The deeds on sessions that requests and engine share. Each runs in its
 * caller's transaction, moves the request's `state` along, and makes the
 * assignment due, so that the engine wakes to it whatever crashes in between.
 */

/** What a session is born with. */
export type NewSession = Omit<
  SessionRecord,
  | 'id'
  | 'number'
  | 'version'
  | 'assignmentId'
  | 'status'
  | 'cleanup'
  | 'lateAlarmAt'
>;

async function upsertAssignment(
  trx: Knex,
  newId: NewId,
  now: Date,
  key: AssignmentKey,
): Promise<string> {
  const where = {
    instance_arn: key.instanceArn,
    account_id: key.accountId,
    permission_set_arn: key.permissionSetArn,
    principal_id: key.principalId,
  };
  await trx('assignments')
    .insert({
      id: newId(now),
      ...where,
      identity_store_id: key.identityStoreId,
      region: key.region,
      caller_account: key.callerAccount,
      standing: 'unknown',
    })
    .onConflict([
      'instance_arn',
      'account_id',
      'permission_set_arn',
      'principal_id',
    ])
    .ignore();
  const row = await trx('assignments').where(where).first('id');
  return row.id;
}

/**
 * Makes an assignment due no later than now, at this priority or a more urgent
 * one it already has.
 *
 * @param since - when the work should have begun; its place in the order (H30)
 */
export async function makeDue(
  trx: Knex,
  assignmentId: string,
  now: Date,
  priority: number,
  since: Date = now,
): Promise<void> {
  await trx('assignments')
    .where({ id: assignmentId })
    .update({
      due_at: now,
      attempt: 0,
      // The engine notices that it was woken in the middle of its turn
      wakes: trx.raw('wakes + 1'),
      wanted_since: trx.raw(
        'case when due_at is not null and priority <= ? and wanted_since < ? then wanted_since else ? end',
        [priority, since, since],
      ),
      priority: trx.raw(
        'case when due_at is not null and priority < ? then priority else ? end',
        [priority, priority],
      ),
    });
}

/** The last approval's session: PROVISIONING, and its assignment due at once. */
export async function createSession(
  trx: Knex,
  newId: NewId,
  now: Date,
  key: AssignmentKey,
  session: NewSession,
): Promise<SessionRecord> {
  const assignmentId = await upsertAssignment(trx, newId, now, key);
  const id = newId(now);
  await trx('sessions').insert({
    id,
    request_id: session.requestId,
    requested_at: trx('requests')
      .where({ id: session.requestId })
      .select('requested_at'),
    assignment_id: assignmentId,
    status: 'PROVISIONING',
    user_ref: session.user.ref,
    user_name: session.user.displayName,
    user_email: session.user.email ?? null,
    principal_id: session.principalId,
    account_id: session.account.id,
    account_name: session.account.name,
    account_entity_ref: session.account.entityRef,
    permission_set_type: session.permissionSet.type,
    permission_set_name: session.permissionSet.name,
    permission_set_arn: session.permissionSet.arn,
    set_session_minutes: session.setSessionMinutes,
    minutes: session.minutes,
    approved_at: session.approvedAt,
    activate_by: session.activateBy,
    credentials_mode: session.credentials.mode,
    off_hours: session.offHours,
    search_text: [
      session.user.displayName,
      session.user.email,
      session.user.ref,
      session.account.name,
      session.account.id,
      session.permissionSet.name,
    ]
      .filter(Boolean)
      .join(' ')
      .toLowerCase(),
  });
  await trx('requests')
    .where({ id: session.requestId })
    .update({ state: 'SETTING_UP' });
  if (session.permissionSet.type === 'custom') {
    await trx('custom_sets').insert({
      id: newId(now),
      request_id: session.requestId,
      assignment_id: assignmentId,
      account_id: session.account.id,
      instance_arn: key.instanceArn,
      name: session.permissionSet.name,
      state: 'wanted',
    });
  }
  await makeDue(trx, assignmentId, now, Priority.grant);
  return sessionOf(await trx('sessions').where({ id }).first());
}

/**
 * Moves a session on if it is still where the caller saw it; the request's
 * `state` follows in the same transaction.
 *
 * @returns the session as it is now, or undefined when somebody was quicker
 */
export async function moveSession(
  trx: Knex,
  seen: SessionRecord,
  to: SessionStatus,
  change: Record<string, unknown> = {},
): Promise<SessionRecord | undefined> {
  if (to !== seen.status && !sessionTransitions[seen.status].includes(to)) {
    throw new Error(
      `A session cannot go from ${seen.status} to ${to} (${seen.id})`,
    );
  }
  const changed = await trx('sessions')
    .where({ id: seen.id, status: seen.status, version: seen.version })
    .update({ ...change, status: to, version: seen.version + 1 });
  if (changed === 0) return undefined;
  const row = await trx('sessions').where({ id: seen.id }).first();
  const session = sessionOf(row);
  await trx('requests')
    .where({ id: session.requestId })
    .update({
      state: sessionStateOf({
        status: session.status,
        endCause: session.end?.cause,
      }),
    });
  return session;
}

/**
 * Begins a session's end: ENDING with its cause, and the assignment due. It is
 * never refused because a setting or somebody's eligibility changed.
 *
 * @returns the session as it is now, or undefined when somebody was quicker
 */
export async function beginEnd(
  trx: Knex,
  now: Date,
  seen: SessionRecord,
  end: {
    cause: EndCause;
    by?: { ref: string; displayName: string };
    reason?: string;
  },
  change: Record<string, unknown> = {},
): Promise<SessionRecord | undefined> {
  const revoked = end.cause === 'revoked' || end.cause === 'leaver';
  // The assignment first, as the engine locks them: no deadlock between us
  await makeDue(
    trx,
    seen.assignmentId,
    now,
    revoked ? Priority.revocation : Priority.firstEnd,
    end.cause === 'time' ? seen.expiresAt : now,
  );
  return moveSession(trx, seen, 'ENDING', {
    ...change,
    ending_at: now,
    end_cause: end.cause,
    end_by_ref: end.by?.ref ?? null,
    end_by_name: end.by?.displayName ?? null,
    end_reason: end.reason ?? null,
  });
}
