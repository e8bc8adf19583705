import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;
const DEBT_LOOK_MS = 20;
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

/** AWS counts all sso-admin calls of an instance together, per second. */
class Bucket {
  #perSecond: number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, private readonly clock: () => number) {
    this.#perSecond = perSecond;
    this.#tokens = this.holds;
    this.#at = clock();
  }

  get holds(): number {
    return Math.max(LEAST_BURST, this.#perSecond * BURST);
  }

  /** From now on. */
  set rate(perSecond: number) {
    this.level();
    this.#perSecond = perSecond;
    this.#tokens = Math.min(this.#tokens, this.holds);
  }

  level(): number {
    const now = this.clock();
    const elapsed = Math.max(0, now - this.#at);
    this.#at = now;
    this.#tokens = Math.min(
      this.holds,
      this.#tokens + (elapsed * this.#perSecond) / 1000,
    );
    return this.#tokens;
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
 * The rate of sso-admin calls of this process, which is its share of them all.
 * Nobody begins while there is no room. Who has begun may finish: a change is never held back and may leave a
 * debt, a read waits until it is paid. So a revocation never queues behind a
 * list.
 */
export class CallBudget {
  readonly #all: Bucket;
  readonly #retries: Bucket;
  #calls = 0;
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

  /** Told whether this process leads: whoever does has most of the rate. */
  lead(leads: boolean): void {
    const rate = this.perSecond * (leads ? 1 : FOLLOWERS_SHARE);
    this.#all.rate = rate;
    this.#retries.rate = rate / 4;
  }

  /** How many calls may begin now for this purpose. */
  room(purpose: CallPurpose): number {
    const left = this.#all.level() - this.#all.holds * LEAVES[purpose];
    const own = purpose === 'retry' ? this.#retries.level() : left;
    return Math.max(0, Math.floor(Math.min(left, own)));
  }

  /** Calls made and throttled since the start, for those who watch. */
  counts(): { calls: number; throttles: number } {
    return { calls: this.#calls, throttles: this.#throttles };
  }

  /** Counts calls that are being made. */
  spend(calls: number = 1): void {
    this.#calls += calls;
    this.#all.spend(calls);
  }

  /** Counts rows that are tried again against their quarter of the rate. */
  spendRetries(calls: number): void {
    this.#retries.spend(calls);
  }

  /** AWS throttled us: others draw on the same limit, so wait a little. */
  throttled(): void {
    this.#throttles += 1;
    this.#all.empty();
  }

  /** Before a read within a turn: lets a debt be paid first, which is soon. */
  async settleDebt(): Promise<void> {
    const began = this.clock();
    while (this.#all.level() < 0 && this.clock() - began < LONGEST_DEBT_MS) {
      await this.pause(DEBT_LOOK_MS);
    }
  }

  /** For long background reads alone: waits for room, then counts one call. */
  async takeTurn(purpose: CallPurpose = 'background'): Promise<void> {
    while (this.room(purpose) < 1) await this.pause(1000 / this.perSecond);
    this.spend();
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
