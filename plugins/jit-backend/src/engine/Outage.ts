import { AwsTrouble } from '../identityCenter/awsErrors';
import type { CustomSetPort } from '../identityCenter/CustomSetPort';
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

/** Nor may anybody have had an answer for so long. */
const SILENT_MS = 3_000;

/** Then one row after another finds out whether it is back. */
const PROBE_EVERY_MS = 1_000;

/** Where it has been away for longer than this, they take more time. */
const LONG_MS = 60_000;
const PROBE_A_LONG_ONE_EVERY_MS = 3_000;

/** Who finds out first: the order of work. */
const PROBES: readonly (keyof Quota)[] = [
  'ends',
  'polls',
  'grants',
  'retries',
  'checks',
];

/** More than this are not remembered: the round begins anew. */
const MOST_TRIED = 5_000;

/**
 * Whether AWS answers at all. While it does not, rows keep their place in the
 * queue instead of each failing by itself, so that the backlog drains at once
 * and in its order when AWS is back. Every row finds out once in a round: where
 * AWS fails for some alone, they hold up nobody else.
 */
export class Outage {
  #failures = 0;
  #answeredAt = -Infinity;
  #probedAt = -Infinity;
  readonly #tried = new Set<string>();

  constructor(private readonly monotonic: () => number) {}

  get isOn(): boolean {
    const silentFor = this.monotonic() - this.#answeredAt;
    return this.#failures >= IN_A_ROW && silentFor >= SILENT_MS;
  }

  /** The port, overheard: each answer says whether AWS is there. */
  overhear<TPort extends IdentityCenter | CustomSetPort>(port: TPort): TPort {
    return new Proxy(port, {
      get: (target, name) => {
        const value = Reflect.get(target, name, target);
        if (name === 'customSets') return this.overhear(value as CustomSetPort);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          try {
            const answer = await value.apply(target, args);
            this.#answered();
            return answer;
          } catch (error) {
            this.#failed(error);
            throw error;
          }
        };
      },
    });
  }

  /**
   * What may begin: everything, or now and then one row to find out, of the
   * first of these kinds that has one.
   */
  rations(quota: Quota, running: number): Quota[] {
    if (!this.isOn) return [quota];
    if (running > 0 || !this.#isTime()) return [];
    const nothing = { polls: 0, ends: 0, grants: 0, retries: 0, checks: 0 };
    return PROBES.map(kind => ({ ...nothing, [kind]: 1 }));
  }

  #isTime(): boolean {
    const now = this.monotonic();
    const isLong = now - this.#answeredAt >= LONG_MS;
    const pause = isLong ? PROBE_A_LONG_ONE_EVERY_MS : PROBE_EVERY_MS;
    return now - this.#probedAt >= pause;
  }

  /** Rows that have found out in this round, to no avail. */
  get tried(): ReadonlySet<string> {
    return this.#tried;
  }

  /**
   * Told which rows took the place that `rations` gave.
   *
   * @returns whether the round is over, and the next one may begin at once
   */
  probed(assignmentIds: readonly string[]): boolean {
    if (!this.isOn) return false;
    if (assignmentIds.length > 0) {
      assignmentIds.forEach(id => this.#tried.add(id));
      this.#probedAt = this.monotonic();
    }
    const isOver = assignmentIds.length === 0 || this.#tried.size > MOST_TRIED;
    if (!isOver || this.#tried.size === 0) return false;
    this.#tried.clear();
    return true;
  }

  #answered(): void {
    this.#failures = 0;
    this.#answeredAt = this.monotonic();
    this.#tried.clear();
  }

  #failed(error: unknown): void {
    if (!(error instanceof AwsTrouble)) return;
    if (AWAY.includes(error.code)) this.#failures += 1;
    else this.#answered();
  }
}
