import { createHash } from 'node:crypto';
import { Advice, AskedPolicies, PolicyAdvisor } from './PolicyAdvisor';

/** AWS's documents are read afresh after an hour; what rests on them, sooner. */
const KEPT_MS = 10 * 60_000;
const MOST = 200;

interface Kept {
  until: number;
  advice: Promise<Advice>;
}

/**
 * Judges the same policies once in a while, not each time: a request is judged
 * when it is sent, at its last approval, and whenever the engine is about to
 * act on it.
 */
export class RememberingAdvisor implements PolicyAdvisor {
  /** The oldest first. */
  readonly #kept = new Map<string, Kept>();

  constructor(
    private readonly inner: PolicyAdvisor,
    private readonly now: () => number,
  ) {}

  advise({ managedPolicies, inlinePolicy }: AskedPolicies): Promise<Advice> {
    const asked = [[...managedPolicies].sort(), inlinePolicy ?? null];
    const key = createHash('sha256')
      .update(JSON.stringify(asked))
      .digest('hex');
    const kept = this.#kept.get(key);
    if (kept && this.now() < kept.until) return kept.advice;
    const advice = this.inner.advise({ managedPolicies, inlinePolicy });
    this.#keep(key, { until: this.now() + KEPT_MS, advice });
    // Trouble with AWS is worth keeping least of all
    advice.catch(() => this.#kept.delete(key));
    return advice;
  }

  compare(...asked: Parameters<PolicyAdvisor['compare']>) {
    return this.inner.compare(...asked);
  }

  #keep(key: string, kept: Kept): void {
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST) this.#kept.delete(oldest);
  }
}
