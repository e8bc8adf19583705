import { Knex } from 'knex';

type Row = Record<string, any>;

/** Everything that a call could have an effect on. */
export interface Snapshot {
  requests: Map<string, Row>;
  reviews: Map<string, Row>;
  sessions: Map<string, Row>;
  pauses: Map<string, Row>;
  /** Rows of tables in which only their number matters here. */
  counts: Record<string, number>;
}

const REQUEST = [
  'id',
  'number',
  'version',
  'status',
  'requester_ref',
  'account_id',
  'permission_set_type',
  'permission_set_name',
  'content_hash',
  'minutes',
  'approved_minutes',
  'justification',
  'plan',
  'window_ends_at',
  'reminded_at',
];

const SESSION = [
  'id',
  'number',
  'version',
  'status',
  'request_id',
  'assignment_id',
  'user_ref',
  'account_id',
  'minutes',
  'end_cause',
  'end_by_ref',
  'expires_at',
];

const COUNTED = [
  'audit_events',
  'audit_erasures',
  'assignments',
  'aws_operations',
];

const byId = (rows: Row[], key = 'id') =>
  new Map(rows.map(row => [String(row[key]), row]));

export async function snapshotOf(db: Knex): Promise<Snapshot> {
  const counts: Record<string, number> = {};
  for (const table of COUNTED) {
    counts[table] = Number((await db(table).count({ n: '*' }).first())!.n);
  }
  return {
    requests: byId(await db('requests').select(REQUEST)),
    reviews: byId(await db('reviews').select()),
    sessions: byId(await db('sessions').select(SESSION)),
    pauses: byId(await db('pauses').select(), 'scope'),
    counts,
  };
}

export interface Change {
  before?: Row;
  after?: Row;
}

/** What is new, gone or different between two states of a table. */
export function changesIn(
  before: Map<string, Row>,
  after: Map<string, Row>,
): Change[] {
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids]
    .map(id => ({ before: before.get(id), after: after.get(id) }))
    .filter(one => JSON.stringify(one.before) !== JSON.stringify(one.after));
}
