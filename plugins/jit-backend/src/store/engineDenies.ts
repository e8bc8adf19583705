import { Knex } from 'knex';
import { DenyKind, DenyRecord } from '../domain/denies';
import { SessionRecord } from '../domain/model';
import { denyOf } from './denyRows';
import {
  about,
  EngineContext,
  engineEvent,
  inTurn,
  record,
} from './engineContext';
import { Claim, Overtaken } from './EngineStore';
import { Row } from './rows';

/*
 * What an engine's turn puts on record about denies. It sends nothing: the
 * chore that pushes denies is woken by what is due.
 */

/** One SCP serves a deployment, whatever its id. */
export const SCP_TARGET = 'scp';

export async function readDeny(
  trx: Knex,
  assignmentId: string,
): Promise<DenyRecord | undefined> {
  const row: Row | undefined = await trx('credential_denies')
    .join('deny_policies', 'deny_policies.id', 'credential_denies.policy_id')
    .where({ assignment_id: assignmentId })
    .first('credential_denies.*', 'deny_policies.kind');
  return row && denyOf(row);
}

/** The document's record, made where there is none, and due at once. */
async function duePolicy(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
  kind: DenyKind,
  setArn: string,
): Promise<string> {
  const key = {
    instance_arn: ctx.home.instanceArn,
    kind,
    target: kind === 'scp-deny' ? SCP_TARGET : setArn,
  };
  await trx('deny_policies')
    .insert({ id: ctx.newId(now), ...key, due_at: now })
    .onConflict(['instance_arn', 'kind', 'target'])
    .merge({ due_at: now, wakes: trx.raw('deny_policies.wakes + 1') });
  return (await trx('deny_policies').where(key).first('id')).id;
}

function lasting(sessions: readonly SessionRecord[], known: number): number {
  return Math.max(known, ...sessions.map(one => one.setSessionMinutes));
}

/**
 * From now on whatever this person holds of the set in the account is to be
 * denied (H26): unconditional in time, until they get it again.
 *
 * @param gone - the assignment is proven gone already
 */
export async function putDeny(
  ctx: EngineContext,
  claim: Claim,
  kind: DenyKind,
  sessions: readonly SessionRecord[],
  gone: boolean,
): Promise<void> {
  const [first] = sessions;
  await inTurn(ctx, claim, async (trx, now) => {
    const policyId = await duePolicy(
      ctx,
      trx,
      now,
      kind,
      first.permissionSet.arn,
    );
    const known = await readDeny(trx, claim.assignmentId);
    const wish = {
      state: 'wanted',
      urgent: sessions.some(one => one.end?.cause !== 'time'),
      cut_off: null,
      wanted_at: now,
      effective_at: null,
      deleted_at: gone ? now : null,
      lasting_minutes: lasting(sessions, known?.lastingMinutes ?? 0),
    };
    if (known) {
      await trx('credential_denies')
        .where({ id: known.id })
        .update({ ...wish, version: known.version + 1 });
    } else {
      await trx('credential_denies').insert({
        id: ctx.newId(now),
        policy_id: policyId,
        assignment_id: claim.assignmentId,
        account_id: claim.accountId,
        principal_id: first.principalId,
        permission_set_name: first.permissionSet.name,
        ...wish,
      });
    }
    await record(
      ctx,
      trx,
      now,
      sessions.map(one =>
        engineEvent('credentials.deny-wanted', 'low', about(one), { kind }),
      ),
    );
  });
}

/** The person gets the set again: only what was issued before is denied (H26). */
export async function cutOff(
  ctx: EngineContext,
  claim: Claim,
  deny: DenyRecord,
  at: Date,
): Promise<void> {
  await inTurn(ctx, claim, async (trx, now) => {
    const narrowed = await trx('credential_denies')
      .where({ id: deny.id, version: deny.version })
      .update({
        state: 'wanted',
        urgent: false,
        cut_off: at,
        wanted_at: now,
        effective_at: null,
        version: deny.version + 1,
      });
    if (narrowed === 0) throw new Overtaken('The record of denies moved on');
    await trx('deny_policies')
      .where({ id: deny.policyId })
      .update({ due_at: now, wakes: trx.raw('wakes + 1') });
    const subject = {
      assignmentId: claim.assignmentId,
      accountId: claim.accountId,
    };
    await record(ctx, trx, now, [
      engineEvent('credentials.deny-narrowed', 'low', subject, {
        cutOff: at.toISOString(),
      }),
    ]);
  });
}

/** The assignment is proven gone: from here on old credentials run out. */
export async function markDeleted(
  trx: Knex,
  assignmentId: string,
  now: Date,
): Promise<void> {
  await trx('credential_denies')
    .where({ assignment_id: assignmentId, deleted_at: null, cut_off: null })
    .update({ deleted_at: now });
}
