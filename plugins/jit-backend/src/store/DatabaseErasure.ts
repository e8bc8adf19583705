import { randomBytes } from 'node:crypto';
import { pendingStatuses } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import {
  ERASED_NAME,
  fieldsToErase,
  pseudonymOf,
  Traces,
} from '../domain/erase';
import { Actor } from '../domain/model';
import { ACTOR } from '../domain/seal';
import { appendAudit } from './audit';
import { DatabaseChain } from './DatabaseChain';
import { recordedOf } from './recordRows';
import { Row } from './rows';
import { StoreOptions } from './StoreOptions';
import { inTransaction } from './transactions';

/** So many events are looked at, and changed, in one transaction. */
const PAGE = 500;

const OPEN_SESSIONS = ['PROVISIONING', 'ACTIVE', 'ENDING'];

export type Erased =
  | { kind: 'erased'; pseudonym: string; events: number; requests: number }
  | { kind: 'still-open'; numbers: string[] };

interface Erasing {
  traces: Traces;
  pseudonym: string;
  actor: Actor;
  reason: string;
}

/**
 * Erases a person from what is kept, without breaking the chain (H33): the
 * chain covers commitments in the place of personal fields, and the salts that
 * open them go as well. May be done again after a crash.
 */
export class DatabaseErasure {
  constructor(private readonly options: StoreOptions) {}

  async erase(ref: string, actor: Actor, reason: string): Promise<Erased> {
    const { db } = this.options;
    const numbers = await this.#open(ref);
    if (numbers.length > 0) return { kind: 'still-open', numbers };
    const erasing = {
      traces: await this.#traces(ref),
      pseudonym: pseudonymOf(randomBytes(6).toString('hex')),
      actor,
      reason,
    };
    // What has no seal yet could not be told from what was changed
    const chain = new DatabaseChain(this.options);
    while (await chain.seal());
    const events = await this.#eraseEvents(erasing);
    await inTransaction(db, trx => eraseRows(trx, erasing));
    const { requestIds } = erasing.traces;
    const { pseudonym } = erasing;
    return { kind: 'erased', pseudonym, events, requests: requestIds.size };
  }

  /** What they still have or wait for: that has to end first. */
  async #open(ref: string): Promise<string[]> {
    const { db } = this.options;
    const requests = await db('requests')
      .where({ requester_ref: ref })
      .whereIn('status', [...pendingStatuses])
      .pluck('number');
    const sessions = await db('sessions')
      .where({ user_ref: ref })
      .where(open =>
        open.whereIn('status', OPEN_SESSIONS).orWhere('cleanup', 'pending'),
      )
      .pluck('number');
    return [
      ...requests.map(number => `REQ-${number}`),
      ...sessions.map(number => `SES-${number}`),
    ];
  }

  async #traces(ref: string): Promise<Traces> {
    const { db } = this.options;
    const requests: Row[] = await db('requests')
      .where({ requester_ref: ref })
      .select(
        'id',
        'requester_name',
        'requester_email',
        'principal_id',
        'principal_user_name',
        'principal_email',
      );
    const reviews: Row[] = await db('reviews')
      .where({ reviewer_ref: ref })
      .distinct('reviewer_name', 'reviewer_email', 'reviewer_principal_id');
    const acted: Row[] = await db('audit_events')
      .where({ actor_ref: ref })
      .distinct('actor_name');
    const names = [...requests, ...reviews, ...acted].flatMap(
      ({ id: _id, ...row }) => Object.values(row),
    );
    return {
      ref,
      names: [...new Set(names.filter(name => typeof name === 'string'))],
      requestIds: new Set(requests.map(({ id }) => id)),
    };
  }

  async #eraseEvents(erasing: Erasing): Promise<number> {
    const { db } = this.options;
    let after = '';
    let erased = 0;
    for (;;) {
      const rows: Row[] = await db('audit_events')
        .join('audit_salts', 'audit_salts.event_id', 'audit_events.id')
        .where('audit_events.id', '>', after)
        .orderBy('audit_events.id')
        .limit(PAGE)
        .select('audit_events.*', 'audit_salts.salts');
      if (rows.length === 0) return erased;
      erased += await this.#erasePage(rows, erasing);
      after = rows.at(-1)!.id;
    }
  }

  async #erasePage(rows: Row[], erasing: Erasing): Promise<number> {
    const { db, clock, newId } = this.options;
    const { pseudonym, actor, reason, traces } = erasing;
    const fields: Record<string, string[]> = {};
    for (const row of rows) {
      const salts = JSON.parse(row.salts);
      const found = fieldsToErase(recordedOf(row), traces).filter(
        field => field in salts,
      );
      if (found.length > 0) fields[row.id] = found;
    }
    const ids = Object.keys(fields);
    if (ids.length === 0) return 0;
    await inTransaction(db, async trx => {
      const now = await clock.now(trx);
      const erasureId = newId(now);
      await appendAudit(trx, () => erasureId, now, [
        {
          type: 'person.erased',
          severity: 'critical',
          actor,
          data: { pseudonym, reason, fields },
        },
      ]);
      for (const row of rows.filter(({ id }) => id in fields)) {
        await eraseFields(trx, row, fields[row.id], pseudonym, {
          erasure_id: erasureId,
          at: now,
        });
      }
    });
    return ids.length;
  }
}

/** Field by field, with the salt of each. */
async function eraseFields(
  trx: Knex,
  row: Row,
  fields: string[],
  pseudonym: string,
  by: { erasure_id: string; at: Date },
): Promise<void> {
  await trx('audit_erasures').insert(
    fields.map(field => ({ event_id: row.id, field, ...by })),
  );
  const left = (all: Record<string, unknown>) =>
    JSON.stringify(
      Object.fromEntries(
        Object.entries(all).filter(([key]) => !fields.includes(key)),
      ),
    );
  await trx('audit_salts')
    .where({ event_id: row.id })
    .update({ salts: left(JSON.parse(row.salts)) });
  await trx('audit_events')
    .where({ id: row.id })
    .update({
      data: left(recordedOf(row).data),
      ...(fields.includes(ACTOR) && {
        actor_ref: pseudonym,
        actor_name: ERASED_NAME,
        actor_address: null,
      }),
    });
}

/** Their requests, reviews and sessions stay, without them. */
async function eraseRows(
  trx: Knex,
  { traces: { ref, requestIds }, pseudonym }: Erasing,
): Promise<void> {
  const erased = '(erased)';
  const name = ERASED_NAME;
  await trx('requests')
    .where({ requester_ref: ref })
    .update({
      requester_ref: pseudonym,
      requester_name: name,
      requester_email: null,
      principal_id: pseudonym,
      principal_user_name: pseudonym,
      principal_email: null,
      justification: erased,
      search_text: trx.raw(
        `lower('req-' || number || ' ' || account_name || ' ' || permission_set_name)`,
      ),
    });
  await trx('reviews').where({ reviewer_ref: ref }).update({
    reviewer_ref: pseudonym,
    reviewer_name: name,
    reviewer_email: null,
    reviewer_principal_id: null,
    comment: null,
  });
  for (const id of requestIds) {
    await trx('reviews').where({ request_id: id }).update({ comment: null });
  }
  await trx('sessions')
    .where({ user_ref: ref })
    .update({
      user_ref: pseudonym,
      user_name: name,
      user_email: null,
      principal_id: pseudonym,
      end_reason: null,
      failure_message: trx.raw(
        `case when failure_message is null then null else '(erased)' end`,
      ),
      search_text: trx.raw(
        `lower('ses-' || number || ' ' || account_name || ' ' || permission_set_name)`,
      ),
    });
  await trx('sessions')
    .where({ end_by_ref: ref })
    .update({ end_by_ref: pseudonym, end_by_name: name, end_reason: null });
  await trx('pauses')
    .where({ by_ref: ref })
    .update({ by_ref: pseudonym, by_name: name });
  await trx('findings')
    .whereNotNull('resolved_at')
    .whereIn('request_id', [...requestIds].slice(0, 1_000))
    .delete();
  await trx('idempotency_keys').where({ user_ref: ref }).delete();
  const theirs = trx('submissions').where({ user_ref: ref }).select('id');
  await trx('submission_refusals').whereIn('submission_id', theirs).delete();
  await trx('submissions').where({ user_ref: ref }).delete();
}
