import { Knex } from 'knex';
import { CustomSetRecord, SetCall } from '../domain/customSetWork';
import { AuditSeverity, OperationRecord } from '../domain/model';
import { Grant } from '../domain/situation';
import {
  about,
  EngineContext,
  engineEvent,
  inTurn,
  record,
  tell,
} from './engineContext';
import { stillLeads } from './engineLead';
import { storeGrant } from './engineOperations';
import { Claim, LeaseLost, Overtaken } from './EngineStore';
import { Row, sessionOf, timeOf } from './rows';

/*
 * What the engine puts on record about custom sets: each intent before its
 * call, each answer after it.
 */

/** What became of one change of a set. */
export type SetAnswer =
  | { status: 'done' }
  | {
      status: 'refused' | 'unknown';
      failure: NonNullable<OperationRecord['failure']>;
    };

export function customSetOf(row: Row): CustomSetRecord {
  return {
    id: row.id,
    requestId: row.request_id,
    requestNumber: row.request_number,
    assignmentId: row.assignment_id,
    name: row.name,
    arn: row.arn ?? undefined,
    state: row.state,
    asked: JSON.parse(row.permission_set),
    hardEnd: timeOf(row.hard_end),
    intended: row.intended ?? undefined,
    intendedAt: timeOf(row.intended_at),
    searches: row.searches,
    alarmedAt: timeOf(row.alarmed_at),
  };
}

/** The custom set of a key; of a standard set's key there is none. */
export async function readCustomSet(
  trx: Knex,
  where: { assignment_id: string } | { request_id: string },
): Promise<CustomSetRecord | undefined> {
  const [column, id] = Object.entries(where)[0];
  const row: Row | undefined = await trx('custom_sets')
    .join('requests', 'requests.id', 'custom_sets.request_id')
    .where(`custom_sets.${column}`, id)
    .first(
      'custom_sets.*',
      'requests.permission_set',
      'requests.number as request_number',
    );
  return row && customSetOf(row);
}

/** The session whose story tells it. */
async function subjectOf(trx: Knex, set: CustomSetRecord) {
  const row: Row = await trx('sessions')
    .where({ request_id: set.requestId })
    .first();
  return sessionOf(row);
}

async function note(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
  set: CustomSetRecord,
  event: string,
  data: Record<string, unknown>,
  severity: AuditSeverity = 'low',
): Promise<void> {
  const session = await subjectOf(trx, set);
  await record(ctx, trx, now, [
    engineEvent(event, severity, about(session), { name: set.name, ...data }),
  ]);
}

/** The change on record of which no outcome is. */
async function openIntent(
  trx: Knex,
  set: CustomSetRecord,
): Promise<{ id: string; kind: SetCall['kind'] } | undefined> {
  const row: Row = await trx('custom_sets')
    .where({ id: set.id })
    .first('intent_id', 'intended');
  return row.intent_id ? { id: row.intent_id, kind: row.intended } : undefined;
}

/** An answer that was lost is no longer waited for (H33). */
async function resolve(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
  set: CustomSetRecord,
  as: 'there' | 'not-there' | 'sent-again' | 'gone',
): Promise<void> {
  const open = await openIntent(trx, set);
  await trx('custom_sets')
    .where({ id: set.id })
    .update({ intended: null, intent_id: null });
  if (!open) return;
  await note(ctx, trx, now, set, `aws.set-${open.kind}-resolved`, {
    operationId: open.id,
    as,
  });
}

/** Puts the intent, and before the first one the latest end, on record. */
export async function noteSetCall(
  ctx: EngineContext,
  claim: Claim,
  lead: number,
  set: CustomSetRecord,
  call: SetCall,
  grants: Grant[],
): Promise<CustomSetRecord> {
  return inTurn(ctx, claim, async (trx, now) => {
    if (!(await stillLeads(ctx, trx, lead, now))) throw new LeaseLost();
    await resolve(ctx, trx, now, set, 'sent-again');
    for (const grant of grants) await storeGrant(trx, grant);
    const { kind } = call;
    const operationId = ctx.newId(now);
    const hardEnd = set.hardEnd ?? grants[0]?.hardEnd;
    const noted = await trx('custom_sets')
      .where({ id: set.id, state: set.state })
      .update({
        state: 'making',
        hard_end: hardEnd ?? null,
        intended: kind,
        intent_id: operationId,
        // A search begins with the last attempt that may have made it
        ...((kind === 'create' || set.arn) && { intended_at: now }),
      });
    if (noted === 0) throw new Overtaken(`${set.name} moved on`);
    await note(ctx, trx, now, set, `aws.set-${kind}-noted`, {
      operationId,
      ...(call.kind === 'attach' && { policy: call.policy }),
      ...(call.kind === 'create' && { hardEnd: hardEnd?.toISOString() }),
    });
    return { ...set, state: 'making', hardEnd, intended: kind };
  });
}

/** AWS gave the set its ARN, or it was found by name and tag: it is at its key now. */
export async function setMade(
  ctx: EngineContext,
  claim: Claim,
  set: CustomSetRecord,
  arn: string,
  how: 'made' | 'found',
): Promise<void> {
  await inTurn(ctx, claim, async (trx, now) => {
    const open = await openIntent(trx, set);
    await trx('custom_sets')
      .where({ id: set.id })
      .update({ arn, intended: null, intent_id: null, made_at: now });
    await trx('assignments')
      .where({ id: set.assignmentId })
      .update({ permission_set_arn: arn });
    await trx('sessions')
      .where({ request_id: set.requestId })
      .update({ permission_set_arn: arn });
    const operationId = open?.id;
    await note(ctx, trx, now, set, 'aws.set-create-done', {
      operationId,
      arn,
      how,
    });
  });
}

export async function setAnswered(
  ctx: EngineContext,
  claim: Claim,
  set: CustomSetRecord,
  { kind }: SetCall,
  answer: SetAnswer,
): Promise<void> {
  await inTurn(ctx, claim, async (trx, now) => {
    const { status } = answer;
    const open = await openIntent(trx, set);
    if (status !== 'unknown') {
      await trx('custom_sets')
        .where({ id: set.id })
        .update({ intended: null, intent_id: null });
    }
    if (status !== 'done') {
      await trx('assignments')
        .where({ id: set.assignmentId })
        .update({ last_error: answer.failure.message });
    }
    await note(ctx, trx, now, set, `aws.set-${kind}-${status}`, {
      operationId: open?.id,
      ...(status !== 'done' && { failure: answer.failure }),
    });
  });
}

/** What AWS holds was read: so the change whose answer was lost came out. */
export async function setResolved(
  ctx: EngineContext,
  claim: Claim,
  set: CustomSetRecord,
  as: 'there' | 'not-there',
): Promise<void> {
  await inTurn(ctx, claim, (trx, now) => resolve(ctx, trx, now, set, as));
}

/** Searched for in vain once more; what was lost may land yet. */
export async function setNotFound(
  ctx: EngineContext,
  claim: Claim,
  set: CustomSetRecord,
): Promise<void> {
  await inTurn(ctx, claim, async trx => {
    await trx('custom_sets')
      .where({ id: set.id })
      .update({ searches: set.searches + 1 });
  });
}

/** Nothing of the set is left in AWS: its name is free again. */
export async function setGone(
  ctx: EngineContext,
  claim: Claim,
  set: CustomSetRecord,
): Promise<void> {
  await inTurn(ctx, claim, async (trx, now) => {
    await resolve(ctx, trx, now, set, 'gone');
    await trx('custom_sets')
      .where({ id: set.id })
      .update({ state: 'gone', gone_at: now });
    await trx('assignments')
      .where({ id: set.assignmentId })
      .update({ attempt: 0, last_error: null });
    await trx('requests')
      .where({ id: set.requestId })
      .update({ custom_name_key: null });
    await trx('sessions')
      .where({ request_id: set.requestId })
      .update({ cleanup: 'done' });
    const session = await subjectOf(trx, set);
    await record(
      ctx,
      trx,
      now,
      [
        engineEvent('custom-set.gone', 'low', about(session), {
          name: set.name,
          arn: set.arn,
        }),
      ],
      tell(session),
    );
  });
  claim.attempt = 0;
}

/** Told once: the set does not go, or, gravely, somebody else has it (H17). */
export async function setAlarm(
  ctx: EngineContext,
  claim: Claim,
  set: CustomSetRecord,
  others: boolean,
): Promise<void> {
  await inTurn(ctx, claim, async (trx, now) => {
    await trx('custom_sets').where({ id: set.id }).update({ alarmed_at: now });
    await note(
      ctx,
      trx,
      now,
      set,
      others ? 'custom-set.assigned-to-others' : 'custom-set.not-deleted',
      { arn: set.arn },
      others ? 'critical' : 'high',
    );
  });
}

/** Sets that are known under another name: names never change. */
export async function knownSets(
  ctx: EngineContext,
  name: string,
): Promise<Set<string>> {
  const [standard, ours] = await Promise.all([
    ctx.db('permission_sets').whereNot({ name }).pluck('arn'),
    ctx.db('custom_sets').whereNotNull('arn').whereNot({ name }).pluck('arn'),
  ]);
  return new Set([...standard, ...ours]);
}
