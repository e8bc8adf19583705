/** Below this, losing half is an everyday change. */
const SMALL = 20;

/** Whether so much less was read than before that it may be a mistake. */
export function isLoss(before: number, after: number): boolean {
  if (before === 0) return false;
  return after === 0 || (before >= SMALL && after < before / 2);
}

/**
 * What a reading has lost is believed once that has lasted. By the clock:
 * people can ask for readings, as often as they like.
 */
export class Doubt {
  #since?: number;

  /** @param ms - so long, in milliseconds, it has to last */
  constructor(private readonly ms: number) {}

  /** Whether it has lasted by now, from the first time this was asked. */
  hasLasted(now: number): boolean {
    this.#since ??= now;
    return now - this.#since >= this.ms;
  }

  /** Nothing is in doubt any more. */
  end(): void {
    this.#since = undefined;
  }
}
