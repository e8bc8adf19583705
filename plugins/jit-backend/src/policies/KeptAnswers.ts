import { createHash } from 'node:crypto';

const MOST = 200;

interface Kept<T> {
  until: number;
  answer: Promise<T>;
}

/** Answers that serve for a while; trouble is worth keeping least of all. */
export class KeptAnswers<T> {
  /** The oldest first. */
  readonly #kept = new Map<string, Kept<T>>();

  constructor(
    private readonly forMs: number,
    private readonly now: () => number,
  ) {}

  /** @param question - anything that JSON can tell from others */
  get(question: unknown, ask: () => Promise<T>): Promise<T> {
    const key = createHash('sha256')
      .update(JSON.stringify(question))
      .digest('hex');
    const kept = this.#kept.get(key);
    if (kept && this.now() < kept.until) return kept.answer;
    const answer = ask();
    this.#keep(key, { until: this.now() + this.forMs, answer });
    answer.catch(() => this.#kept.delete(key));
    return answer;
  }

  #keep(key: string, kept: Kept<T>): void {
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST) this.#kept.delete(oldest);
  }
}
