import {
  Insights,
  InsightsCardName,
  InsightsCards,
  InsightsQuery,
} from '@jit-portal/backstage-plugin-jit-common';
import { DatabaseInsights } from '../../store/insights/DatabaseInsights';
import { InsightsScope } from '../../store/insights/InsightsScope';
import { MIN_ITEMS, rangeBefore } from '../../store/insights/requestCards';
import { LONG_MINUTES } from '../../store/whereLongRunning';
import { Caller } from '../Caller';
import { Bench } from '../Parts';
import { inTurn } from '../inTurn';
import { errorFor } from '../refusalErrors';
import { Viewpoint, viewpointOf } from '../views/Viewpoint';
import { timeProblem } from '../../domain/timeProblem';
import { inOurWords } from './listing';

const START_AFTER = 10;
/** Cards at a time: most connections stay with the engine and with lists. */
const LANES = 3;

function looksBack({ viewer, standing }: Viewpoint): boolean {
  return (
    viewer.ownedAccounts.length > 0 ||
    viewer.isSsoAdmin ||
    viewer.isAdmin ||
    (standing?.isAuditor ?? false)
  );
}

/** Approvers and auditors, unless the policy says otherwise (H20). */
async function mayRead(viewpoint: Viewpoint): Promise<void> {
  if (looksBack(viewpoint) && (await viewpoint.caller.mayReadInsights())) {
    return;
  }
  throw errorFor({
    code: 'policy',
    message:
      'Only account owners, SSO Admins, Admins and auditors can see insights.',
  });
}

function rangeOf(query: InsightsQuery, now: Date): InsightsScope['range'] {
  const from = query.from === undefined ? undefined : new Date(query.from);
  const to = query.to === undefined ? now : new Date(query.to);
  const problem = timeProblem(query);
  if (problem) throw errorFor(problem);
  if (from && from >= to) {
    const message = 'The end is before the start.';
    throw errorFor({
      code: 'invalid-values',
      message,
      details: [{ field: 'to', message }],
    });
  }
  return { from, to };
}

async function scopeOf(
  query: InsightsQuery,
  { caller, viewer, standing }: Viewpoint,
  now: Date,
): Promise<InsightsScope> {
  const [requests, sessions] = await Promise.all([
    caller.readRequests(),
    caller.readSessions(),
  ]);
  return {
    viewer,
    isAuditor: standing?.isAuditor ?? false,
    requests,
    sessions,
    range: rangeOf(query, now),
    accounts: query.account,
  };
}

/** A card that fails is left out; the others are told all the same. */
async function readCards(
  { stores, logger }: Bench,
  scope: InsightsScope,
  now: Date,
): Promise<InsightsCards> {
  const cards: InsightsCards = {};
  const waiting = [...DatabaseInsights.cardNames];
  const read = async <TName extends InsightsCardName>(name: TName) => {
    try {
      cards[name] = await stores.insights.card(name, scope, now);
    } catch (error) {
      logger.error(`The card ${name} of the insights failed`, error as Error);
    }
  };
  const lane = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      await read(name);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return cards;
}

async function compute(
  bench: Bench,
  scope: InsightsScope,
  now: Date,
): Promise<Insights> {
  const { config, stores } = bench;
  const { from, to } = scope.range;
  const before = rangeBefore(scope.range);
  const isEnough = await inOurWords(() =>
    stores.insights.hasAtLeast(START_AFTER, scope),
  );
  return {
    from: from?.toISOString(),
    to: to.toISOString(),
    before: before && {
      from: before.from!.toISOString(),
      to: before.to.toISOString(),
    },
    computedAt: now.toISOString(),
    serverTime: now.toISOString(),
    isEnough,
    definitions: {
      startAfter: START_AFTER,
      minItems: MIN_ITEMS,
      longMinutes: LONG_MINUTES,
      workingHours: {
        from: config.workingHours.from,
        to: config.workingHours.to,
        days: config.workingHours.days,
      },
    },
    cards: isEnough ? await readCards(bench, scope, now) : {},
  };
}

/**
 * What an answer depends on: the question, and who may see what at this
 * moment. With a role or an account lost, the old answer is nobody's.
 */
function keyOf(
  { stores }: Bench,
  query: InsightsQuery,
  scope: InsightsScope,
): string {
  const beginning = new Date(0);
  const timeless = { ...scope, range: { to: beginning } };
  return JSON.stringify([
    query.from,
    query.to,
    scope.viewer,
    scope.isAuditor,
    stores.insights.conditionsOf(timeless),
  ]);
}

const TOO_MANY = {
  code: 'too-many-insights',
  message:
    'Other insights that you asked for are still being counted. Wait a little.',
} as const;

/** Patterns in what the caller looks back on, counted in the database. */
export async function getInsights(
  bench: Bench,
  query: InsightsQuery,
  caller: Caller,
): Promise<Insights> {
  const viewpoint = await viewpointOf(bench, caller);
  await mayRead(viewpoint);
  const now = await bench.stores.requests.now();
  const scope = await scopeOf(query, viewpoint, now);
  const insights = await bench.insights.get(keyOf(bench, query, scope), () =>
    // In turn with everybody else's: the cards alone take three connections
    inTurn(bench.insightTurns, caller, TOO_MANY, () =>
      compute(bench, scope, now),
    ),
  );
  return { ...insights, serverTime: now.toISOString() };
}
