import { setTimeout as sleep } from 'node:timers/promises';
import { Figure, limitFigure } from '../figures';
import { PART } from '../ground/history';
import { ASSIGNMENT_MS, Portal } from '../ground/Portal';
import { Person } from '../Person';
import {
  approve,
  ask,
  Asked,
  insistOnApproval,
  Reviewing,
  reviewersOf,
} from './asking';
import { Measurement } from './Measurement';

/** What the engine may add to AWS's own time while nothing waits. */
const MOST_ADDED_MS = 500;
/** Those of submission and review come before. */
const SETS = { alone: 3, together: 4 };
const LOOK_EVERY_MS = 10;
const PATIENCE_MS = 60_000;
/** AWS's limit of calls a second, for the whole organisation (sso-admin). */
const CALLS_PER_SECOND = 20;
interface SessionRow {
  id: string;
  request_id: string;
  status: string;
  granted_at: Date | null;
  ended_at: Date | null;
}

async function sessionsOf(
  portal: Portal,
  requestIds: string[],
): Promise<SessionRow[]> {
  return portal.db('sessions').whereIn('request_id', requestIds);
}

/** Looks until all have come that far; when each had, by its request. */
async function whenReached(
  portal: Portal,
  requestIds: string[],
  status: string,
  patience: number,
): Promise<Map<string, number>> {
  const reached = new Map<string, number>();
  const deadline = performance.now() + patience;
  while (reached.size < requestIds.length) {
    const now = performance.now();
    for (const row of await sessionsOf(portal, requestIds)) {
      if (row.status === status && !reached.has(row.request_id)) {
        reached.set(row.request_id, now);
      }
      if (row.status === 'FAILED') throw new Error('A session has failed');
    }
    if (now > deadline) {
      throw new Error(
        `${reached.size} of ${
          requestIds.length
        } sessions were ${status} within ${patience / 1000} s`,
      );
    }
    await sleep(LOOK_EVERY_MS);
  }
  return reached;
}

async function sessionIdOf(portal: Portal, { id }: Asked): Promise<string> {
  const [row] = await sessionsOf(portal, [id]);
  return row.id;
}

async function revoke(
  portal: Portal,
  admin: Person,
  asked: Asked,
): Promise<void> {
  const id = await sessionIdOf(portal, asked);
  const reason = 'Ended by the benchmark';
  await admin.post(`/jit/sessions/${id}/revoke`, { reason });
}

/** Nobody waits before anything is measured. */
export async function untilIdle(portal: Portal): Promise<void> {
  const deadline = performance.now() + 10 * PATIENCE_MS;
  for (;;) {
    const waiting = await portal
      .db('sessions')
      .whereIn('status', ['PROVISIONING', 'ENDING'])
      .first('id');
    if (!waiting) return;
    if (performance.now() > deadline) {
      throw new Error('The engine has not come to rest');
    }
    await sleep(500);
  }
}

/** One session at a time, from the approval until it has gone again. */
async function nothingWaits(
  portal: Portal,
  reviewers: Reviewing[],
): Promise<Figure[]> {
  const toActive: number[] = [];
  const toGone: number[] = [];
  const requester = await portal.person(PART.requester);
  const admin = await portal.person(PART.admin);
  for (const { person, account } of reviewers) {
    const reviewer = await portal.person(person);
    const { asked } = await ask(requester, account, SETS.alone);
    await approve(reviewer, asked);
    const approved = performance.now();
    const active = await whenReached(portal, [asked.id], 'ACTIVE', PATIENCE_MS);
    toActive.push(active.get(asked.id)! - approved - ASSIGNMENT_MS);
    await revoke(portal, admin, asked);
    const revoked = performance.now();
    const gone = await whenReached(portal, [asked.id], 'REVOKED', PATIENCE_MS);
    toGone.push(gone.get(asked.id)! - revoked - ASSIGNMENT_MS);
  }
  const added = {
    group: 4,
    unit: 'ms',
    against: `over the ${ASSIGNMENT_MS} ms that AWS takes`,
    most: MOST_ADDED_MS,
  };
  return [
    limitFigure({
      ...added,
      what: 'Approval to ACTIVE, nothing waits',
      values: toActive,
    }),
    limitFigure({
      ...added,
      what: 'Revoke to gone, nothing waits',
      values: toGone,
    }),
  ];
}

async function callsOf(portal: Portal): Promise<number> {
  const state = await fetch(`${portal.awsUrl}/_emulator/state`);
  const { calls } = (await state.json()) as any;
  return Object.values<number>(calls.counts).reduce((sum, n) => sum + n, 0);
}

/** In groups of as many as one person could decide at once. */
async function inBatches<T>(
  items: T[],
  most: number,
  deed: (item: T) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < items.length; from += most) {
    await Promise.all(items.slice(from, from + most).map(deed));
  }
}

/** Many at once, until all run and until all are gone again. */
async function manyWait(
  portal: Portal,
  reviewers: Reviewing[],
  many: number,
): Promise<Figure[]> {
  const requester = await portal.person(PART.requester);
  const admin = await portal.person(PART.admin);
  const waiting: { asked: Asked; reviewer: Person }[] = [];
  for (let index = 0; index < many; index++) {
    const { person, account } = reviewers[index % reviewers.length];
    const set = SETS.together + Math.floor(index / reviewers.length);
    const { asked } = await ask(requester, account, set);
    waiting.push({ asked, reviewer: await portal.person(person) });
  }
  const patience = many * 3 * 1000 + PATIENCE_MS;
  const rate = async (
    what: string,
    status: string,
    deed: (one: { asked: Asked; reviewer: Person }) => Promise<unknown>,
  ) => {
    const began = performance.now();
    const calls = await callsOf(portal);
    const from = new Map<string, number>();
    const ids = waiting.map(({ asked }) => asked.id);
    const reached = whenReached(portal, ids, status, patience);
    reached.catch(() => {});
    await inBatches(waiting, 10, async one => {
      await deed(one);
      from.set(one.asked.id, performance.now());
    });
    const when = await reached;
    const seconds = (performance.now() - began) / 1000;
    const called = ((await callsOf(portal)) - calls) / seconds;
    const times = ids.map(id => when.get(id)! - from.get(id)!);
    return [
      limitFigure({
        group: 4,
        what: `${what}, ${many} at once`,
        unit: 'ms',
        values: times,
        against: `${ASSIGNMENT_MS} ms of AWS for each`,
      }),
      limitFigure({
        group: 4,
        what: `${what}, ${many} at once: drained`,
        unit: 'a second',
        values: [many / seconds],
        against: `${called.toFixed(
          1,
        )} calls a second to AWS, which allows ${CALLS_PER_SECOND}`,
      }),
    ];
  };
  const active = await rate('Approval to ACTIVE', 'ACTIVE', one =>
    insistOnApproval(one.reviewer, one.asked),
  );
  const gone = await rate('Revoke to gone', 'REVOKED', one =>
    revoke(portal, admin, one.asked),
  );
  return [...active, ...gone];
}

/** What the engine adds to AWS's own time. */
export async function measureEngine(
  measurement: Measurement,
  portal: Portal,
  plan: { alone: number; together: number },
): Promise<void> {
  const all = reviewersOf(portal.size, 50);
  await untilIdle(portal);
  await measurement.attempt('Nothing waits', async () => {
    measurement.add(...(await nothingWaits(portal, all.slice(0, plan.alone))));
  });
  await untilIdle(portal);
  await measurement.attempt('Many wait', async () => {
    measurement.add(...(await manyWait(portal, all, plan.together)));
  });
}
