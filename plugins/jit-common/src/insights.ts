import { RejectReasonCode, StageName } from './words';

/**
 * Which requests are counted: those sent at or after `from` and before `to`.
 *
 * @public
 */
export interface InsightsQuery {
  /** Requested at or after, ISO 8601; left out: all time. */
  from?: string;
  /** Requested before, ISO 8601; left out: until now. */
  to?: string;
  /** Account ids. */
  account?: string[];
}

/**
 * How long decided requests waited, in whole minutes: median and 90th
 * percentile by nearest rank. The two are absent where nothing was decided.
 *
 * @public
 */
export interface DecisionTimes {
  /** Requests that were approved or rejected. */
  decided: number;
  /** From sending to the decision, whole minutes. */
  medianMinutes?: number;
  /** Nine of ten were decided within so many minutes. */
  p90Minutes?: number;
}

/** The account that a number is about. @public */
export interface InsightsAccount {
  /** The twelve digits. */
  id: string;
  /** The catalog's today; of an account that is gone, its last request's. */
  name: string;
}

/**
 * Requests by what became of them.
 *
 * @public
 */
export interface RequestTally {
  /** All that were sent in the range. */
  requests: number;
  /** Whatever became of their sessions. */
  approved: number;
  /** At any stage. */
  rejected: number;
  /** Nobody decided in time: to the approver guide a sign of slow reviews. */
  expired: number;
  /** Taken back by their requesters. */
  cancelled: number;
  /** Still waiting at any stage. */
  pending: number;
  /** Of those approved or rejected. */
  times: DecisionTimes;
}

/**
 * The cards of the Insights page. One that could not be computed is absent;
 * the others are there all the same.
 *
 * @public
 */
export interface InsightsCards {
  /** `before` is the range of the same length just before this one. */
  totals?: { now: RequestTally; before?: RequestTally };
  /** The most requested first, ten at most; `count` says how many there are. */
  accounts?: {
    count: number;
    items: { account: InsightsAccount; requests: number }[];
  };
  /** Standard sets, the most requested first, ten at most. */
  permissionSets?: {
    count: number;
    items: { name: string; requests: number }[];
    /** Requests for custom sets, all together. */
    custom: number;
  };
  /** Of rejected requests, the most frequent first; none chosen is `other`. */
  reasons?: { items: { code: RejectReasonCode; requests: number }[] };
  /** By the UTC week in which they were sent; `week` is its Monday. */
  weeks?: { items: ({ week: string; requests: number } & DecisionTimes)[] };
  /** Of custom requests: how long each stage took by itself. */
  stages?: { items: ({ stage: StageName } & DecisionTimes)[] };
  /**
   * Accounts with expired requests, the greatest share first, ten at most;
   * those with too few to tell come last.
   */
  expired?: {
    items: {
      account: InsightsAccount;
      expired: number;
      /** Approved, rejected or expired: what the share is of. */
      of: number;
    }[];
  };
  /** The accounts with most decisions, ten at most. */
  accountTimes?: { items: ({ account: InsightsAccount } & DecisionTimes)[] };
  /** Groups that own accounts today, ten at most. */
  ownerTimes?: {
    items: ({
      ref: string;
      name: string;
      /** Of the accounts that they own, those with decisions in the range. */
      accountIds: string[];
    } & DecisionTimes)[];
  };
  /** The five accounts with most sessions; a number for each day. */
  active?: {
    /** UTC days. */
    days: string[];
    items: {
      account: InsightsAccount;
      /** Sessions of the requests in the range. */
      sessions: number;
      /** The most sessions that ran at the same time on that day. */
      atOnce: number[];
    }[];
  };
  /** Sessions granted outside working hours in the account's zone; ten accounts at most. */
  offHours?: {
    sessions: number;
    offHours: number;
    items: {
      account: InsightsAccount;
      sessions: number;
      offHours: number;
    }[];
  };
  /** Sessions that ran eight hours or more; ten accounts at most. */
  longRunning?: {
    sessions: number;
    /** Of the requests in the range: those that ran 8 hours or more. */
    long: number;
    /** Flagged as long-running on Manage Sessions at this moment. */
    now: number;
    items: { account: InsightsAccount; sessions: number; long: number }[];
  };
  /** What was asked for as a custom set more than once. */
  repeated?: {
    items: {
      /** Names what is asked for; a filter of the history. */
      key: string;
      /** Of the latest custom set that asked for it. */
      name: string;
      managedPolicies: string[];
      /** Statements of its inline policy. */
      statements: number;
      requests: number;
      accounts: number;
      /** A standard set that would have done. */
      coveredBy?: string;
    }[];
    /** Standard sets that would have done in place of custom ones. */
    covered: { name: string; requests: number }[];
  };
}

/** A card by its name in {@link InsightsCards}. @public */
export type InsightsCardName = keyof InsightsCards;

/**
 * Patterns in the requests that the caller looks back on.
 *
 * @public
 */
export interface Insights {
  /** The beginning asked for; ISO 8601, UTC. Absent: all time. */
  from?: string;
  /** The end asked for, or when it was counted; ISO 8601, UTC. */
  to: string;
  /** The range that `before` is about. */
  before?: { from: string; to: string };
  /** The numbers are as of this moment: a minute old at most. */
  computedAt: string;
  /** When it was answered, by the server's clock; ISO 8601, UTC. */
  serverTime: string;
  /** There are enough requests, of any time, to tell anything. */
  isEnough: boolean;
  /** The limits behind the numbers, for a page to explain. */
  definitions: {
    /** Insights start after so many requests. */
    startAfter: number;
    /** Below it, a share is too few to tell. */
    minItems: number;
    longMinutes: number;
    workingHours: { from: string; to: string; days: number[] };
  };
  /** Empty where `isEnough` is false. */
  cards: InsightsCards;
}
