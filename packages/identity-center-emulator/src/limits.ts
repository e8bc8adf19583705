import { EmulatorClock } from './clock';
import { throttled } from './errors';

/**
 * AWS's throttle: 20 calls a second for all of sso-admin together, and 10
 * outstanding CreateAccountAssignment (limits page).
 *
 * @public
 */
export interface Limits {
  callsPerSecond: number;
  outstanding: number;
}

export const awsLimits: Limits = { callsPerSecond: 20, outstanding: 10 };

export class Throttle {
  #tokens: number;
  #at: number;

  constructor(readonly limits: Limits | 'off', readonly clock: EmulatorClock) {
    this.#tokens = limits === 'off' ? 0 : limits.callsPerSecond;
    this.#at = clock.now().getTime();
  }

  /** @throws the throttle's AwsError when the second's calls are used up */
  take(): void {
    if (this.limits === 'off') return;
    const now = this.clock.now().getTime();
    const { callsPerSecond } = this.limits;
    const earned = (Math.max(0, now - this.#at) / 1000) * callsPerSecond;
    this.#tokens = Math.min(callsPerSecond, this.#tokens + earned);
    this.#at = now;
    if (this.#tokens < 1) throw throttled();
    this.#tokens -= 1;
  }
}
