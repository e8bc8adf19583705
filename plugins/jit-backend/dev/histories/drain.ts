import { Knex } from 'knex';
import { Row, sessionOf } from '../../src/store/rows';
import { beginEnd, createSession, moveSession } from '../../src/store/sessions';
import { History } from './History';
import { makePlan } from './plan/makePlan';
import { Plan } from './plan/Plan';
import { historyConfig } from './shared';
import { AssignmentTarget } from '../../src/identityCenter/IdentityCenter';
import { keyOf } from './world/types';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Many ends at once, and what they meet. */
export interface Drain {
  ends: number;
  accounts: number;
  /** How long AWS cannot be reached from the first end on. */
  outageMs: number;
  takesMs: { from: number; to: number };
}

/** How it went, in numbers that can be compared. */
export interface DrainReport {
  seconds: number;
  endsPerSecond: number;
  callsPerEnd: number;
  /** What each limit alone would allow, in ends a second. */
  allowed: { calls: number; outstanding: number; accounts: number };
  /** Of the least of them. */
  share: number;
  mostCallsInASecond: number;
  mostOutstanding: number;
  /** From the wish to the call, in milliseconds. */
  revocationSentAfterMs: number;
  /** By how many later ends one was overtaken at most (H30). */
  mostOvertaken: number;
  left: number;
}

/** Lets very many sessions end at once, on the simulated clock. */
export async function drain(options: Drain): Promise<DrainReport> {
  const history = await History.begin(planOf(options));
  try {
    await activate(history, options);
    return await watch(history, options);
  } finally {
    await history.end();
  }
}

function planOf({ outageMs, takesMs }: Drain): Plan {
  const faults: Plan['faults'] =
    outageMs > 0
      ? [{ kind: 'unreachable', from: 0, until: outageMs, probability: 1 }]
      : [];
  const quiet = { deeds: [], outside: [], mishaps: [] };
  return {
    ...makePlan(1),
    ...quiet,
    faults,
    takesMs,
    replicas: 1,
    skewsMs: [0],
  };
}

/** Sessions that the engine granted an hour ago, all of them over by now. */
async function activate(
  history: History,
  { ends, accounts }: Drain,
): Promise<void> {
  const { db, world, time, newId } = history;
  await db.transaction(async trx => {
    // One more, which ends by revocation in the middle of it
    for (let n = 0; n <= ends; n += 1) {
      const accountId = String(100_000_000_000 + (n % accounts));
      const target = {
        accountId,
        permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1/ps-1',
        principalId: `person-${n}`,
      };
      await grantOne(trx, history, n, target, n === ends ? 5 * HOUR : n);
      const id = target.principalId;
      world.crowd.set(id, { id, userName: id, enabled: true });
      world.standing.set(keyOf(target), { origin: 'ours', since: time.ms });
    }
    await trx('assignments').update({
      id: trx.raw('id'),
      made_by_us: true,
      standing: 'absent',
    });
    const rows: Row[] = await trx('assignments').select('id');
    for (const { id } of rows) {
      await trx('aws_operations').insert({
        id: newId(time.date()),
        assignment_id: id,
        kind: 'create',
        status: 'succeeded',
        lease_token: 0,
        noted_at: new Date(time.ms - HOUR),
        finished_at: new Date(time.ms - HOUR),
      });
    }
  });
}

async function grantOne(
  trx: Knex,
  { world, time, newId }: History,
  n: number,
  target: AssignmentTarget,
  endsInMs: number,
): Promise<void> {
  const now = time.date();
  const begun = new Date(time.ms - HOUR);
  const requestId = `request-${n}`;
  await trx('requests').insert(requestRow(requestId, n, target, begun));
  const session = await createSession(
    trx,
    newId,
    begun,
    { ...world.home, ...target },
    {
      requestId,
      user: { ref: `user:default/person-${n}`, displayName: `Person ${n}` },
      principalId: target.principalId,
      account: {
        id: target.accountId,
        name: target.accountId,
        entityRef: `resource:default/${target.accountId}`,
      },
      permissionSet: {
        type: 'standard',
        name: 'ReadOnlyAccess',
        arn: target.permissionSetArn,
      },
      setSessionMinutes: 60,
      minutes: 60,
      approvedAt: begun,
      activateBy: new Date(time.ms + HOUR),
      credentials: { mode: 'assignment' },
      offHours: false,
    },
  );
  await moveSession(trx, session, 'ACTIVE', {
    first_call_at: begun,
    granted_at: begun,
    hard_end: new Date(time.ms + 6 * HOUR),
    // One after another, so that there is an order to keep
    expires_at: new Date(now.getTime() + endsInMs),
  });
}

function requestRow(id: string, n: number, target: AssignmentTarget, at: Date) {
  return {
    id,
    status: 'APPROVED',
    state: 'APPROVED',
    requester_ref: `user:default/person-${n}`,
    requester_name: `Person ${n}`,
    principal_id: target.principalId,
    principal_user_name: target.principalId,
    account_id: target.accountId,
    account_name: target.accountId,
    account_entity_ref: `resource:default/${target.accountId}`,
    account_entity_uid: 'uid',
    account_source: 'file:accounts.yaml',
    permission_set_type: 'standard',
    permission_set_name: 'ReadOnlyAccess',
    permission_set_arn: target.permissionSetArn,
    permission_set: '{}',
    content_hash: '0'.repeat(64),
    minutes: 60,
    justification: 'A drain',
    plan: '{}',
    risk_flags: '[]',
    requested_at: at,
    window_ends_at: at,
    search_text: '',
  };
}

async function watch(history: History, options: Drain): Promise<DrainReport> {
  const { time, world } = history;
  await history.settle();
  const began = time.ms + options.outageMs;
  const until = began + 24 * HOUR;
  let calls = world.ledger.total;
  let revoked: { key: string; at: number } | undefined;
  while (world.standing.size > 0 && time.ms < until) {
    await history.moveOn(until);
    if (time.ms <= began) calls = world.ledger.total;
    if (!revoked && world.standing.size <= options.ends / 2) {
      revoked = await revokeOne(history);
    }
  }
  const seconds = (time.ms - began) / 1000;
  const gone = options.ends + 1 - world.standing.size;
  const callsPerEnd = (world.ledger.total - calls) / gone;
  const allowed = allowedBy(options, callsPerEnd);
  const endsPerSecond = gone / seconds;
  const sent = world.events.find(
    one =>
      one.what === 'sent' && one.key === revoked?.key && one.at >= revoked.at,
  );
  return {
    seconds,
    endsPerSecond,
    callsPerEnd,
    allowed,
    share: endsPerSecond / Math.min(...Object.values(allowed)),
    mostCallsInASecond: world.ledger.mostCalls,
    mostOutstanding: world.ledger.mostOutstanding,
    revocationSentAfterMs: sent && revoked ? sent.at - revoked.at : Infinity,
    mostOvertaken: mostOvertaken(history, began, revoked?.key),
    left: world.standing.size,
  };
}

function allowedBy({ takesMs, accounts }: Drain, callsPerEnd: number) {
  const latency = (takesMs.from + takesMs.to) / 2 / 1000;
  const { callsPerSecond, outstanding } = historyConfig.aws;
  return {
    calls: callsPerSecond / callsPerEnd,
    outstanding: outstanding / latency,
    accounts: accounts / latency,
  };
}

/** Somebody revokes the one session whose time is not over. */
async function revokeOne({ db, time }: History) {
  const row: Row = await db('sessions').orderBy('number', 'desc').first();
  await db.transaction(trx =>
    beginEnd(trx, time.date(), sessionOf(row), { cause: 'revoked' }),
  );
  return { key: keyOfRow(row), at: time.ms };
}

function keyOfRow(row: Row): string {
  return keyOf({
    accountId: row.account_id,
    permissionSetArn: row.permission_set_arn,
    principalId: row.principal_id,
  });
}

function mostOvertaken(
  { world }: History,
  from: number,
  revoked?: string,
): number {
  const seen = new Set<string>();
  const order: number[] = [];
  for (const { what, key, at } of world.events) {
    if (what !== 'sent' || at < from || seen.has(key) || key === revoked) {
      continue;
    }
    seen.add(key);
    order.push(Number(key.split('person-')[1]));
  }
  let later = 0;
  return order.reduce((most, n, place) => {
    // All that came before it and rank behind it
    later = order.slice(0, place).filter(one => one > n).length;
    return Math.max(most, later);
  }, 0);
}
