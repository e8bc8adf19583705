import { InsightsCards } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { Row } from '../rows';
import { isOfKind, whereLongRunning } from '../whereLongRunning';
import { accountNames } from './accountNames';
import { dateOfDay, dayNumber, dayOf } from './dialect';
import { InsightsScope, sessionsIn, sessionsOf } from './InsightsScope';
import { mostFirst, mostOften } from './requestCards';

/** As many lines as a chart can tell apart. */
const LINES = 5;

type Card<TName extends keyof InsightsCards> = Promise<
  NonNullable<InsightsCards[TName]>
>;

async function countOf(query: Knex.QueryBuilder): Promise<number> {
  const [{ n }] = await query.count({ n: '*' });
  return Number(n);
}

/** In one pass: all sessions and those of one kind, account by account. */
async function ofKind(
  db: Knex,
  scope: InsightsScope,
  kind: 'off-hours' | 'long',
  now: Date,
) {
  const matches = isOfKind(db, kind, now);
  const rows: Row[] = await sessionsIn(db, scope)
    .groupBy('sessions.account_id')
    .select('sessions.account_id')
    .select(
      db.raw(`sum(case when ${matches.sql} then 1 else 0 end) as of_kind`, [
        ...matches.bindings,
      ]),
    )
    .count({ n: '*' });
  const counts = rows.map(({ account_id: id, n, of_kind: k }) => ({
    id: String(id),
    sessions: Number(n),
    ofKind: Number(k),
  }));
  const shown = mostFirst(
    counts.filter(one => one.ofKind > 0),
    one => one.ofKind,
    one => one.id,
  );
  const named = await accountNames(
    db,
    shown.map(({ id }) => id),
  );
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
  return {
    sessions: sum(counts.map(one => one.sessions)),
    ofKind: sum(counts.map(one => one.ofKind)),
    items: shown.map(({ id, ...rest }) => ({ account: named(id), ...rest })),
  };
}

export async function offHours(
  db: Knex,
  scope: InsightsScope,
  now: Date,
): Card<'offHours'> {
  const found = await ofKind(db, scope, 'off-hours', now);
  return {
    sessions: found.sessions,
    offHours: found.ofKind,
    items: found.items.map(({ ofKind: n, ...row }) => ({
      ...row,
      offHours: n,
    })),
  };
}

export async function longRunning(
  db: Knex,
  scope: InsightsScope,
  now: Date,
): Card<'longRunning'> {
  const flagged = sessionsOf(db, scope);
  whereLongRunning(flagged, now);
  const found = await ofKind(db, scope, 'long', now);
  return {
    sessions: found.sessions,
    long: found.ofKind,
    now: await countOf(flagged),
    items: found.items.map(({ ofKind: n, ...row }) => ({ ...row, long: n })),
  };
}

interface DayRow {
  account: string;
  day: number;
  /** The most at once, counting from nothing. */
  peak: number;
  /** How many more there are at its end than at its beginning. */
  change: number;
}

/**
 * Begins and ends in their order, summed up: what ran at once is what had
 * begun and not ended. At one instant ends come first.
 */
async function daysOf(
  db: Knex,
  scope: InsightsScope,
  accountIds: string[],
): Promise<DayRow[]> {
  const { from, to } = scope.range;
  const running = () => {
    const query = sessionsOf(db, scope)
      .whereIn('sessions.account_id', accountIds)
      .where('sessions.granted_at', '<', to);
    if (from) {
      query.where(still =>
        still
          .whereNull('sessions.ended_at')
          .orWhere('sessions.ended_at', '>', from),
      );
    }
    return query;
  };
  const events = running()
    .select(
      'sessions.account_id',
      'sessions.granted_at as at',
      db.raw('1 as step'),
    )
    .unionAll(
      running()
        .where('sessions.ended_at', '<', to)
        .select(
          'sessions.account_id',
          'sessions.ended_at as at',
          db.raw('-1 as step'),
        ),
    );
  const day = dayOf(db, 'at');
  const rows: Row[] = await db
    .with('events', events)
    .with(
      'running',
      db
        .from('events')
        .select(
          'account_id',
          'step',
          db.raw(`${day} as day`),
          db.raw(
            'sum(step) over (partition by account_id order by at, step rows between unbounded preceding and current row) as at_once',
          ),
        ),
    )
    .from('running')
    .groupBy('account_id', 'day')
    .orderBy(['account_id', 'day'])
    .select(
      'account_id',
      'day',
      db.raw('max(at_once) as peak'),
      db.raw('sum(step) as change'),
    );
  return rows.map(row => ({
    account: row.account_id,
    day: Number(row.day),
    peak: Number(row.peak),
    change: Number(row.change),
  }));
}

/** The most at once on each day; who was there at midnight counts as well. */
export function peaks(rows: DayRow[], first: number, last: number): number[] {
  const byDay = new Map(rows.map(row => [row.day, row]));
  let atOnce = rows
    .filter(({ day }) => day < first)
    .reduce((sum, { change }) => sum + change, 0);
  const found: number[] = [];
  for (let day = first; day <= last; day++) {
    const row = byDay.get(day);
    found.push(Math.max(atOnce, row?.peak ?? 0));
    atOnce += row?.change ?? 0;
  }
  return found;
}

export async function active(db: Knex, scope: InsightsScope): Card<'active'> {
  const { items } = await mostOften(
    db,
    sessionsIn(db, scope),
    'sessions.account_id',
  );
  const top = items.slice(0, LINES);
  const ids = top.map(({ key }) => key);
  const rows = await daysOf(db, scope, ids);
  const { from, to } = scope.range;
  const last = dayNumber(new Date(+to - 1));
  const first = from
    ? dayNumber(from)
    : rows.reduce((least, { day }) => Math.min(least, day), last);
  const named = await accountNames(db, ids);
  return {
    days: Array.from({ length: last - first + 1 }, (_, i) =>
      dateOfDay(first + i),
    ),
    items: top.map(({ key, requests }) => ({
      account: named(key),
      sessions: requests,
      atOnce: peaks(
        rows.filter(({ account }) => account === key),
        first,
        last,
      ),
    })),
  };
}
