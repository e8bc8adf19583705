import { TimeSource } from './clock';
import { throttled } from './errors';
import { Settings } from './settings';

/** The calls that all of sso-admin may answer in a second, as a token bucket. */
export class Throttle {
  #tokens: number | undefined;
  #at: number;

  constructor(
    readonly settings: Settings,
    readonly clock: TimeSource,
  ) {
    this.#at = clock.now().getTime();
  }

  /** @throws ThrottlingException when the second's calls are used up */
  take(): void {
    if (this.settings.limits === 'off') return;
    const now = this.clock.now().getTime();
    const { callsPerSecond } = this.settings.limits;
    const earned = (Math.max(0, now - this.#at) / 1000) * callsPerSecond;
    this.#tokens = Math.min(
      callsPerSecond,
      (this.#tokens ?? callsPerSecond) + earned,
    );
    this.#at = now;
    if (this.#tokens < 1) throw throttled();
    this.#tokens -= 1;
  }
}
