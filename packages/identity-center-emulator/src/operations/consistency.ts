import { Lag } from '../world/history';
import { AssignmentState, OperationState, RoleState } from '../world/types';
import { Context } from './context';

/** The items as this call sees them; a lag is used up where it shows. */
function seen<T>(
  { faults }: Context,
  items: T[],
  under: (lag: Lag) => T[],
  wanted: (one: T) => boolean,
): T[] {
  const now = items.filter(wanted);
  const lag = faults.look('lag');
  if (!lag) return now;
  const then = under({ of: lag.of, lagMs: lag.lagMs ?? 30_000 }).filter(wanted);
  const isSame =
    now.length === then.length && then.every(one => now.includes(one));
  if (!isSame) faults.take('lag');
  return then;
}

export function seenAssignments(
  context: Context,
  wanted: (one: AssignmentState) => boolean,
): AssignmentState[] {
  const { world } = context;
  return seen(
    context,
    world.data.assignments,
    lag => world.assignmentsUnder(lag),
    wanted,
  );
}

/** Where sets are provisioned, as this call sees it. */
export function seenRoles(
  context: Context,
  wanted: (one: RoleState) => boolean,
): RoleState[] {
  const { world } = context;
  return seen(context, world.data.roles, lag => world.rolesUnder(lag), wanted);
}

/** Whether a request id is not to be found yet, right after its write. */
export function isTooFresh(
  { faults, world }: Context,
  { createdAt }: OperationState,
): boolean {
  const age = world.clock.now().getTime() - createdAt;
  const lag = faults.look('status-lag');
  if (!lag || age >= (lag.lagMs ?? 5_000)) return false;
  faults.take('status-lag');
  return true;
}

/** What an accepted operation will fail with in the end, if a fault wants it. */
export function asyncFailure({ faults }: Context): string | undefined {
  const fault = faults.take('fail-async');
  if (!fault) return undefined;
  return (
    fault.message ?? 'An unexpected internal service exception was encountered'
  );
}
