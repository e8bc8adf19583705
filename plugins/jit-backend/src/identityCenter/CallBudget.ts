import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;

/**
 * What a call is for. Ends may use everything, others leave them at least
 * half, and rows that keep failing get a quarter of the rate (H30).
 */
export type CallPurpose = 'end' | 'grant' | 'retry' | 'background';

/** How full the bucket must be before each purpose may draw on it. */
const LEAVES: Record<CallPurpose, number> = {
  end: 0,
  grant: 0.5,
  retry: 0.5,
  background: 0.75,
};

/** AWS counts all sso-admin calls of an instance together, per second. */
class Bucket {
  #tokens: number;
  #at: number;

  constructor(
    private readonly perSecond: number,
    private readonly clock: () => number,
  ) {
    this.#tokens = perSecond;
    this.#at = clock();
  }

  level(): number {
    const now = this.clock();
    const elapsed = Math.max(0, now - this.#at);
    this.#at = now;
    this.#tokens = Math.min(
      this.perSecond,
      this.#tokens + (elapsed * this.perSecond) / 1000,
    );
    return this.#tokens;
  }

  spend(calls: number): void {
    this.#tokens = this.level() - calls;
  }

  empty(): void {
    this.#tokens = Math.min(0, this.level());
  }
}

/**
 * The rate of sso-admin calls of this process. Nothing in a row's turn waits:
 * whoever has begun may finish and leave a debt, and nobody begins while there
 * is no room. So a revocation never queues behind a list.
 */
export class CallBudget {
  readonly #all: Bucket;
  readonly #retries: Bucket;
  #calls = 0;
  #throttles = 0;

  /**
   * @param clock - milliseconds that only grow
   * @param pause - waits for so many milliseconds of that clock
   */
  constructor(
    readonly perSecond: number,
    private readonly clock: () => number = () => performance.now(),
    private readonly pause: (milliseconds: number) => Promise<void> = sleep,
  ) {
    this.#all = new Bucket(perSecond, clock);
    this.#retries = new Bucket(perSecond / 4, clock);
  }

  /** How many calls may begin now for this purpose. */
  room(purpose: CallPurpose): number {
    const left = this.#all.level() - this.perSecond * LEAVES[purpose];
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

  /** AWS throttled us: others draw on the same limit, so let it refill. */
  throttled(): void {
    this.#throttles += 1;
    this.#all.empty();
  }

  /** For long background reads alone: waits for room, then counts one call. */
  async takeTurn(purpose: CallPurpose = 'background'): Promise<void> {
    while (this.room(purpose) < 1) await this.pause(1000 / this.perSecond);
    this.spend();
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
