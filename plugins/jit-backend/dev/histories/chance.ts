import { unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand';

/** Chance that comes out the same for the same seed. */
export class Chance {
  readonly #generator;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** A whole number, both ends included. */
  between(from: number, to: number): number {
    return unsafeUniformIntDistribution(from, to, this.#generator);
  }

  /** Between 0 and 1. */
  fraction(): number {
    return this.between(0, 1_000_000) / 1_000_000;
  }

  happens(probability: number): boolean {
    return this.fraction() < probability;
  }

  oneOf<T>(values: readonly T[]): T {
    return values[this.between(0, values.length - 1)];
  }

  /** As many as said, each made anew. */
  many<T>(count: number, make: () => T): T[] {
    return Array.from({ length: count }, make);
  }
}
