import { Priority } from '../domain/model';
import {
  about,
  EngineContext,
  engineEvent,
  record,
  tell,
} from './engineContext';
import { stillLeads } from './engineLead';
import { Row, sessionOf } from './rows';
import { makeDue } from './sessions';
import { inTransaction } from './transactions';

/** Of these sets, those that are neither standard ones nor in hand. */
export async function unknownSets(
  ctx: EngineContext,
  arns: string[],
): Promise<string[]> {
  const [standard, inHand] = await Promise.all([
    ctx
      .db('permission_sets')
      // Whose name was not read yet is not taken for a custom one
      .whereRaw("(name is null or lower(name) not like 'jit-%')")
      .pluck('arn'),
    ctx
      .db('custom_sets')
      .whereNotNull('arn')
      .whereNot({ state: 'gone' })
      .pluck('arn'),
  ]);
  const known = new Set([...standard, ...inHand]);
  return arns.filter(arn => !known.has(arn));
}

/**
 * Takes a set that was left in AWS in hand again, if our record says that its
 * request is over: the engine deletes it.
 */
export async function reopenSet(
  ctx: EngineContext,
  token: number,
  { requestId, arn }: { requestId: string; arn: string },
): Promise<'reopened' | 'in-hand' | 'unknown'> {
  return inTransaction(ctx.db, async trx => {
    const now = await ctx.clock.now(trx);
    if (!(await stillLeads(ctx, trx, token, now))) return 'in-hand';
    const set: Row | undefined = await trx('custom_sets')
      .where({ request_id: requestId, instance_arn: ctx.home.instanceArn })
      .first();
    if (!set) return 'unknown';
    // Not yet found by its own key, which is looking for it
    if (set.state !== 'gone') return 'in-hand';
    await trx('custom_sets').where({ id: set.id }).update({
      arn,
      state: 'making',
      intended: null,
      gone_at: null,
      alarmed_at: null,
    });
    await trx('assignments')
      .where({ id: set.assignment_id })
      .update({ permission_set_arn: arn });
    await trx('sessions')
      .where({ request_id: requestId })
      .update({ permission_set_arn: arn, cleanup: 'pending' });
    await makeDue(trx, set.assignment_id, now, Priority.check);
    const row: Row = await trx('sessions')
      .where({ request_id: requestId })
      .first();
    const session = sessionOf(row);
    const data = { name: set.name, arn };
    await record(
      ctx,
      trx,
      now,
      [engineEvent('custom-set.left-behind', 'high', about(session), data)],
      tell(session),
    );
    return 'reopened';
  });
}
