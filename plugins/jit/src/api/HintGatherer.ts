/** A burst of signals costs one fetch. */
const GATHER_MS = 150;
/** Many tabs hear the same signal at once: they fetch within so long, spread out. */
const SPREAD_MS = 600;
/** While signals pour in, a tab fetches no more often. */
const APART_MS = 2_000;
/** Nobody looks at a hidden tab but at its title. */
const HIDDEN_MS = 10_000;
const HIDDEN_SPREAD_MS = 20_000;

/**
 * Turns hints into fetches: soon enough for somebody who looks, and so that a
 * thousand open tabs neither ask in the same moment nor at each of many hints.
 * A hint may be lost, late or double; what is fetched is the truth.
 */
export class HintGatherer {
  readonly #fetch: () => void;
  readonly #chance: () => number;
  readonly #isHidden: () => boolean;
  #gathering?: ReturnType<typeof setTimeout>;
  #fetchedAt = -Infinity;

  constructor(options: {
    fetch: () => void;
    /** From 0 up to 1. */
    chance?: () => number;
    isHidden?: () => boolean;
  }) {
    this.#fetch = options.fetch;
    this.#chance = options.chance ?? Math.random;
    this.#isHidden = options.isHidden ?? (() => document.hidden);
  }

  hint(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#fetchedAt = performance.now();
      this.#fetch();
    }, this.#pause());
  }

  #pause(): number {
    if (this.#isHidden()) return HIDDEN_MS + this.#chance() * HIDDEN_SPREAD_MS;
    const apart = this.#fetchedAt + APART_MS - performance.now();
    return Math.max(GATHER_MS, apart) + this.#chance() * SPREAD_MS;
  }
}
