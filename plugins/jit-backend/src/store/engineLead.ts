import { Knex } from 'knex';
import { EngineContext, engineEvent, record } from './engineContext';
import { Leadership } from './EngineStore';
import { Row, timeOf } from './rows';
import { inTransaction } from './transactions';

/** The lead lasts so long without being renewed. */
export const LEAD_MS = 15_000;

/** The longest that a change may be on its way (H2). */
export const CHANGE_DEADLINE_MS = 5_000;

/** How far clocks may differ between replicas (H23). */
const SKEW_MS = 2_000;

const NAME = 'engine';

function leadershipOf(row: Row, taken: boolean): Leadership {
  return {
    token: row.token,
    until: timeOf(row.until)!,
    changesFrom: timeOf(row.changes_from)!,
    taken,
  };
}

/** Until when the holder before us may still be sending a change (H2). */
function changesFrom(row: Row, now: Date): Date {
  const ownWait = timeOf(row.changes_from)!.getTime();
  const lastSend = row.released
    ? ownWait
    : timeOf(row.until)!.getTime() + CHANGE_DEADLINE_MS + SKEW_MS;
  return new Date(Math.max(now.getTime(), ownWait, lastSend));
}

async function firstEver(
  ctx: EngineContext,
  trx: Knex.Transaction,
  now: Date,
): Promise<Leadership | undefined> {
  const row = {
    name: NAME,
    owner: ctx.owner,
    token: 1,
    until: new Date(now.getTime() + LEAD_MS),
    changes_from: now,
    released: false,
  };
  await trx('leases').insert(row).onConflict('name').ignore();
  const stored = await trx('leases').where({ name: NAME }).first();
  if (stored.owner !== ctx.owner) return undefined;
  return leadershipOf(row, true);
}

async function takeOver(
  ctx: EngineContext,
  trx: Knex.Transaction,
  row: Row,
  now: Date,
): Promise<Leadership | undefined> {
  const next = {
    owner: ctx.owner,
    token: row.token + 1,
    until: new Date(now.getTime() + LEAD_MS),
    changes_from: changesFrom(row, now),
    released: false,
  };
  const taken = await trx('leases')
    .where({ name: NAME, token: row.token })
    .update(next);
  if (taken === 0) return undefined;
  return leadershipOf(next, true);
}

async function renew(
  ctx: EngineContext,
  trx: Knex.Transaction,
  row: Row,
  now: Date,
  passedAt?: Date,
): Promise<Leadership | undefined> {
  const until = new Date(now.getTime() + LEAD_MS);
  const held = await trx('leases')
    .where({ name: NAME, owner: ctx.owner, token: row.token })
    .update({ until, ...(passedAt && { passed_at: passedAt }) });
  return held === 0 ? undefined : leadershipOf({ ...row, until }, false);
}

/**
 * Takes or renews the lead; undefined while another holds it.
 *
 * @param passedAt - when the caller last looked at what is due, as leader (H7)
 */
export async function lead(
  ctx: EngineContext,
  passedAt?: Date,
): Promise<Leadership | undefined> {
  return inTransaction(ctx.db, async trx => {
    const now = await ctx.clock.now(trx);
    const row = await trx('leases').where({ name: NAME }).first();
    const alive = row && !row.released && timeOf(row.until)! > now;
    if (alive && row.owner !== ctx.owner) return undefined;
    if (alive) return renew(ctx, trx, row, now, passedAt);
    const leadership = row
      ? await takeOver(ctx, trx, row, now)
      : await firstEver(ctx, trx, now);
    if (leadership) {
      await record(ctx, trx, now, [
        engineEvent(
          'engine.lead-taken',
          'low',
          {},
          {
            owner: ctx.owner,
            token: leadership.token,
            changesFrom: leadership.changesFrom.toISOString(),
          },
        ),
      ]);
    }
    return leadership;
  });
}

export async function stillLeads(
  ctx: EngineContext,
  db: Knex,
  token: number,
  now: Date,
): Promise<boolean> {
  const row = await db('leases')
    .where({ name: NAME, owner: ctx.owner, token, released: false })
    .first('until');
  return row !== undefined && timeOf(row.until)! > now;
}

/** Hands the lead over: nothing of ours is on its way any more. */
export async function release(
  ctx: EngineContext,
  token: number,
): Promise<void> {
  await ctx
    .db('leases')
    .where({ name: NAME, owner: ctx.owner, token })
    .update({ released: true });
}
