import { AwsTrouble } from '../identityCenter/awsErrors';
import { IdentityCenter } from '../identityCenter/IdentityCenter';
import { Quota } from '../store/EngineStore';

/** Trouble that every row would meet: AWS does not answer us at all. */
const AWAY: readonly string[] = [
  'unreachable',
  'unavailable',
  'timed-out',
  'credentials',
];

/** So many calls in a row have to fail before AWS counts as away. */
const IN_A_ROW = 3;

/** Then one row at a time finds out whether it is back. */
const PROBE_EVERY_MS = 1_000;

/** Who finds out first: the order of work. */
const PROBES: readonly (keyof Quota)[] = [
  'ends',
  'polls',
  'grants',
  'retries',
  'checks',
];

/**
 * Whether AWS answers at all. While it does not, rows keep their place in the
 * queue instead of each failing by itself, so that the backlog drains at once
 * and in its order when AWS is back.
 */
export class Outage {
  #failures = 0;
  #probedAt = -Infinity;
  #nextProbe = 0;
  #isProbing = false;

  constructor(private readonly monotonic: () => number) {}

  get isOn(): boolean {
    return this.#failures >= IN_A_ROW;
  }

  /** The port, overheard: each answer says whether AWS is there. */
  overhear(identityCenter: IdentityCenter): IdentityCenter {
    return new Proxy(identityCenter, {
      get: (target, name) => {
        const value = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          try {
            const answer = await value.apply(target, args);
            this.#failures = 0;
            return answer;
          } catch (error) {
            this.#failed(error);
            throw error;
          }
        };
      },
    });
  }

  /** What may begin: everything, or now and then one row to find out. */
  ration(quota: Quota, running: number): Quota {
    if (!this.isOn) return quota;
    const nothing = { polls: 0, ends: 0, grants: 0, retries: 0, checks: 0 };
    const now = this.monotonic();
    this.#isProbing = running === 0 && now - this.#probedAt >= PROBE_EVERY_MS;
    if (!this.#isProbing) return nothing;
    return { ...nothing, [PROBES[this.#nextProbe]]: 1 };
  }

  /** Told how many rows took the place that `ration` gave. */
  probed(rows: number): void {
    if (!this.isOn || !this.#isProbing) return;
    // Nothing of that kind is waiting: another kind finds out
    this.#nextProbe = rows > 0 ? 0 : (this.#nextProbe + 1) % PROBES.length;
    if (rows > 0) this.#probedAt = this.monotonic();
  }

  #failed(error: unknown): void {
    if (!(error instanceof AwsTrouble)) return;
    this.#failures = AWAY.includes(error.code) ? this.#failures + 1 : 0;
  }
}
