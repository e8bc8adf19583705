import fc from 'fast-check';
import { Knex } from 'knex';
import { Call, callsTo } from './calls';
import { FuzzWorld } from './FuzzWorld';
import { Answer, inject, Sent } from './inject';
import { Called, effectsWithoutRight, toldWithoutRight } from './rights';
import { readRoutes } from './routes';
import { Snapshot, snapshotOf } from './snapshot';
import { Known } from './values';

/** Its brake, among the others. */
const QUARANTINE = 'quarantine';

export interface Violation {
  what: string;
  sent: Sent;
  status: number;
  text: string;
}

export type Effect =
  | 'requests'
  | 'reviews'
  | 'sessions'
  | 'erasures'
  | 'endedQuarantines';

export interface Tally {
  requests: number;
  statuses: Record<number, number>;
  /** Calls to each route that were answered with 2xx. */
  successes: Record<string, number>;
  /** What came to be, was erased and was ended. */
  effects: Record<Effect, number>;
  violations: Violation[];
}

export interface FuzzOptions {
  requests: number;
  seed: number;
  /** An empty database; the one before is done with. */
  openDatabase(): Promise<Knex>;
  /** After each world. */
  onWorld?(tally: Tally): void;
}

/** So many calls are put to one world. */
const PER_WORLD = 1_000;
const PER_QUARTER_HOUR = 10;
const MOST_CURSORS = 30;

/** Backstage's shape, with a code. */
function errorProblem({ text, status }: Answer): string | undefined {
  try {
    const { error, response } = JSON.parse(text);
    if (typeof error?.name !== 'string') return 'an error without a name';
    if (typeof error.message !== 'string') return 'an error without a message';
    if (response?.statusCode !== status) return 'an error of another status';
    return typeof error.code === 'string' &&
      /^[a-z]+(-[a-z]+)*$/.test(error.code)
      ? undefined
      : `an error without a code (${error.name})`;
  } catch {
    return 'an error that is no JSON';
  }
}

/** What is wrong with an answer by itself. */
function answerProblem(
  call: Call,
  { method }: Sent,
  answer: Answer,
): string | undefined {
  const { status, headers } = answer;
  if (status === 503 && call.outage) {
    if (headers['retry-after'] === undefined) return '503 without Retry-After';
  } else if (status >= 500) {
    return `answered ${status}`;
  }
  const isStranger = ['nobody', 'service'].includes(call.sender.kind);
  if (isStranger && status < 400 && call.route.id !== 'GetLastPass') {
    return `let in a ${call.sender.kind}`;
  }
  if (status < 400 || method === 'HEAD') return undefined;
  return errorProblem(answer);
}

function learn(known: Known, state: Snapshot, { text, status }: Answer): void {
  known.requests = [...state.requests.values()];
  known.sessions = [...state.sessions.values()];
  const cursor = status === 200 && /"nextCursor":"([^"]+)"/.exec(text)?.[1];
  if (cursor) known.cursors = [cursor, ...known.cursors].slice(0, MOST_CURSORS);
}

/** Puts calls to one world and compares each with what the rules say. */
async function fuzzWorld(
  world: FuzzWorld,
  calls: Call[],
  tally: Tally,
): Promise<void> {
  const { db, clock } = world.portal;
  let before = await snapshotOf(db);
  const known: Known = {
    requests: [...before.requests.values()],
    sessions: [...before.sessions.values()],
    cursors: [],
  };
  for (const [index, call] of calls.entries()) {
    if (index % PER_QUARTER_HOUR === 0) {
      await world.goOn();
      before = await snapshotOf(db);
      known.sessions = [...before.sessions.values()];
    }
    const { sent, target, body } = call.make(known);
    world.breakDown(call.outage);
    const answer = await inject(world.app, sent);
    world.breakDown(undefined);
    const after = await snapshotOf(db);

    const called: Called = {
      id: sent.method === call.route.method ? call.route.id : sent.method,
      sender: call.sender,
      target: target?.toLowerCase(),
      body,
      status: answer.status,
    };
    // What they said themselves is no secret to them
    const everything = [
      decodeURIComponentSafely(sent.url),
      ...Object.values(sent.headers),
      sent.body,
    ].join(' ');
    const told = toldWithoutRight(called, answer.text, everything, after);
    const problems = [
      answerProblem(call, sent, answer),
      ...effectsWithoutRight(called, before, after, clock.read()),
      ...told.map(number => `told ${call.sender.ref} of ${number}`),
    ].filter((one): one is string => one !== undefined);
    for (const what of problems) {
      tally.violations.push({
        what: `${call.route.id} by ${call.sender.kind} ${call.sender.ref}: ${what}`,
        sent,
        status: answer.status,
        text: answer.text.slice(0, 500),
      });
    }
    tally.requests += 1;
    tally.statuses[answer.status] = (tally.statuses[answer.status] ?? 0) + 1;
    if (answer.status < 300 && called.id === call.route.id) {
      const { id } = call.route;
      tally.successes[id] = (tally.successes[id] ?? 0) + 1;
    }
    for (const table of ['requests', 'reviews', 'sessions'] as const) {
      tally.effects[table] += after[table].size - before[table].size;
    }
    const grown = (counted: Snapshot) => counted.counts.audit_erasures;
    if (grown(after) > grown(before)) tally.effects.erasures += 1;
    if (before.pauses.has(QUARANTINE) && !after.pauses.has(QUARANTINE)) {
      tally.effects.endedQuarantines += 1;
    }
    learn(known, after, answer);
    before = after;
  }
}

function decodeURIComponentSafely(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/**
 * Puts generated calls to worlds, a fresh one every so often. The same seed
 * gives the same calls; ids and the time in them aside.
 */
export async function runFuzz({
  requests,
  seed,
  openDatabase,
  onWorld,
}: FuzzOptions): Promise<Tally> {
  const calls = callsTo(await readRoutes());
  const tally: Tally = {
    requests: 0,
    statuses: {},
    successes: {},
    effects: {
      requests: 0,
      reviews: 0,
      sessions: 0,
      erasures: 0,
      endedQuarantines: 0,
    },
    violations: [],
  };
  for (let from = 0; from < requests; from += PER_WORLD) {
    const numRuns = Math.min(PER_WORLD, requests - from);
    const db = await openDatabase();
    const world = await FuzzWorld.open(db);
    await fuzzWorld(
      world,
      fc.sample(calls, { seed: seed + from / PER_WORLD, numRuns }),
      tally,
    );
    onWorld?.(tally);
  }
  return tally;
}
