import { SessionKind } from '@jit-portal/backstage-plugin-jit-common';
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

/**
 * Whether a row is a session of one kind, over or not: granted outside working
 * hours, or one that ran eight hours or more.
 */
export function isOfKind(
  db: Knex,
  kind: Exclude<SessionKind, 'granted'>,
  now: Date,
): { sql: string; bindings: readonly (Date | number | boolean)[] } {
  if (kind === 'off-hours') {
    return { sql: 'sessions.off_hours = ?', bindings: [true] };
  }
  const isPg = db.client.config.client === 'pg';
  const ran = isPg
    ? "date_part('epoch', coalesce(sessions.ended_at, cast(? as timestamptz)) - sessions.granted_at) * 1000"
    : '(coalesce(sessions.ended_at, ?) - sessions.granted_at)';
  return {
    sql: `${ran} >= ?`,
    bindings: [isPg ? now : now.getTime(), LONG_MINUTES * MINUTE],
  };
}

/** Sessions of one kind; `granted` are all that became active. */
export function whereSessionKind(
  query: Knex.QueryBuilder,
  db: Knex,
  kind: SessionKind,
  now: Date,
): void {
  query.whereNotNull('sessions.granted_at');
  if (kind === 'granted') return;
  const { sql, bindings } = isOfKind(db, kind, now);
  query.whereRaw(`(${sql})`, [...bindings]);
}
