interface Waiting {
  ref: string;
  begin: () => void;
}

/**
 * Dear work of several people: little of it at once, one piece of a person's,
 * and the rest in turn. Few may wait, so that what nobody waits for any more
 * does not pile up.
 */
export class Turns {
  readonly #working = new Set<string>();
  readonly #waiting: Waiting[] = [];

  constructor(
    private readonly limits: {
      atOnce: number;
      /** Of one person. */
      waiting: number;
    },
  ) {}

  /** Undefined: too much of this person's waits already. */
  take<T>(ref: string, work: () => Promise<T>): Promise<T> | undefined {
    const waits = this.#waiting.filter(one => one.ref === ref).length;
    const mayBegin = this.#mayBegin(ref);
    if (!mayBegin && waits >= this.limits.waiting) return undefined;
    const done = new Promise<void>(begin => {
      this.#waiting.push({ ref, begin });
    }).then(work);
    this.#next();
    return done.finally(() => {
      this.#working.delete(ref);
      this.#next();
    });
  }

  #mayBegin(ref: string): boolean {
    return this.#working.size < this.limits.atOnce && !this.#working.has(ref);
  }

  /** Whoever has waited longest and is not at work already. */
  #next(): void {
    const index = this.#waiting.findIndex(({ ref }) => this.#mayBegin(ref));
    if (index < 0) return;
    const [{ ref, begin }] = this.#waiting.splice(index, 1);
    this.#working.add(ref);
    begin();
  }
}
