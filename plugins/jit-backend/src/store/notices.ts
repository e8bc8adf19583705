import { Knex } from 'knex';
import { NewId } from './ids';

const HOUR_MS = 3_600_000;

/**
 * Of how many waiting requests each of these people was told, one by one,
 * within the hour before `now`; who was told of none is left out.
 */
export async function noticesLately(
  db: Knex,
  userRefs: string[],
  now: Date,
): Promise<Map<string, number>> {
  const rows = await db('review_notices')
    .whereIn('user_ref', userRefs)
    .where('told_at', '>', new Date(+now - HOUR_MS))
    .groupBy('user_ref')
    .select('user_ref', db.raw('count(*) as told'));
  // PostgreSQL counts in strings
  return new Map(rows.map(row => [row.user_ref, Number(row.told)]));
}

/** These people were just told; what is older than an hour is forgotten. */
export async function noteNotices(
  db: Knex,
  newId: NewId,
  userRefs: string[],
  now: Date,
): Promise<void> {
  await db('review_notices')
    .where('told_at', '<=', new Date(+now - HOUR_MS))
    .delete();
  if (userRefs.length === 0) return;
  await db('review_notices').insert(
    userRefs.map(user_ref => ({ id: newId(now), user_ref, told_at: now })),
  );
}
