/** Answers that are worked out once. */
export class Remembered<K, V> {
  readonly #answers = new Map<K, V>();

  get(question: K, workOut: () => V): V {
    if (!this.#answers.has(question)) {
      this.#answers.set(question, workOut());
    }
    return this.#answers.get(question)!;
  }
}
