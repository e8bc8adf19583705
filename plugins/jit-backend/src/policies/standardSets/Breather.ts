import { setImmediate } from 'node:timers/promises';

/** So long others wait for a moment of the process. */
const LONGEST_MS = 15;

/** Long work stops for a moment now and then, so that others have theirs. */
export class Breather {
  #since = performance.now();

  /** As `flatMap` does, with a stop wherever it has gone on for too long. */
  async flatMap<T, R>(
    items: readonly T[],
    each: (item: T) => readonly R[],
  ): Promise<R[]> {
    const found: R[] = [];
    for (const item of items) {
      if (performance.now() - this.#since >= LONGEST_MS) await this.#stop();
      found.push(...each(item));
    }
    return found;
  }

  async #stop(): Promise<void> {
    await setImmediate();
    this.#since = performance.now();
  }
}
