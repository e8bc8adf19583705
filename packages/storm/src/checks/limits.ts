import { CallFact, Violation } from '../words';

/** AWS's own (aws-identity-center.md, 0.8). */
export const CREATIONS_AT_ONCE = 10;
/** What the deployment is configured to. */
export const OUTSTANDING = 8;

/** The most calls that came in within any stretch of so many milliseconds. */
export function busiest(times: readonly number[], milliseconds: number) {
  let most = 0;
  let from = 0;
  for (let to = 0; to < times.length; to++) {
    while (times[to] - times[from] >= milliseconds) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

/** AWS counts the calls to sso-admin alone, of all replicas together. */
export function countedCalls(calls: readonly CallFact[]): number[] {
  return calls
    .filter(call => call.service === 'sso-admin')
    .map(call => call.at)
    .sort((a, b) => a - b);
}

/** Throttles that nobody made up: the replicas together asked for too much. */
export function ownThrottles(calls: readonly CallFact[]): CallFact[] {
  return calls.filter(
    call => call.outcome === 'ThrottlingException' && !call.fault,
  );
}

export function checkLimits(
  calls: readonly CallFact[],
  most: { creations: number; outstanding: number },
): Violation[] {
  const violations: Violation[] = ownThrottles(calls).map(call => ({
    rule: 'call-rate',
    what: `AWS throttled ${call.operation} of ${call.replica} at ${new Date(
      call.at,
    ).toISOString()}: the replicas together were too quick`,
  }));
  if (most.creations > CREATIONS_AT_ONCE) {
    violations.push({
      rule: 'outstanding',
      what: `${most.creations} creations were outstanding at once`,
    });
  }
  if (most.outstanding > OUTSTANDING) {
    violations.push({
      rule: 'outstanding',
      what: `${most.outstanding} operations were outstanding at once, ${OUTSTANDING} are configured`,
    });
  }
  return violations;
}
