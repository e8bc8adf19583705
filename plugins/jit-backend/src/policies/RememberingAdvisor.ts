import { KeptAnswers } from './KeptAnswers';
import { Advice, AskedPolicies, PolicyAdvisor } from './PolicyAdvisor';

/** AWS's documents are read afresh after an hour; what rests on them, sooner. */
const KEPT_MS = 10 * 60_000;

/**
 * Judges the same policies once in a while, not each time: a request is judged
 * when it is sent, at its last approval, and whenever the engine is about to
 * act on it.
 */
export class RememberingAdvisor implements PolicyAdvisor {
  readonly #kept: KeptAnswers<Advice>;

  constructor(private readonly inner: PolicyAdvisor, now: () => number) {
    this.#kept = new KeptAnswers(KEPT_MS, now);
  }

  advise({
    managedPolicies,
    inlinePolicy,
    accountId,
  }: AskedPolicies): Promise<Advice> {
    return this.#kept.get(
      [[...managedPolicies].sort(), inlinePolicy ?? null, accountId ?? null],
      () => this.inner.advise({ managedPolicies, inlinePolicy, accountId }),
    );
  }

  compare(...asked: Parameters<PolicyAdvisor['compare']>) {
    return this.inner.compare(...asked);
  }
}
