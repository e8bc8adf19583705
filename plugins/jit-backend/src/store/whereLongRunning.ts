import { Knex } from 'knex';

/** Open for longer than this, or most of a grant that is at least as long. */
export const LONG_MINUTES = 480;
export const LONG_SHARE = 0.8;

const MINUTE = 60_000;

/**
 * The condition of the `long-running` flag on rows; see isLongRunning, which
 * means the same on a record.
 */
export function whereLongRunning(query: Knex.QueryBuilder, now: Date): void {
  const isPg = query.client.config.client === 'pg';
  const elapsed = isPg
    ? 'extract(epoch from (cast(? as timestamptz) - granted_at)) * 1000'
    : '(? - granted_at)';
  query
    .whereIn('sessions.status', ['ACTIVE', 'ENDING'])
    .whereRaw(
      `(${elapsed} > ? or (minutes >= ? and ${elapsed} >= minutes * ?))`,
      [
        isPg ? now : now.getTime(),
        LONG_MINUTES * MINUTE,
        LONG_MINUTES,
        isPg ? now : now.getTime(),
        LONG_SHARE * MINUTE,
      ],
    );
}

/** Open for more than eight hours, or past 80 % of a grant of eight or more. */
export function isLongRunning(
  session: { status: string; grantedAt?: Date; minutes: number },
  now: Date,
): boolean {
  if (!session.grantedAt || !['ACTIVE', 'ENDING'].includes(session.status)) {
    return false;
  }
  const elapsed = +now - +session.grantedAt;
  return (
    elapsed > LONG_MINUTES * MINUTE ||
    (session.minutes >= LONG_MINUTES &&
      elapsed >= session.minutes * LONG_SHARE * MINUTE)
  );
}
