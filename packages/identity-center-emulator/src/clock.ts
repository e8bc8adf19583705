/** Where a clock takes its time from. @public */
export interface TimeSource {
  now(): Date;
}

const DURATION =
  /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** An ISO 8601 duration of days and shorter in milliseconds. @public */
export function durationMs(text: string): number | undefined {
  const parts = text === 'P' ? null : DURATION.exec(text);
  if (!parts) return undefined;
  const [days, hours, minutes, seconds] = parts
    .slice(1)
    .map(part => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

/** A clock as it is kept over a restart. @public */
export interface ClockState {
  offset: number;
  frozenAt?: number;
}

/**
 * The emulator's time: its source's plus an offset, or frozen. Nothing runs on
 * timers: whatever finishes later has finished when somebody looks again.
 *
 * @public
 */
export class EmulatorClock implements TimeSource {
  readonly #source: TimeSource;
  #offset = 0;
  #frozenAt: number | undefined;

  /** @param source - real time, unless a test hands in its own clock */
  constructor(source: TimeSource = { now: () => new Date() }) {
    this.#source = source;
  }

  now(): Date {
    return new Date(this.#frozenAt ?? this.#sourceMs() + this.#offset);
  }

  /** Moves the clock by milliseconds. */
  advance(milliseconds: number): void {
    if (this.#frozenAt === undefined) this.#offset += milliseconds;
    else this.#frozenAt += milliseconds;
  }

  /** Sets the clock; it goes on from there unless it is frozen. */
  set(time: Date): void {
    if (this.#frozenAt !== undefined) this.#frozenAt = time.getTime();
    else this.#offset = time.getTime() - this.#sourceMs();
  }

  freeze(frozen: boolean = true): void {
    if (frozen) {
      this.#frozenAt = this.now().getTime();
    } else if (this.#frozenAt !== undefined) {
      this.#offset = this.#frozenAt - this.#sourceMs();
      this.#frozenAt = undefined;
    }
  }

  get frozen(): boolean {
    return this.#frozenAt !== undefined;
  }

  get state(): ClockState {
    return { offset: this.#offset, frozenAt: this.#frozenAt };
  }

  restore(state: ClockState): void {
    this.#offset = state.offset;
    this.#frozenAt = state.frozenAt;
  }

  #sourceMs(): number {
    return this.#source.now().getTime();
  }
}
