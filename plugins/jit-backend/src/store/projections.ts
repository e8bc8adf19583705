import { Knex } from 'knex';
import { timeOf } from './rows';

/** What is kept of others' data, each with the time of its last whole reading. */
export type ProjectionName = 'accounts' | 'account-states' | 'permission-sets';

/** Notes that a projection was read whole. */
export async function markRead(
  trx: Knex,
  name: ProjectionName,
  at: Date,
): Promise<void> {
  await trx('projections')
    .insert({ name, read_at: at })
    .onConflict('name')
    .merge({ read_at: at });
}

/** How old each projection is, and what is missing in it. */
export interface ProjectionReadings {
  /** Of permission sets, the oldest reading of one that is offered or in use. */
  readAt: ReadonlyMap<ProjectionName, Date>;
  /** Listed, and never read. */
  unreadSets: number;
}

/** Reads how old the projections are. */
export async function readProjections(db: Knex): Promise<ProjectionReadings> {
  const [rows, oldest, [unread]] = await Promise.all([
    db('projections').select(),
    db('permission_sets')
      .whereNotNull('fingerprint')
      .min({ at: 'refreshed_at' })
      .first(),
    db('permission_sets').whereNull('refreshed_at').count({ n: '*' }),
  ]);
  const readAt = new Map<ProjectionName, Date>(
    rows.map(row => [row.name, timeOf(row.read_at)!]),
  );
  const setsAt = timeOf(oldest?.at);
  if (setsAt) readAt.set('permission-sets', setsAt);
  return { readAt, unreadSets: Number(unread.n) };
}
