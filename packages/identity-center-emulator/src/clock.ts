/** What is kept of a clock across a restart. */
export interface KeptClock {
  offsetMs: number;
  frozenAt?: number;
}

/**
 * The emulator's time: real time plus an offset, or frozen. Nothing runs on
 * timers: whatever finishes later finishes when the clock is next looked at.
 *
 * @public
 */
export class EmulatorClock {
  #offset = 0;
  #frozenAt: number | undefined;

  now(): Date {
    return new Date(this.#frozenAt ?? Date.now() + this.#offset);
  }

  /** Moves the clock forward by milliseconds. */
  advance(milliseconds: number): void {
    if (this.#frozenAt === undefined) this.#offset += milliseconds;
    else this.#frozenAt += milliseconds;
  }

  /** Sets the clock; it goes on from there unless it is frozen. */
  set(time: Date): void {
    if (this.#frozenAt === undefined)
      this.#offset = time.getTime() - Date.now();
    else this.#frozenAt = time.getTime();
  }

  freeze(frozen: boolean): void {
    if (frozen) {
      this.#frozenAt = this.now().getTime();
    } else if (this.#frozenAt !== undefined) {
      this.#offset = this.#frozenAt - Date.now();
      this.#frozenAt = undefined;
    }
  }

  /** How far ahead of real time the clock is, in milliseconds. */
  get offset(): number {
    return this.now().getTime() - Date.now();
  }

  get frozen(): boolean {
    return this.#frozenAt !== undefined;
  }

  keep(): KeptClock {
    return { offsetMs: this.#offset, frozenAt: this.#frozenAt };
  }

  restore({ offsetMs, frozenAt }: KeptClock): void {
    this.#offset = offsetMs;
    this.#frozenAt = frozenAt;
  }
}
