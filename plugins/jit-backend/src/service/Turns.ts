interface Waiting {
  ref: string;
  begin: () => void;
}

/**
 * Dear work of several people: little of it at once, less of one person's, and
 * the rest in turn. Few may wait, so that what nobody waits for any more does
 * not pile up.
 */
export class Turns {
  readonly #working: string[] = [];
  readonly #waiting: Waiting[] = [];

  constructor(
    private readonly limits: {
      atOnce: number;
      /** Of one person; absent: one. */
      ofOnePerson?: number;
      /** Of one person. */
      waiting: number;
      /**
       * For work that keeps the process busy: its place stays empty for as
       * long as the work took, so that there is time for something else.
       */
      rest?: { monotonic: () => number; sleep: (ms: number) => Promise<void> };
    },
  ) {}

  /** Undefined: too much of this person's waits already. */
  take<T>(ref: string, work: () => Promise<T>): Promise<T> | undefined {
    const waits = this.#waiting.filter(one => one.ref === ref).length;
    const mayBegin = this.#mayBegin(ref);
    if (!mayBegin && waits >= this.limits.waiting) return undefined;
    const { rest } = this.limits;
    let began = 0;
    const done = new Promise<void>(begin => {
      this.#waiting.push({ ref, begin });
    }).then(() => {
      began = rest?.monotonic() ?? 0;
      return work();
    });
    this.#next();
    return done.finally(() => {
      if (!rest) return this.#free(ref);
      // Whoever asked does not wait for it
      rest.sleep(rest.monotonic() - began).then(() => this.#free(ref));
      return undefined;
    });
  }

  #free(ref: string): void {
    this.#working.splice(this.#working.indexOf(ref), 1);
    this.#next();
  }

  #mayBegin(ref: string): boolean {
    const { atOnce, ofOnePerson = 1 } = this.limits;
    const own = this.#working.filter(one => one === ref).length;
    return this.#working.length < atOnce && own < ofOnePerson;
  }

  /** Whoever has waited longest and has not enough at work already. */
  #next(): void {
    const index = this.#waiting.findIndex(({ ref }) => this.#mayBegin(ref));
    if (index < 0) return;
    const [{ ref, begin }] = this.#waiting.splice(index, 1);
    this.#working.push(ref);
    begin();
  }
}
