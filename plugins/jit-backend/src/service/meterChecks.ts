import { Caller } from './Caller';
import { Bench } from './Parts';
import { errorFor } from './refusalErrors';

/** A judgement of wide policies keeps a process busy for a moment. */
export const JUDGING = 2;

/** One person's checks must not keep everybody else waiting. */
export function meterChecks(
  { checks, config }: Bench,
  { ref }: Caller,
  weight: number,
): void {
  if (checks.take(ref, weight)) return;
  throw errorFor({
    code: 'too-many-checks',
    message: `At most ${config.limits.policyChecksPerPersonPerMinute} of these a minute. Wait a little.`,
  });
}
