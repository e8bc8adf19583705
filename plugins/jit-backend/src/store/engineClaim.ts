import { Knex } from 'knex';
import { AssignmentRecord, Priority } from '../domain/model';
import {
  EngineContext,
  engineEvent,
  homeColumns,
  record,
  ROW_LEASE_MS,
} from './engineContext';
import {
  Claim,
  Outstanding,
  QueueStatus,
  Quota,
  Reading,
  Together,
} from './EngineStore';
import { readDeny } from './engineDenies';
import { readCustomSet } from './engineSets';
import { assignmentOf, operationOf, Row, sessionOf, timeOf } from './rows';
import { inTransaction } from './transactions';

const OPEN_SESSIONS = ['PROVISIONING', 'ACTIVE', 'ENDING'];
const OPEN_OPERATIONS = ['noted', 'accepted', 'unknown'];
const OPERATIONS_READ = 20;

/** A change that is stuck holds back no end in its account for longer. */
export const STUCK_MS = 30_000;

/** What AWS may have begun without telling us holds a slot for so long. */
const UNTOLD_MS = 10_000;

/** AWS has long let go of an operation that nobody could ask about since. */
const FORGOTTEN_MS = 15 * 60_000;

const ORDER_OF_WORK = [
  { column: 'assignments.priority' },
  { column: 'assignments.wanted_since' },
  { column: 'assignments.due_at' },
];

/** Due rows of ours that nobody holds. */
function due(ctx: EngineContext, trx: Knex, now: Date): Knex.QueryBuilder {
  return trx('assignments')
    .where(homeColumns(ctx.home))
    .where('assignments.due_at', '<=', now)
    .where(free =>
      free
        .whereNull('assignments.lease_until')
        .orWhere('assignments.lease_until', '<=', now)
        // Only one leads: what another held, it holds no more
        .orWhere('assignments.lease_owner', '<>', ctx.owner),
    )
    .select('assignments.*');
}

/** One change at a time per account. */
function accountIsQuiet(query: Knex.QueryBuilder, trx: Knex, notedAfter: Date) {
  query
    .whereNull('assignments.operation_id')
    .whereNotExists(
      trx('assignments as other')
        .join('aws_operations as op', 'op.id', 'other.operation_id')
        .whereRaw('other.account_id = assignments.account_id')
        .where('op.noted_at', '>', notedAfter)
        .select(trx.raw('1')),
    );
}

/** Where so many rows of an account keep failing, the account itself is broken. */
const BREAKS_AT = 5;

/** They get the one slot of what keeps failing, revocations apart (H30). */
async function brokenAccounts(trx: Knex): Promise<string[]> {
  return trx('assignments')
    .where({ priority: Priority.retry })
    .whereNotNull('due_at')
    .groupBy('account_id')
    .havingRaw('count(*) >= ?', [BREAKS_AT])
    .pluck('account_id');
}

/** The order of work (H30); where they share a slot, no grant goes before an end. */
function orderOf(trx: Knex, name: Class) {
  if (name !== 'retries') return ORDER_OF_WORK;
  const isGrant = trx.raw(
    'case when assignments.priority = ? then 1 else 0 end',
    [Priority.grant],
  );
  return [{ column: isGrant as unknown as string }, ...ORDER_OF_WORK];
}

type Class = keyof Quota;

function classQuery(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
  name: Class,
  broken: readonly string[],
): Knex.QueryBuilder {
  const query = due(ctx, trx, now).orderBy(orderOf(trx, name));
  if (name === 'polls') return query.whereNotNull('assignments.operation_id');
  const stuck = new Date(now.getTime() - STUCK_MS);
  const mayEnd = name === 'ends' || name === 'retries';
  accountIsQuiet(query, trx, mayEnd ? stuck : new Date(0));
  switch (name) {
    case 'ends':
      return query.where(ends =>
        ends
          .where('assignments.priority', Priority.revocation)
          .orWhere(first =>
            first
              .where('assignments.priority', Priority.firstEnd)
              .whereNotIn('assignments.account_id', broken),
          ),
      );
    case 'grants':
      return query
        .where('assignments.priority', Priority.grant)
        .whereNotIn('assignments.account_id', broken);
    case 'retries':
      return query.where(failing =>
        failing
          .where('assignments.priority', Priority.retry)
          .orWhere(first =>
            first
              .whereIn('assignments.priority', [
                Priority.firstEnd,
                Priority.grant,
              ])
              .whereIn('assignments.account_id', broken),
          ),
      );
    default:
      return query.where('assignments.priority', Priority.check);
  }
}

/** The one slot of a row that keeps failing is not taken away by others (H30). */
const CLASSES: readonly Class[] = [
  'polls',
  'retries',
  'ends',
  'grants',
  'checks',
];

const isChange = (name: Class) => name !== 'polls' && name !== 'checks';

/** So few are looked at before anything is asked of a class. */
const FEW = 20;

/** Whether anything but operations in flight may be due. */
const mayChange = (few: Row[]) =>
  few.length === FEW || few.some(row => row.operation_id === null);

/** The classes that may have a row to take. */
function classesOf(few: Row[], broken: readonly string[]): readonly Class[] {
  if (few.length === FEW) return CLASSES;
  const waiting = few.filter(row => row.operation_id === null);
  const isAny = (...priorities: number[]) =>
    waiting.some(row => priorities.includes(row.priority));
  const firsts = isAny(Priority.firstEnd, Priority.grant);
  const may: Record<Class, boolean> = {
    polls: waiting.length < few.length,
    retries: isAny(Priority.retry) || (broken.length > 0 && firsts),
    ends: isAny(Priority.revocation, Priority.firstEnd),
    grants: isAny(Priority.grant),
    checks: isAny(Priority.check),
  };
  return CLASSES.filter(name => may[name]);
}

async function take(
  ctx: EngineContext,
  trx: Knex,
  now: Date,
  row: Row,
  kind: Class,
): Promise<Claim | undefined> {
  const token = row.lease_token + 1;
  // What is tried in a broken account counts among what keeps failing
  const { priority, attempt } =
    kind === 'retries'
      ? { priority: Priority.retry, attempt: Math.max(1, row.attempt) }
      : row;
  const taken = await trx('assignments')
    .where({ id: row.id, lease_token: row.lease_token })
    .update({
      lease_owner: ctx.owner,
      lease_token: token,
      priority,
      attempt,
      lease_until: new Date(now.getTime() + ROW_LEASE_MS),
    });
  if (taken === 0) return undefined;
  return {
    kind,
    assignmentId: row.id,
    accountId: row.account_id,
    token,
    wakes: row.wakes,
    attempt,
    priority,
  };
}

/** Claims due rows, so many of each class, one per account. */
export async function claimDue(
  ctx: EngineContext,
  quota: Quota,
  { except, ...together }: Together,
): Promise<Claim[]> {
  return inTransaction(ctx.db, async trx => {
    const now = await ctx.clock.now(trx);
    const claims: Claim[] = [];
    // Mostly little is due or nothing: one question then, instead of one each
    const few: Row[] = await trx('assignments')
      .where('due_at', '<=', now)
      .limit(FEW)
      .select('priority', 'operation_id');
    if (few.length === 0) return claims;
    const broken = mayChange(few) ? await brokenAccounts(trx) : [];
    const classes = classesOf(few, broken);
    const changing = new Set<string>();
    let { changes, calls } = together;
    for (const name of classes) {
      let limit = quota[name];
      if (isChange(name)) limit = Math.min(limit, changes);
      if (name === 'ends') limit = Math.min(limit, calls);
      if (limit < 1) continue;
      // Others in the same account have to wait: read some more than needed
      const query = classQuery(ctx, trx, now, name, broken).limit(limit * 4);
      if (except) query.whereNotIn('assignments.id', [...except]);
      const rows: Row[] = await query;
      let left = limit;
      for (const row of rows) {
        const waits = name !== 'polls' && changing.has(row.account_id);
        if (left === 0 || waits) continue;
        const claim = await take(ctx, trx, now, row, name);
        if (!claim) continue;
        claims.push(claim);
        left -= 1;
        if (name === 'polls' || name === 'ends') calls -= 1;
        if (!isChange(name)) continue;
        changing.add(row.account_id);
        changes -= 1;
      }
    }
    return claims;
  });
}

/**
 * The latest operations, oldest first. A create that was lost before them may
 * land yet, however often what landed was withdrawn since (H1).
 */
async function latestOperations(trx: Knex, id: string): Promise<Row[]> {
  const newest = () =>
    trx('aws_operations')
      .where({ assignment_id: id })
      .orderBy([
        { column: 'noted_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ]);
  const rows: Row[] = await newest().limit(OPERATIONS_READ);
  if (rows.length < OPERATIONS_READ) return rows.reverse();
  const lost = await newest().where({ kind: 'create', status: 'lost' }).first();
  const isRead = !lost || rows.some(row => row.id === lost.id);
  return (isRead ? rows : [...rows, lost]).reverse();
}

/** Everything that a turn decides on, as one moment saw it. */
export async function read(ctx: EngineContext, claim: Claim): Promise<Reading> {
  return inTransaction(ctx.db, async trx => {
    const id = claim.assignmentId;
    const row = await trx('assignments').where({ id }).first();
    const sessions: Row[] = await trx('sessions')
      .where({ assignment_id: id })
      .whereIn('status', OPEN_SESSIONS)
      .orderBy('number');
    const operations = await latestOperations(trx, id);
    return {
      assignment: assignmentOf(row),
      sessions: sessions.map(sessionOf),
      operations: operations.map(operationOf),
      deny: await readDeny(trx, id),
      customSet: await readCustomSet(trx, { assignment_id: id }),
      now: await ctx.clock.now(trx),
    };
  });
}

/** Whether AWS may still be at work on it, as far as we know. */
function holdsSlot(operation: Row, now: Date): boolean {
  const age = now.getTime() - timeOf(operation.noted_at)!.getTime();
  return age < (operation.status === 'accepted' ? FORGOTTEN_MS : UNTOLD_MS);
}

/**
 * Operations that are open, and how many of them hold a slot. A call whose
 * answer was lost holds it for a while only: where AWS fails for some rows
 * alone, those would hold all slots for ever (H30).
 */
export async function outstanding(ctx: EngineContext): Promise<Outstanding> {
  const now = await ctx.clock.now(ctx.db);
  const open: Row[] = await ctx
    .db('aws_operations')
    .join('assignments', 'assignments.operation_id', 'aws_operations.id')
    .whereIn('aws_operations.status', OPEN_OPERATIONS)
    .select('assignments.priority')
    .select('aws_operations.status', 'aws_operations.noted_at');
  const holding = open.filter(row => holdsSlot(row, now));
  const retries = holding.filter(row => row.priority === Priority.retry);
  return {
    all: holding.length,
    retries: retries.length,
    open: open.length,
  };
}

/** Alarms open rows that belong elsewhere, save those known (H10). */
export async function reportForeign(
  ctx: EngineContext,
  known: ReadonlySet<string>,
): Promise<AssignmentRecord[]> {
  return inTransaction(ctx.db, async trx => {
    const now = await ctx.clock.now(trx);
    const rows: Row[] = await trx('assignments')
      .whereNot(ours => ours.where(homeColumns(ctx.home)))
      .whereNotIn('assignments.id', [...known])
      .whereExists(
        trx('sessions')
          .whereRaw('sessions.assignment_id = assignments.id')
          .whereIn('sessions.status', OPEN_SESSIONS)
          .select(trx.raw('1')),
      )
      .select('assignments.*')
      .limit(100);
    for (const row of rows) {
      const subject = { assignmentId: row.id, accountId: row.account_id };
      const event = engineEvent('assignment.foreign', 'critical', subject, {
        instanceArn: row.instance_arn,
        identityStoreId: row.identity_store_id,
        region: row.region,
        callerAccount: row.caller_account,
      });
      await record(ctx, trx, now, [event]);
    }
    return rows.map(assignmentOf);
  });
}

export async function status(ctx: EngineContext): Promise<QueueStatus> {
  const now = await ctx.clock.now(ctx.db);
  const count = await ctx
    .db('assignments')
    .where('due_at', '<=', now)
    .count({ n: '*' })
    .first();
  const oldest = await ctx
    .db('sessions')
    .whereIn('status', ['ACTIVE', 'ENDING'])
    .where('expires_at', '<=', now)
    .min({ at: 'expires_at' })
    .first();
  return {
    due: Number(count?.n ?? 0),
    outstanding: (await outstanding(ctx)).open,
    oldestOverdueEnd: timeOf(oldest?.at),
  };
}
