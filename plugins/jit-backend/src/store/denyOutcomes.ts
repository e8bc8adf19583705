import { Knex } from 'knex';
import { DenyRecord, formOf } from '../domain/denies';
import { SessionRecord } from '../domain/model';
import { DenyPolicyRecord, Refusal } from '../domain/pushSituation';
import { changeCredentials, onPolicy, sessionsOf, wake } from './denyContext';
import { forget, openProvision, recordIntent } from './denyIntents';
import { denyOf } from './denyRows';
import { EngineContext, engineEvent, record, tell } from './engineContext';
import { Row, sessionOf } from './rows';

/*
 * What follows for sessions from what AWS holds: credentials cut off, denied
 * without proof, gone with their role, or running out all the same.
 */

async function denies(
  trx: Knex,
  policy: DenyPolicyRecord,
  where: Record<string, unknown> = {},
): Promise<DenyRecord[]> {
  const rows: Row[] = await trx('credential_denies').where({
    policy_id: policy.id,
    ...where,
  });
  return rows.map(row => denyOf({ ...row, kind: policy.kind }));
}

/** These ends go on without a deny, and say so. */
export async function refuse(
  ctx: EngineContext,
  token: number,
  policy: DenyPolicyRecord,
  refused: DenyRecord[],
  why: Refusal,
): Promise<void> {
  await onPolicy(ctx, token, policy, async (trx, now) => {
    // One message says it for all of them; each is on record
    let tellAdmins = true;
    for (const one of refused) {
      for (const session of await sessionsOf(trx, one, now)) {
        if (session.credentials.mode !== policy.kind) continue;
        const change = { credentials_mode: 'assignment' };
        await changeCredentials(ctx, trx, now, session, change, {
          type: 'credentials.not-denied',
          data: { code: why.code, message: why.message },
          worse: true,
          tellAdmins,
        });
        tellAdmins = false;
      }
      await trx('credential_denies')
        .where({ id: one.id, version: one.version, pushed_form: null })
        .delete();
      await wake(trx, one, now);
    }
    const left = await denies(trx, policy);
    // Never looked into, and nothing to write: there is nothing to remember
    if (policy.base === undefined && left.length === 0) {
      await forget(ctx, trx, now, policy.id);
    }
  });
}

async function markSessions(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
  deny: DenyRecord,
): Promise<SessionRecord[]> {
  const inline = deny.kind === 'inline-deny';
  const changed = [];
  for (const session of await sessionsOf(trx, deny, now)) {
    const { mode, cutAt, deniedAt } = session.credentials;
    if (mode !== deny.kind || cutAt || deniedAt) continue;
    await changeCredentials(
      ctx,
      trx,
      now,
      session,
      inline ? { credentials_cut_at: now } : { credentials_denied_at: now },
      { type: inline ? 'credentials.cut-off' : 'credentials.deny-submitted' },
    );
    changed.push(session);
  }
  return changed;
}

/** The role is gone, and every credential that was issued for it. */
async function markRoleGone(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
  deny: DenyRecord,
): Promise<void> {
  for (const session of await sessionsOf(trx, deny, now)) {
    const { until } = session.credentials;
    if (!until || until <= now) continue;
    const change = { credentials_until: now };
    await changeCredentials(ctx, trx, now, session, change, {
      type: 'credentials.role-gone',
    });
  }
}

async function becomeEffective(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
  deny: DenyRecord,
): Promise<SessionRecord[]> {
  await trx('credential_denies')
    .where({ id: deny.id })
    .update({
      state: 'effective',
      effective_at: now,
      version: deny.version + 1,
    });
  await wake(trx, deny, now);
  return markSessions(ctx, trx, now, deny);
}

/** So it is in that account. */
export async function prove(
  ctx: EngineContext,
  token: number,
  policy: DenyPolicyRecord,
  accountId: string,
  text: string,
): Promise<SessionRecord[]> {
  return onPolicy(ctx, token, policy, async (trx, now) => {
    const where = { policy_id: policy.id, account_id: accountId };
    const account: Row | undefined = await trx('deny_accounts')
      .where(where)
      .first();
    const roleGone = Boolean(account?.absent_since);
    const open = await openProvision(trx, policy.id, accountId);
    if (open) {
      await recordIntent(ctx, trx, now, open, 'resolved', { as: 'role-gone' });
    }
    await trx('deny_accounts').where(where).delete();
    if (text !== '') {
      await trx('deny_accounts').insert({ ...where, proven_text: text });
    }
    const changed = [];
    for (const one of await denies(trx, policy, { account_id: accountId })) {
      if (one.state === 'wanted' && one.pushedForm === formOf(one)) {
        changed.push(...(await becomeEffective(ctx, trx, now, one)));
      }
      if (one.state !== 'leaving' || one.pushedForm) continue;
      if (roleGone) await markRoleGone(ctx, trx, now, one);
      await trx('credential_denies').where({ id: one.id }).delete();
      await wake(trx, one, now);
    }
    return changed;
  });
}

/** Somebody took our denies out of AWS: what they cut off works again. */
export async function reverted(
  ctx: EngineContext,
  token: number,
  policy: DenyPolicyRecord,
): Promise<void> {
  await onPolicy(ctx, token, policy, async (trx, now) => {
    let tellAdmins = true;
    for (const one of await denies(trx, policy)) {
      for (const session of await sessionsOf(trx, one, now)) {
        const { cutAt, deniedAt } = session.credentials;
        if (!cutAt && !deniedAt) continue;
        const change = {
          credentials_mode: 'assignment',
          credentials_cut_at: null,
          credentials_denied_at: null,
        };
        await changeCredentials(ctx, trx, now, session, change, {
          type: 'credentials.deny-lost',
          worse: true,
          tellAdmins,
        });
        tellAdmins = false;
      }
      await wake(trx, one, now);
    }
    await forget(ctx, trx, now, policy.id);
    await record(ctx, trx, now, [
      engineEvent(
        'credentials.denies-forgotten',
        'medium',
        {},
        { target: policy.target },
      ),
    ]);
  });
}

/** Told once per filling: admins hear of it before there is no room (H28). */
export async function alarm(
  ctx: EngineContext,
  token: number,
  policy: DenyPolicyRecord,
  size: number,
): Promise<void> {
  await onPolicy(ctx, token, policy, async (trx, now) => {
    await trx('deny_policies')
      .where({ id: policy.id })
      .update({ alarmed_at: now });
    const newest: Row | undefined = await trx('sessions')
      .join(
        'credential_denies',
        'credential_denies.assignment_id',
        'sessions.assignment_id',
      )
      .where({ policy_id: policy.id })
      .orderBy('sessions.number', 'desc')
      .first('sessions.*');
    const { target } = policy;
    const event = engineEvent(
      'credentials.denies-nearly-full',
      'high',
      {},
      { target, size },
    );
    const items = newest ? tell(sessionOf(newest), 'denies-nearly-full') : [];
    await record(ctx, trx, now, [event], items);
  });
}
