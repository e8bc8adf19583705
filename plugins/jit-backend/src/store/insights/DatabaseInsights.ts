import {
  InsightsCardName,
  InsightsCards,
} from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { StoreOptions } from '../StoreOptions';
import { withinTime } from '../withinTime';
import { repeated } from './customCards';
import {
  InsightsScope,
  requestsIn,
  requestsOf,
  sessionsIn,
} from './InsightsScope';
import {
  accounts,
  accountTimes,
  expired,
  ownerTimes,
  permissionSets,
  reasons,
  stages,
  totals,
  weeks,
} from './requestCards';
import { active, longRunning, offHours } from './sessionCards';

type CardsBy = {
  [TName in InsightsCardName]: (
    db: Knex,
    scope: InsightsScope,
    now: Date,
  ) => Promise<NonNullable<InsightsCards[TName]>>;
};

const cards: CardsBy = {
  totals,
  accounts,
  permissionSets,
  reasons,
  weeks,
  stages,
  expired,
  accountTimes,
  ownerTimes,
  active,
  offHours,
  longRunning,
  repeated,
};

/** What takes longer is left out: revocations wait for the same connections. */
const LONGEST_MS = 20_000;

/**
 * Counts for the insights, computed when asked for: nothing is kept that could
 * be older than what it counts.
 */
export class DatabaseInsights {
  static readonly cardNames = Object.keys(cards) as InsightsCardName[];
  readonly #options: StoreOptions;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  card<TName extends InsightsCardName>(
    name: TName,
    scope: InsightsScope,
    now: Date,
  ): Promise<NonNullable<InsightsCards[TName]>> {
    return withinTime(this.#options.db, LONGEST_MS, db =>
      cards[name](db, scope, now),
    );
  }

  /** Whether there are so many requests at all, of any time and account. */
  async hasAtLeast(count: number, scope: InsightsScope): Promise<boolean> {
    const everywhere = { ...scope, accounts: undefined };
    const found = await withinTime(this.#options.db, LONGEST_MS, db =>
      requestsOf(db, everywhere).select('requests.id').limit(count),
    );
    return found.length >= count;
  }

  /** The conditions themselves: two viewers who share them see the same. */
  conditionsOf(scope: InsightsScope): string {
    const { db } = this.#options;
    return `${requestsIn(db, scope)};${sessionsIn(db, scope)}`;
  }
}
