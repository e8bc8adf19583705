import { Knex } from 'knex';
import { DenyRecord, formOf } from '../domain/denies';
import { SessionRecord } from '../domain/model';
import { DenyPolicyRecord, Refusal } from '../domain/pushSituation';
import * as reaching from './scpReach';
import { onPolicy, whileLeading } from './denyContext';
import { forget, Intent, openProvision, recordIntent } from './denyIntents';
import * as outcomes from './denyOutcomes';
import { denyAccountOf, denyOf, denyPolicyOf } from './denyRows';
import { DenyReading, DenyStore, ProvisioningAnswer } from './DenyStore';
import { EngineContext, engineEvent, record } from './engineContext';
import { Row } from './rows';

const AT_ONCE = 50;

/** The deeds of pushing denies on SQLite and PostgreSQL. */
export class DatabaseDenyStore implements DenyStore {
  constructor(private readonly ctx: EngineContext) {}

  async due(): Promise<string[]> {
    const { db, clock, home } = this.ctx;
    const rows: Row[] = await db('deny_policies')
      .where({ instance_arn: home.instanceArn })
      .where('due_at', '<=', await clock.now(db))
      .select(
        'id',
        db('credential_denies')
          .whereRaw('credential_denies.policy_id = deny_policies.id')
          .where({ state: 'wanted', urgent: true })
          .count('*')
          .as('urgent'),
      )
      .orderBy([{ column: 'urgent', order: 'desc' }, { column: 'due_at' }])
      .limit(AT_ONCE);
    return rows.map(row => row.id);
  }

  async read(token: number, id: string): Promise<DenyReading | undefined> {
    return whileLeading(this.ctx, token, async (trx, now) => {
      const row: Row | undefined = await trx('deny_policies')
        .where({ id })
        .first();
      if (!row) return undefined;
      const accounts: Row[] = await trx('deny_accounts').where({
        policy_id: id,
      });
      const denies: Row[] = await trx('credential_denies')
        .where({ policy_id: id })
        .orderBy('id');
      return {
        policy: denyPolicyOf(row),
        accounts: accounts.map(denyAccountOf),
        denies: denies.map(one => denyOf({ ...one, kind: row.kind })),
        now,
      };
    });
  }

  async looked(
    token: number,
    policy: DenyPolicyRecord,
    sessionMinutes: number = 0,
  ): Promise<void> {
    await onPolicy(this.ctx, token, policy, async (trx, now) => {
      await trx('deny_policies')
        .where({ id: policy.id })
        .update({ looked_at: now });
      await trx('credential_denies')
        .where({ policy_id: policy.id })
        .where('lasting_minutes', '<', sessionMinutes)
        .update({ lasting_minutes: sessionMinutes });
    });
  }

  async open(
    token: number,
    policy: DenyPolicyRecord,
    base: string,
    text: string,
  ): Promise<void> {
    await onPolicy(this.ctx, token, policy, async trx => {
      await trx('deny_policies')
        .where({ id: policy.id })
        .update({ base_text: base, applied_text: text });
    });
  }

  async intend(
    token: number,
    policy: DenyPolicyRecord,
    text: string,
    written: DenyRecord[],
  ): Promise<void> {
    const forms = Object.fromEntries(written.map(one => [one.id, formOf(one)]));
    await onPolicy(this.ctx, token, policy, async (trx, now) => {
      const id = this.ctx.newId(now);
      await trx('deny_policies')
        .where({ id: policy.id })
        .update({
          intended_text: text,
          intended_forms: JSON.stringify(forms),
          intended_at: now,
          intent_id: id,
        });
      const intent = {
        change: 'aws.denies',
        id,
        target: policy.target,
      } as const;
      await recordIntent(this.ctx, trx, now, intent, 'noted', {
        denies: written.length,
      });
    });
  }

  async landed(token: number, policy: DenyPolicyRecord): Promise<void> {
    await onPolicy(this.ctx, token, policy, async (trx, now) => {
      const row: Row = await trx('deny_policies')
        .where({ id: policy.id })
        .first();
      const forms: Record<string, string> = JSON.parse(row.intended_forms);
      await trx('deny_policies').where({ id: policy.id }).update({
        applied_text: row.intended_text,
        applied_at: now,
        intended_text: null,
        intended_forms: null,
        intended_at: null,
        intent_id: null,
        attempt: 0,
        last_error: null,
      });
      // What accounts hold is the text before
      await trx('deny_accounts')
        .where({ policy_id: policy.id })
        .update({ succeeded: false });
      const denies: Row[] = await trx('credential_denies')
        .where({ policy_id: policy.id })
        .select('id', 'pushed_form');
      for (const { id, pushed_form: before } of denies) {
        const form = forms[id] ?? null;
        if (form === before) continue;
        await trx('credential_denies')
          .where({ id })
          .update({ pushed_form: form });
      }
      const intent = writingOf(row);
      await recordIntent(this.ctx, trx, now, intent, 'written');
    });
  }

  async notLanded(
    token: number,
    policy: DenyPolicyRecord,
    refusal?: Refusal,
  ): Promise<void> {
    await onPolicy(this.ctx, token, policy, async (trx, now) => {
      const row: Row = await trx('deny_policies')
        .where({ id: policy.id })
        .first();
      await trx('deny_policies').where({ id: policy.id }).update({
        intended_text: null,
        intended_forms: null,
        intended_at: null,
        intent_id: null,
      });
      const [outcome, data] = refusal
        ? ['refused', { code: refusal.code, message: refusal.message }]
        : ['resolved', { as: 'not-there' }];
      await recordIntent(this.ctx, trx, now, writingOf(row), outcome, data);
    });
  }

  async drift(
    token: number,
    policy: DenyPolicyRecord,
    drifted: boolean,
  ): Promise<void> {
    await onPolicy(this.ctx, token, policy, async (trx, now) => {
      await trx('deny_policies')
        .where({ id: policy.id })
        .update({ drifted_at: drifted ? now : null });
      const what = `${policy.target} holds something else than JIT Access last wrote: no deny is pushed`;
      await record(this.ctx, trx, now, [
        drifted
          ? engineEvent('drift.found', 'high', {}, { what })
          : engineEvent('drift.gone', 'low', {}, { target: policy.target }),
      ]);
    });
  }

  async reverted(token: number, policy: DenyPolicyRecord): Promise<void> {
    return outcomes.reverted(this.ctx, token, policy);
  }

  async refuse(
    token: number,
    policy: DenyPolicyRecord,
    denies: DenyRecord[],
    why: Refusal,
  ): Promise<void> {
    return outcomes.refuse(this.ctx, token, policy, denies, why);
  }

  async leave(
    token: number,
    policy: DenyPolicyRecord,
    denies: DenyRecord[],
  ): Promise<void> {
    await onPolicy(this.ctx, token, policy, async trx => {
      for (const { id, version } of denies) {
        await trx('credential_denies')
          .where({ id, version })
          .update({ state: 'leaving', version: version + 1 });
      }
    });
  }

  async alarm(
    token: number,
    policy: DenyPolicyRecord,
    size: number,
  ): Promise<void> {
    return outcomes.alarm(this.ctx, token, policy, size);
  }

  async role(
    token: number,
    policy: DenyPolicyRecord,
    accountId: string,
    absent: boolean,
  ): Promise<void> {
    return this.#account(token, policy, accountId, now => ({
      absent_since: absent ? now : null,
    }));
  }

  async requested(
    token: number,
    policy: DenyPolicyRecord,
    accountId: string,
  ): Promise<void> {
    return onPolicy(this.ctx, token, policy, async (trx, now) => {
      const before = await openProvision(trx, policy.id, accountId);
      if (before) {
        await recordIntent(this.ctx, trx, now, before, 'resolved', {
          as: 'sent-again',
        });
      }
      const id = this.ctx.newId(now);
      await changeAccount(trx, policy.id, accountId, {
        requested_at: now,
        request_id: null,
        intent_id: id,
        succeeded: false,
        absent_since: null,
      });
      const { target } = policy;
      const intent = {
        change: 'aws.provision',
        id,
        target,
        accountId,
      } as const;
      await recordIntent(this.ctx, trx, now, intent, 'noted');
    });
  }

  async answered(
    token: number,
    policy: DenyPolicyRecord,
    accountId: string,
    answer: ProvisioningAnswer,
  ): Promise<void> {
    return onPolicy(this.ctx, token, policy, async (trx, now) => {
      const intent = await openProvision(trx, policy.id, accountId);
      if (intent) {
        const { status, ...data } = answer;
        await recordIntent(this.ctx, trx, now, intent, status, data);
      }
      if (answer.status === 'accepted') {
        const { requestId } = answer;
        await changeAccount(trx, policy.id, accountId, {
          request_id: requestId,
        });
        return;
      }
      const done = answer.status === 'succeeded';
      const where = { policy_id: policy.id, account_id: accountId };
      const row = await trx('deny_accounts')
        .join('deny_policies', 'deny_policies.id', 'deny_accounts.policy_id')
        .where(where)
        // Asked for before the last text was written: it may hold the old one
        .where(since =>
          since
            .whereNull('deny_policies.applied_at')
            .orWhereRaw('requested_at >= applied_at'),
        )
        .first('account_id');
      await trx('deny_accounts')
        .where(where)
        .update({
          requested_at: null,
          request_id: null,
          intent_id: null,
          succeeded: done && row !== undefined,
        });
    });
  }

  async prove(
    token: number,
    policy: DenyPolicyRecord,
    accountId: string,
    text: string,
  ): Promise<SessionRecord[]> {
    return outcomes.prove(this.ctx, token, policy, accountId, text);
  }

  async saveReach(
    token: number,
    accountIds: readonly string[],
    beyond: ReadonlySet<string>,
  ): Promise<void> {
    return reaching.saveReach(this.ctx, token, accountIds, beyond);
  }

  async reachWanted(token: number): Promise<string[]> {
    return reaching.reachWanted(this.ctx, token);
  }

  async close(token: number, policy: DenyPolicyRecord): Promise<void> {
    await onPolicy(this.ctx, token, policy, async (trx, now) => {
      const left = await trx('credential_denies')
        .where({ policy_id: policy.id })
        .first('id');
      if (!left) await forget(this.ctx, trx, now, policy.id);
    });
  }

  async rest(
    token: number,
    { id, wakes }: DenyPolicyRecord,
    rest: { until: Date; attempt: number; error?: string },
  ): Promise<void> {
    await whileLeading(this.ctx, token, async trx => {
      await trx('deny_policies')
        .where({ id, wakes })
        .update({
          due_at: rest.until,
          attempt: rest.attempt,
          last_error: rest.error ?? null,
        });
    });
  }

  async #account(
    token: number,
    policy: DenyPolicyRecord,
    accountId: string,
    change: (now: Date) => Record<string, unknown>,
  ): Promise<void> {
    await onPolicy(this.ctx, token, policy, (trx, now) =>
      changeAccount(trx, policy.id, accountId, change(now)),
    );
  }
}

/** How far the account has come; its first word makes the row. */
async function changeAccount(
  trx: Knex,
  policyId: string,
  accountId: string,
  change: Record<string, unknown>,
): Promise<void> {
  await trx('deny_accounts')
    .insert({ policy_id: policyId, account_id: accountId, ...change })
    .onConflict(['policy_id', 'account_id'])
    .merge(change);
}

/** The text on its way, as it is on record. */
function writingOf({ intent_id: id, target }: Row): Intent {
  return { change: 'aws.denies', id, target };
}
