const MINUTE = 60_000;

/**
 * Counts what one person asks for in a while, a minute unless told otherwise. In memory: it keeps one person
 * from keeping a process busy, and guards nothing.
 */
export class Meter {
  readonly #counts = new Map<string, { since: number; count: number }>();

  constructor(
    private readonly most: number,
    private readonly now: () => number,
    private readonly span: number = MINUTE,
  ) {}

  /** False: too often. */
  take(ref: string, weight: number = 1): boolean {
    const now = this.now();
    const counted = this.#counts.get(ref);
    if (!counted || now - counted.since >= this.span) {
      this.#forget(now);
      this.#counts.set(ref, { since: now, count: weight });
      return true;
    }
    counted.count += weight;
    return counted.count <= this.most;
  }

  #forget(now: number): void {
    for (const [ref, { since }] of this.#counts) {
      if (now - since >= this.span) this.#counts.delete(ref);
    }
  }
}
