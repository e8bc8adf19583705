/** No answer is older. */
const MAX_AGE_MS = 60_000;
/** An answer stands for so many times as long as it took to find. */
const WORTH = 20;
/** More answers are not kept. */
const KEPT = 200;

interface Answer<T> {
  found: Promise<T>;
  /** Until when it stands; not known while it is being found. */
  until?: number;
}

/**
 * Answers that are dear to find: whoever asks the same while one is being
 * found gets that one, and one that took long stands for a while. What takes
 * no time is found again each time.
 */
export class Remembered<T> {
  readonly #now: () => number;
  readonly #answers = new Map<string, Answer<T>>();

  /** @param now - milliseconds that only grow */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @param key - everything that the answer depends on, who may see what included */
  get(key: string, find: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known && (known.until === undefined || known.until > this.#now())) {
      return known.found;
    }
    const answer: Answer<T> = { found: find() };
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    if (this.#answers.size > KEPT) this.#forgetOldest();
    const asked = this.#now();
    answer.found.then(
      () => {
        const took = this.#now() - asked;
        answer.until = this.#now() + Math.min(MAX_AGE_MS, took * WORTH);
      },
      () => {
        if (this.#answers.get(key) === answer) this.#answers.delete(key);
      },
    );
    return answer.found;
  }

  #forgetOldest(): void {
    const [oldest] = this.#answers.keys();
    this.#answers.delete(oldest);
  }
}
