import { Knex } from 'knex';
import { NewAuditEvent, OperationKind, OperationRecord } from '../domain/model';
import { Grant } from '../domain/situation';
import {
  about,
  EngineContext,
  engineEvent,
  inTurn,
  record,
} from './engineContext';
import { STUCK_MS } from './engineClaim';
import { stillLeads } from './engineLead';
import { Answer, Claim, LeaseLost, Overtaken } from './EngineStore';
import { operationOf, Row, sessionOf } from './rows';

/** The session whose story tells the operation: the newest concerned. */
async function subjectOf(
  trx: Knex,
  claim: Claim,
  kind: OperationKind,
): Promise<Partial<NewAuditEvent>> {
  const concerned = kind === 'create' ? ['PROVISIONING'] : ['ENDING'];
  const rows: Row[] = await trx('sessions')
    .where({ assignment_id: claim.assignmentId })
    .whereIn('status', ['PROVISIONING', 'ACTIVE', 'ENDING'])
    .orderBy('number', 'desc');
  const row = rows.find(one => concerned.includes(one.status)) ?? rows[0];
  return row
    ? about(sessionOf(row))
    : { assignmentId: claim.assignmentId, accountId: claim.accountId };
}

/** Stores the latest end before the first call (H6), if nothing changed. */
export async function storeGrant(trx: Knex, grant: Grant): Promise<void> {
  const { session, minutes, firstCallAt, hardEnd } = grant;
  const stored = await trx('sessions')
    .where({
      id: session.id,
      status: 'PROVISIONING',
      version: session.version,
    })
    .update({ minutes, first_call_at: firstCallAt, hard_end: hardEnd });
  if (stored === 0) throw new Overtaken(`SES-${session.number} moved on`);
}

/**
 * One change at a time per account. One that is stuck does not hold back an
 * end: access that should be gone is worse than a conflict.
 */
async function refuseIfBusy(
  trx: Knex,
  claim: Claim,
  kind: OperationKind,
  now: Date,
): Promise<void> {
  const stuck = new Date(kind === 'delete' ? now.getTime() - STUCK_MS : 0);
  const other = await trx('assignments')
    .join('aws_operations', 'aws_operations.id', 'assignments.operation_id')
    .where('assignments.account_id', claim.accountId)
    .where('aws_operations.noted_at', '>', stuck)
    .first('assignments.id');
  if (other) throw new Overtaken('Another change in the account is under way');
}

/** What a change of this kind makes of the key. */
function begun(kind: OperationKind, id: string, now: Date) {
  const common = {
    operation_id: id,
    absent_since: null,
    last_attempt_at: now,
    looks_left: 0,
  };
  return kind === 'create'
    ? { ...common, made_by_us: true, standing: 'absent', standing_since: null }
    : common;
}

/** Puts the intent on record before AWS hears of it. */
export async function note(
  ctx: EngineContext,
  claim: Claim,
  lead: number,
  kind: OperationKind,
  grants: Grant[],
): Promise<OperationRecord> {
  return inTurn(ctx, claim, async (trx, now) => {
    if (!(await stillLeads(ctx, trx, lead, now))) throw new LeaseLost();
    await refuseIfBusy(trx, claim, kind, now);
    for (const grant of grants) await storeGrant(trx, grant);
    const id = ctx.newId(now);
    await trx('aws_operations').insert({
      id,
      assignment_id: claim.assignmentId,
      kind,
      status: 'noted',
      lease_token: claim.token,
      noted_at: now,
    });
    await trx('assignments')
      .where({ id: claim.assignmentId })
      .update(begun(kind, id, now));
    const subject = await subjectOf(trx, claim, kind);
    await record(ctx, trx, now, [
      engineEvent(`aws.${kind}-noted`, 'low', subject, { operationId: id }),
    ]);
    return operationOf(await trx('aws_operations').where({ id }).first());
  });
}

const FINISHED = ['refused', 'failed', 'succeeded', 'lost'];

/** After a refused create, is there another one of ours that may stand? */
async function otherCreates(
  trx: Knex,
  operation: OperationRecord,
): Promise<boolean> {
  const row = await trx('aws_operations')
    .join('assignments', 'assignments.id', 'aws_operations.assignment_id')
    .where('aws_operations.assignment_id', operation.assignmentId)
    .where('aws_operations.kind', 'create')
    .whereNot('aws_operations.id', operation.id)
    .whereNot('aws_operations.status', 'refused')
    .where(since =>
      since
        .whereNull('assignments.gone_at')
        .orWhereRaw('aws_operations.noted_at > assignments.gone_at'),
    )
    .first('aws_operations.id');
  return row !== undefined;
}

/** What an answer makes of the key. */
async function afterwards(
  trx: Knex,
  operation: OperationRecord,
  answer: Answer,
  now: Date,
): Promise<Record<string, unknown>> {
  if (!FINISHED.includes(answer.status)) return {};
  const change: Record<string, unknown> = {
    operation_id: null,
    operation_finished_at: now,
  };
  if (answer.status === 'succeeded') {
    change.last_error = null;
    change.attempt = 0;
    if (operation.kind === 'delete') change.delete_succeeded_at = now;
  }
  if (answer.status === 'refused' || answer.status === 'failed') {
    change.last_error = answer.failure.message;
  }
  if (answer.status === 'refused' && operation.kind === 'create') {
    change.made_by_us = await otherCreates(trx, operation);
  }
  return change;
}

function failureColumns(answer: Answer) {
  if (answer.status !== 'refused' && answer.status !== 'failed') return {};
  const { kind, code, message, fix } = answer.failure;
  return {
    failure_kind: kind,
    failure_code: code,
    failure_reason: message,
    failure_fix: fix,
  };
}

/** Writes what became of an operation. */
export async function answerTo(
  ctx: EngineContext,
  claim: Claim,
  operation: OperationRecord,
  answer: Answer,
): Promise<void> {
  await inTurn(ctx, claim, async (trx, now) => {
    await trx('aws_operations')
      .where({ id: operation.id })
      .update({
        status: answer.status,
        ...(answer.status === 'accepted' && {
          aws_request_id: answer.awsRequestId,
        }),
        ...failureColumns(answer),
        finished_at: FINISHED.includes(answer.status) ? now : null,
      });
    const change = await afterwards(trx, operation, answer, now);
    if (Object.keys(change).length > 0) {
      await trx('assignments').where({ id: claim.assignmentId }).update(change);
    }
    const { status, ...data } = answer;
    const subject = await subjectOf(trx, claim, operation.kind);
    const bad = status === 'failed' || status === 'refused';
    await record(ctx, trx, now, [
      engineEvent(
        `aws.${operation.kind}-${status}`,
        bad ? 'medium' : 'low',
        subject,
        { operationId: operation.id, ...data },
      ),
    ]);
  });
}
