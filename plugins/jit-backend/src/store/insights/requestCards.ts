import {
  DecisionTimes,
  InsightsCards,
  RejectReasonCode,
  RequestTally,
} from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { Row } from '../rows';
import { accountNames } from './accountNames';
import { decisionTimes } from './decisionTimes';
import { dateOfWeek, minutesBetween, weekOf } from './dialect';
import { InsightsScope, Range, requestsIn } from './InsightsScope';

/** Under so many items a share says nothing. */
export const MIN_ITEMS = 10;
/** As many bars as a chart has. */
export const SHOWN = 10;

type Card<TName extends keyof InsightsCards> = Promise<
  NonNullable<InsightsCards[TName]>
>;

const DECIDED = ['APPROVED', 'REJECTED'];

function decidedIn(
  db: Knex,
  scope: InsightsScope,
  range?: Range,
): Knex.QueryBuilder {
  const minutes = minutesBetween(
    db,
    'requests.requested_at',
    'requests.closed_at',
  );
  return requestsIn(db, scope, range)
    .whereIn('requests.status', DECIDED)
    .select(db.raw(`${minutes} as minutes`));
}

async function tally(
  db: Knex,
  scope: InsightsScope,
  range: Range,
): Promise<RequestTally> {
  const rows: Row[] = await requestsIn(db, scope, range)
    .groupBy('requests.status')
    .select('requests.status')
    .count({ n: '*' });
  const count = (...statuses: string[]) =>
    rows
      .filter(({ status }) => statuses.includes(status))
      .reduce((sum, { n }) => sum + Number(n), 0);
  const [times] = await decisionTimes(db, decidedIn(db, scope, range), []);
  return {
    requests: rows.reduce((sum, { n }) => sum + Number(n), 0),
    approved: count('APPROVED'),
    rejected: count('REJECTED'),
    expired: count('EXPIRED'),
    cancelled: count('CANCELLED'),
    pending: count('PENDING', 'PENDING_OWNER', 'PENDING_ADMIN'),
    times: times ?? { decided: 0 },
  };
}

/** The range of the same length just before this one. */
export function rangeBefore({ from, to }: Range): Range | undefined {
  return from && { from: new Date(+from - (+to - +from)), to: from };
}

export async function totals(db: Knex, scope: InsightsScope): Card<'totals'> {
  const before = rangeBefore(scope.range);
  return {
    now: await tally(db, scope, scope.range),
    before: before && (await tally(db, scope, before)),
  };
}

/** The first ten, the greatest first; equals by name, so that none dances. */
export function mostFirst<T>(
  items: T[],
  numberOf: (item: T) => number,
  nameOf: (item: T) => string,
): T[] {
  return [...items]
    .sort(
      (a, b) => numberOf(b) - numberOf(a) || (nameOf(a) < nameOf(b) ? -1 : 1),
    )
    .slice(0, SHOWN);
}

/** How many groups there are, and those with most rows. */
export async function mostOften(
  db: Knex,
  query: Knex.QueryBuilder,
  column: string,
): Promise<{ count: number; items: { key: string; requests: number }[] }> {
  const groups = query
    .groupBy(column)
    .select({ key: column })
    .count({ n: '*' })
    .as('groups');
  const rows: Row[] = await db
    .from(groups)
    .select('key', 'n', db.raw('count(*) over () as groups'))
    .orderBy([{ column: 'n', order: 'desc' }, 'key'])
    .limit(SHOWN);
  return {
    count: Number(rows[0]?.groups ?? 0),
    items: rows.map(({ key, n }) => ({ key, requests: Number(n) })),
  };
}

export async function accounts(
  db: Knex,
  scope: InsightsScope,
): Card<'accounts'> {
  const { count, items } = await mostOften(
    db,
    requestsIn(db, scope),
    'requests.account_id',
  );
  const named = await accountNames(
    db,
    items.map(({ key }) => key),
  );
  return {
    count,
    items: items.map(({ key, requests }) => ({
      account: named(key),
      requests,
    })),
  };
}

export async function permissionSets(
  db: Knex,
  scope: InsightsScope,
): Card<'permissionSets'> {
  // Custom sets have a name each: they count together, under none
  const standard =
    "case when requests.permission_set_type = 'standard' then requests.permission_set_name end";
  const rows: Row[] = await requestsIn(db, scope)
    .select(db.raw(`${standard} as name`))
    .groupByRaw(standard)
    .count({ n: '*' });
  const named = rows
    .filter(({ name }) => name !== null)
    .map(({ name, n }) => ({ name: String(name), requests: Number(n) }));
  return {
    count: named.length,
    items: mostFirst(
      named,
      ({ requests }) => requests,
      ({ name }) => name,
    ),
    custom: Number(rows.find(({ name }) => name === null)?.n ?? 0),
  };
}

export async function reasons(db: Knex, scope: InsightsScope): Card<'reasons'> {
  const rows: Row[] = await requestsIn(db, scope)
    .where('requests.status', 'REJECTED')
    .join('reviews', join =>
      join
        .on('reviews.request_id', 'requests.id')
        .andOnVal('reviews.decision', 'reject'),
    )
    // A comment without a quick text is something else
    .select(db.raw("coalesce(reviews.reason_code, 'other') as code"))
    .groupByRaw("coalesce(reviews.reason_code, 'other')")
    .count({ n: '*' });
  const items = rows.map(({ code, n }) => ({
    code: code as RejectReasonCode,
    requests: Number(n),
  }));
  return {
    items: items.sort(
      (a, b) => b.requests - a.requests || (a.code < b.code ? -1 : 1),
    ),
  };
}

export async function weeks(db: Knex, scope: InsightsScope): Card<'weeks'> {
  const week = weekOf(db, 'requests.requested_at');
  const sent: Row[] = await requestsIn(db, scope)
    .groupByRaw(week)
    .select(db.raw(`${week} as week`))
    .count({ n: '*' });
  const waits = decidedIn(db, scope).select(db.raw(`${week} as week`));
  const times = new Map(
    (await decisionTimes(db, waits, ['week'])).map(
      ({ week: of, ...rest }) => [Number(of), rest as DecisionTimes] as const,
    ),
  );
  return {
    items: sent
      .map(row => ({ week: Number(row.week), requests: Number(row.n) }))
      .sort((a, b) => a.week - b.week)
      .map(({ week: of, requests }) => ({
        week: dateOfWeek(of),
        requests,
        ...(times.get(of) ?? { decided: 0 }),
      })),
  };
}

/** Of decided custom requests; the second stage counts from the first review. */
export async function stages(db: Knex, scope: InsightsScope): Card<'stages'> {
  const first = minutesBetween(db, 'requests.requested_at', 'reviews.at');
  const second = minutesBetween(db, 'owners.at', 'reviews.at');
  const waits = requestsIn(db, scope)
    .whereIn('requests.status', DECIDED)
    .where('requests.permission_set_type', 'custom')
    .join('reviews', 'reviews.request_id', 'requests.id')
    .leftJoin('reviews as owners', join =>
      join
        .on('owners.request_id', 'requests.id')
        .andOnVal('owners.stage', 'owner'),
    )
    .select(
      'reviews.stage',
      db.raw(
        `case when reviews.stage = 'owner' then ${first} else ${second} end as minutes`,
      ),
    );
  const rows = await decisionTimes(db, waits, ['stage']);
  const items = rows.map(({ stage, ...times }) => ({
    stage,
    ...(times as DecisionTimes),
  }));
  return { items: items.sort((a, b) => (a.stage < b.stage ? 1 : -1)) };
}

export async function expired(db: Knex, scope: InsightsScope): Card<'expired'> {
  const counted = requestsIn(db, scope)
    .whereIn('requests.status', [...DECIDED, 'EXPIRED'])
    .groupBy('requests.account_id')
    .select('requests.account_id')
    .select(
      db.raw(
        "sum(case when requests.status = 'EXPIRED' then 1 else 0 end) as expired",
      ),
      db.raw('count(*) as n'),
    )
    .as('counted');
  const rows: Row[] = await db
    .from(counted)
    .where('expired', '>', 0)
    .orderByRaw(
      `case when n >= ${MIN_ITEMS} then 0 else 1 end, expired * 1.0 / n desc, expired desc, account_id`,
    )
    .limit(SHOWN);
  const named = await accountNames(
    db,
    rows.map(({ account_id }) => account_id),
  );
  return {
    items: rows.map(row => ({
      account: named(row.account_id),
      expired: Number(row.expired),
      of: Number(row.n),
    })),
  };
}

/** Decisions on each account: few rows, however many requests. */
async function decidedOn(
  db: Knex,
  scope: InsightsScope,
): Promise<Map<string, number>> {
  const rows: Row[] = await requestsIn(db, scope)
    .whereIn('requests.status', DECIDED)
    .groupBy('requests.account_id')
    .select('requests.account_id')
    .count({ n: '*' });
  return new Map(rows.map(({ account_id, n }) => [account_id, Number(n)]));
}

/** What is shown is chosen first: only its waits have to be put in order. */
export async function accountTimes(
  db: Knex,
  scope: InsightsScope,
): Card<'accountTimes'> {
  const shown = mostFirst(
    [...(await decidedOn(db, scope))],
    ([, decided]) => decided,
    ([id]) => id,
  ).map(([id]) => id);
  const waits = decidedIn(db, scope)
    .whereIn('requests.account_id', shown)
    .select('requests.account_id');
  const rows = await decisionTimes(db, waits, ['account_id']);
  const named = await accountNames(db, shown);
  return {
    items: rows.map(({ account_id, ...times }) => ({
      account: named(account_id),
      ...(times as DecisionTimes),
    })),
  };
}

interface OwnerGroup {
  ref: string;
  name: string;
  accountIds: string[];
  decided: number;
}

/** Groups that own accounts with decisions today. */
async function ownerGroups(
  db: Knex,
  scope: InsightsScope,
): Promise<OwnerGroup[]> {
  const decided = await decidedOn(db, scope);
  const rows: Row[] = await db('account_owners')
    .where({ kind: 'group' })
    .orderBy(['owner_ref', 'account_id'])
    .select('owner_ref', 'display_name', 'account_id');
  const groups = new Map<string, OwnerGroup>();
  for (const { owner_ref: ref, display_name: name, account_id: id } of rows) {
    const count = decided.get(id);
    if (count === undefined) continue;
    const group: OwnerGroup = groups.get(ref) ?? {
      ref,
      name,
      accountIds: [],
      decided: 0,
    };
    group.accountIds.push(id);
    group.decided += count;
    groups.set(ref, group);
  }
  return mostFirst(
    [...groups.values()],
    group => group.decided,
    ({ ref }) => ref,
  );
}

/** Groups, never people: nobody is ranked. */
export async function ownerTimes(
  db: Knex,
  scope: InsightsScope,
): Card<'ownerTimes'> {
  const groups = await ownerGroups(db, scope);
  const waits = decidedIn(db, scope)
    .join('account_owners', 'account_owners.account_id', 'requests.account_id')
    .whereIn(
      'account_owners.owner_ref',
      groups.map(({ ref }) => ref),
    )
    .select('account_owners.owner_ref');
  const rows = await decisionTimes(db, waits, ['owner_ref']);
  const times = new Map(
    rows.map(({ owner_ref, ...rest }) => [owner_ref, rest as DecisionTimes]),
  );
  return {
    items: groups.map(({ ref, name, accountIds, decided }) => ({
      ref,
      name,
      accountIds,
      ...(times.get(ref) ?? { decided }),
    })),
  };
}
