import { randomBytes } from 'node:crypto';
import { Knex } from 'knex';
import { ERASED_NAME, erasureOf, pseudonymOf, Traces } from '../domain/erase';
import { Actor } from '../domain/model';
import { Identity } from '../domain/reviewer';
import { ACTOR } from '../domain/seal';
import { appendAudit } from './audit';
import { DatabaseChain } from './DatabaseChain';
import { eraseRows, openNumbers } from './erasedRows';
import { identitiesOf, tracesOf } from './personTraces';
import { recordedOf } from './recordRows';
import { Row } from './rows';
import { StoreOptions } from './StoreOptions';
import { inTransaction, lockPerson } from './transactions';

/** So many events are looked at, and changed, in one transaction. */
const PAGE = 500;

export type Erased =
  | { kind: 'erased'; pseudonym: string; events: number; requests: number }
  | { kind: 'still-open'; numbers: string[] };

interface Erasing {
  traces: Traces;
  pseudonym: string;
  actor: Actor;
  reason: string;
}

/** Undoes the transaction in which something was found to be open. */
class StillOpen extends Error {
  constructor(readonly numbers: string[]) {
    super(`${numbers.join(', ')} must be over first`);
  }
}

/**
 * Erases a person from what is kept, without breaking the chain (H33): the
 * chain covers commitments in the place of personal fields, and the salts that
 * open them go as well. May be done again after a crash: their rows, by which
 * they are found, go last.
 */
export class DatabaseErasure {
  constructor(private readonly options: StoreOptions) {}

  /** As whom they asked and reviewed, to compare humans (H14). */
  async identities(ref: string): Promise<Identity[]> {
    return identitiesOf(this.options.db, ref);
  }

  async erase(ref: string, actor: Actor, reason: string): Promise<Erased> {
    try {
      return await this.#erase(ref, actor, reason);
    } catch (error) {
      if (!(error instanceof StillOpen)) throw error;
      return { kind: 'still-open', numbers: error.numbers };
    }
  }

  async #erase(ref: string, actor: Actor, reason: string): Promise<Erased> {
    const erasing: Erasing = {
      traces: await tracesOf(this.options.db, ref),
      pseudonym: pseudonymOf(randomBytes(6).toString('hex')),
      actor,
      reason,
    };
    await this.#unlessOpen(erasing, async () => undefined);
    // What has no seal yet could not be told from what was changed
    const chain = new DatabaseChain(this.options);
    while (await chain.seal());
    const events = await this.#eraseEvents(erasing);
    const requests = await this.#unlessOpen(erasing, trx =>
      eraseRows(trx, erasing),
    );
    return { kind: 'erased', pseudonym: erasing.pseudonym, events, requests };
  }

  /**
   * What they ask, review or have may begin at any moment, also between two of
   * these: each looks again, and lets nothing be submitted until it is done.
   */
  async #unlessOpen<T>(
    { traces }: Erasing,
    work: (trx: Knex) => Promise<T>,
  ): Promise<T> {
    return inTransaction(this.options.db, async trx => {
      await lockPerson(trx, traces.ref);
      const numbers = await openNumbers(trx, traces);
      if (numbers.length > 0) throw new StillOpen(numbers);
      return work(trx);
    });
  }

  async #eraseEvents(erasing: Erasing): Promise<number> {
    const { db } = this.options;
    const fieldsToErase = erasureOf(erasing.traces);
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
      erased += await this.#erasePage(rows, fieldsToErase, erasing);
      after = rows.at(-1)!.id;
    }
  }

  async #erasePage(
    rows: Row[],
    fieldsToErase: ReturnType<typeof erasureOf>,
    erasing: Erasing,
  ): Promise<number> {
    const { clock, newId } = this.options;
    const { pseudonym, actor, reason } = erasing;
    const fields: Record<string, string[]> = {};
    for (const row of rows) {
      const salts = JSON.parse(row.salts);
      const found = fieldsToErase(recordedOf(row)).filter(
        field => field in salts,
      );
      if (found.length > 0) fields[row.id] = found;
    }
    const ids = Object.keys(fields);
    if (ids.length === 0) return 0;
    await this.#unlessOpen(erasing, async trx => {
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
