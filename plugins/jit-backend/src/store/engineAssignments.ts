import { Knex } from 'knex';
import { Marks, times } from '../domain/situation';
import { EngineContext, engineEvent, inTurn, record } from './engineContext';
import { markDeleted } from './engineDenies';
import { reportCameBack } from './engineFindings';
import { Claim, Rest } from './EngineStore';

function subject(claim: Claim) {
  return { assignmentId: claim.assignmentId, accountId: claim.accountId };
}

/** Ours is proven gone; the key is looked at again later all the same (H1). */
export async function gone(
  ctx: EngineContext,
  claim: Claim,
  proof: 'deletion' | 'absence',
): Promise<void> {
  await inTurn(ctx, claim, async (trx, now) => {
    await trx('assignments').where({ id: claim.assignmentId }).update({
      made_by_us: false,
      standing: 'unknown',
      standing_since: null,
      absent_since: null,
      drift_at: null,
      gone_at: now,
      looks_left: times.laterLooks.length,
      attempt: 0,
      last_error: null,
    });
    await markDeleted(trx, claim.assignmentId, now);
    await record(ctx, trx, now, [
      engineEvent('aws.access-gone', 'low', subject(claim), { proof }),
    ]);
  });
  claim.attempt = 0;
}

/** Another key of ours that may stand for the same set in the account. */
export async function sharesRole(
  { db }: EngineContext,
  claim: Claim,
): Promise<boolean> {
  const other = await db('assignments')
    .join('assignments as other', join =>
      join
        .on('other.account_id', 'assignments.account_id')
        .on('other.permission_set_arn', 'assignments.permission_set_arn')
        .on('other.instance_arn', 'assignments.instance_arn'),
    )
    .where('assignments.id', claim.assignmentId)
    .whereRaw('other.id <> assignments.id')
    .where('other.made_by_us', true)
    .first('other.id');
  return other !== undefined;
}

/** A lost create of ours landed after all: ours to withdraw (H1). */
export async function adopt(ctx: EngineContext, claim: Claim): Promise<void> {
  await inTurn(ctx, claim, async (trx, now) => {
    await trx('assignments')
      .where({ id: claim.assignmentId })
      .update({ made_by_us: true, standing: 'absent', looks_left: 0 });
    await record(ctx, trx, now, [
      engineEvent('aws.create-landed-late', 'high', subject(claim)),
    ]);
  });
}

/** One of the later looks was made; what it found and is not ours is drift. */
export async function looked(
  ctx: EngineContext,
  claim: Claim,
  drift: boolean,
): Promise<void> {
  await inTurn(ctx, claim, async (trx, now) => {
    await trx('assignments')
      .where({ id: claim.assignmentId })
      .update({
        looks_left: trx.raw('looks_left - 1'),
        ...(drift && { drift_at: now }),
      });
    if (drift) await reportCameBack(ctx, trx, claim, now);
  });
}

function markColumns(marks: Marks = {}): Record<string, Date | null> {
  const columns: Record<string, Date | null> = {};
  if (marks.standingSince !== undefined) {
    columns.standing_since = marks.standingSince;
  }
  if (marks.absentSince !== undefined) columns.absent_since = marks.absentSince;
  if (marks.checkedAt) columns.checked_at = marks.checkedAt;
  return columns;
}

/** Whoever woke the row during the turn keeps it due. */
function unlessWoken(trx: Knex, claim: Claim, column: string, value: unknown) {
  return trx.raw('case when wakes = ? then ? else ?? end', [
    claim.wakes,
    value as Knex.Value,
    column,
  ]);
}

/**
 * A turn that lost the lead holds its row no longer: whoever leads next, this
 * process too, may take it at once. What was noted stays noted.
 */
export async function letGo(ctx: EngineContext, claim: Claim): Promise<void> {
  await ctx
    .db('assignments')
    .where({ id: claim.assignmentId, lease_token: claim.token })
    .update({ lease_until: null });
}

/** Ends the turn: the row is free, and due when it has to be. */
export async function rest(
  ctx: EngineContext,
  claim: Claim,
  how: Rest,
): Promise<void> {
  await inTurn(ctx, claim, async trx => {
    const due =
      how.until === undefined
        ? trx.raw('case when wakes = ? then null else due_at end', [
            claim.wakes,
          ])
        : unlessWoken(trx, claim, 'due_at', how.until);
    await trx('assignments')
      .where({ id: claim.assignmentId })
      .update({
        due_at: due,
        priority: unlessWoken(trx, claim, 'priority', how.priority),
        attempt: unlessWoken(trx, claim, 'attempt', how.attempt),
        lease_owner: null,
        lease_until: null,
        ...markColumns(how.marks),
        ...(how.error !== undefined && { last_error: how.error }),
      });
  });
}
