import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;
const DEBT_LOOK_MS = 20;
const SHORTEST_PAUSE_MS = 5;
const LONGEST_DEBT_MS = 1_000;

/**
 * What a call is for. Ends may use everything, others leave them at least
 * half, and rows that keep failing get a quarter of the rate (H30).
 */
export type CallPurpose = 'end' | 'grant' | 'retry' | 'background';

/** What share of a burst each purpose leaves to others. */
const LEAVES: Record<CallPurpose, number> = {
  end: 0,
  grant: 0.5,
  retry: 0.5,
  background: 0.6,
};

/** A burst is so small that a second with one in it stays below AWS's limit. */
const BURST = 0.3;

/** With less nobody but ends would ever find room. */
const LEAST_BURST = 3;

/** Waits for so many milliseconds of the clock that goes with it. */
export type Pause = (milliseconds: number) => Promise<void>;

/**
 * What a process that does not lead may use: it only asks on behalf of people.
 * Three replicas together stay below AWS's 20 calls a second for all of them,
 * with some room for what comes at once.
 */
const FOLLOWERS_SHARE = 1 / 8;

/** One decision reads one permission set without a pause. */
const FOLLOWERS_BURST = 5;

const burstOf = (perSecond: number) => Math.max(LEAST_BURST, perSecond * BURST);

/** What comes in at a rate and is held up to a burst. */
class Bucket {
  #perSecond: number;
  #holds: number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, private readonly clock: () => number) {
    this.#perSecond = perSecond;
    this.#holds = burstOf(perSecond);
    this.#tokens = this.#holds;
    this.#at = clock();
  }

  get holds(): number {
    return this.#holds;
  }

  /** From now on; what was saved up goes no further than the new burst. */
  change(perSecond: number, holds: number = burstOf(perSecond)): void {
    this.level();
    this.#perSecond = perSecond;
    this.#holds = holds;
    this.#tokens = Math.min(this.#tokens, holds);
  }

  level(): number {
    const now = this.clock();
    const elapsed = Math.max(0, now - this.#at);
    this.#at = now;
    this.#tokens = Math.min(
      this.#holds,
      this.#tokens + (elapsed * this.#perSecond) / 1000,
    );
    return this.#tokens;
  }

  /** Milliseconds until there are so many. */
  untilLevel(tokens: number): number {
    return ((tokens - this.level()) / this.#perSecond) * 1000;
  }

  spend(calls: number): void {
    this.#tokens = this.level() - calls;
  }

  /** Nothing for a third of a second. */
  empty(): void {
    this.#tokens = Math.min(this.level(), -this.#perSecond / 3);
  }
}

/**
 * The rate of sso-admin calls of this process, which is its share of all that
 * AWS allows. Work begins only while there is room. On the wire each read
 * waits for its own call, in the order in which they came; a change is never
 * held back and may leave a debt, which the next reads wait for. So whatever
 * comes together, no more than the rate and one burst reaches AWS.
 */
export class CallBudget {
  readonly #all: Bucket;
  readonly #retries: Bucket;
  #leadsUntil = Infinity;
  #isLeading = true;
  #calls = 0;
  #waiting = 0;
  #lastRead: Promise<void> = Promise.resolve();
  #last: Promise<unknown> = Promise.resolve();
  #throttles = 0;

  /**
   * @param clock - milliseconds that only grow
   * @param pause - waits for so many milliseconds of that clock
   */
  constructor(
    readonly perSecond: number,
    private readonly clock: () => number = () => performance.now(),
    private readonly pause: Pause = sleep,
  ) {
    this.#all = new Bucket(perSecond, clock);
    this.#retries = new Bucket(perSecond / 4, clock);
  }

  /**
   * Told for how long this process leads, 0 where it does not: whoever leads
   * has most of the rate. A process that stood still does not wake up with a
   * leader's calls saved up: another one leads by then.
   */
  lead(forMs: number): void {
    this.#leadsUntil = this.clock() + forMs;
    this.#heedTheLead();
  }

  #heedTheLead(): void {
    const leads = this.clock() < this.#leadsUntil;
    if (leads === this.#isLeading) return;
    this.#isLeading = leads;
    const rate = this.perSecond * (leads ? 1 : FOLLOWERS_SHARE);
    this.#all.change(rate, leads ? undefined : FOLLOWERS_BURST);
    this.#retries.change(rate / 4);
  }

  /** Calls that are there, with those who wait for one served first. */
  #level(): number {
    this.#heedTheLead();
    return this.#all.level() - this.#waiting;
  }

  /** How many calls may begin now for this purpose. */
  room(purpose: CallPurpose): number {
    const left = this.#level() - this.#all.holds * this.#leaves(purpose);
    const own = purpose === 'retry' ? this.#retries.level() : left;
    return Math.max(0, Math.floor(Math.min(left, own)));
  }

  /** A process that does not lead ends nothing: people have it all. */
  #leaves(purpose: CallPurpose): number {
    return this.#isLeading || purpose === 'background' ? LEAVES[purpose] : 0;
  }

  /** Calls made and throttled since the start, for those who watch. */
  counts(): { calls: number; throttles: number } {
    return { calls: this.#calls, throttles: this.#throttles };
  }

  /** Counts calls that are being made, held back by nothing. */
  spend(calls: number = 1): void {
    this.#heedTheLead();
    this.#calls += calls;
    this.#all.spend(calls);
  }

  /** Before a read goes on the wire: waits for its call, and counts it. */
  async read(): Promise<void> {
    this.#waiting += 1;
    const turn = this.#lastRead.then(async () => {
      await this.#comesIn();
      this.#waiting -= 1;
      this.spend();
    });
    this.#lastRead = turn;
    return turn;
  }

  async #comesIn(): Promise<void> {
    for (;;) {
      this.#heedTheLead();
      const wait = this.#all.untilLevel(1);
      if (wait <= 0) return;
      // The lead may change hands meanwhile
      await this.pause(
        Math.min(LOOK_EVERY_MS, Math.max(SHORTEST_PAUSE_MS, Math.ceil(wait))),
      );
    }
  }

  /** Counts rows that are tried again against their quarter of the rate. */
  spendRetries(calls: number): void {
    this.#retries.spend(calls);
  }

  /** AWS throttled us: others draw on the same limit, so wait a little. */
  throttled(): void {
    this.#heedTheLead();
    this.#throttles += 1;
    this.#all.empty();
  }

  /** Before several changes of one turn: lets a debt be paid, which is soon. */
  async settleDebt(): Promise<void> {
    const began = this.clock();
    while (this.#level() < 0 && this.clock() - began < LONGEST_DEBT_MS) {
      await this.pause(DEBT_LOOK_MS);
    }
  }

  /** For long background reads alone: waits until there is room for them. */
  async takeTurn(purpose: CallPurpose = 'background'): Promise<void> {
    while (this.room(purpose) < 1) await this.pause(1000 / this.perSecond);
  }

  /**
   * Does work once there is room, one after the other: many that wait for it
   * would all begin in the same gap.
   *
   * @throws Error when there is no room in time
   */
  async inTurn<T>(
    purpose: CallPurpose,
    withinMs: number,
    work: () => Promise<T>,
  ): Promise<T> {
    const began = this.clock();
    const turn = this.#last.then(async () => {
      const left = withinMs - (this.clock() - began);
      if (await this.findsRoom(purpose, left)) return work();
      throw new Error('no room among the calls');
    });
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Waits for room so long at most, and says whether there is; counts nothing. */
  async findsRoom(purpose: CallPurpose, withinMs: number): Promise<boolean> {
    const began = this.clock();
    while (this.room(purpose) < 1) {
      if (this.clock() - began >= withinMs) return false;
      await this.pause(LOOK_EVERY_MS);
    }
    return true;
  }
}
