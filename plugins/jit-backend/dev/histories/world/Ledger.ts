const SECOND = 1_000;

/** The calls that AWS counts, and the operations it carries. */
export class Ledger {
  #calls: number[] = [];
  /** The most calls that arrived within any one second. */
  mostCalls = 0;
  mostOutstanding = 0;
  total = 0;

  /** @returns how many arrived within the last second, this one included */
  count(now: number): number {
    this.total += 1;
    this.#calls = this.#calls.filter(at => at > now - SECOND);
    this.#calls.push(now);
    this.mostCalls = Math.max(this.mostCalls, this.#calls.length);
    return this.#calls.length;
  }

  outstanding(count: number): void {
    this.mostOutstanding = Math.max(this.mostOutstanding, count);
  }
}
