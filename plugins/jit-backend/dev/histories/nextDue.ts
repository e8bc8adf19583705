import { OpenImage } from './database';

const EVERYTHING = `
  select min(due_at) as at from assignments
  union all
  select min(expires_at) from sessions where status = 'ACTIVE'
  union all
  select min(activate_by) from sessions where status = 'PROVISIONING'
  union all
  select min(due_at) from deny_policies`;

/** When the engines find something to do, in milliseconds since 1970. */
export function nextDue({ rows }: OpenImage): number {
  return Math.min(...rows(EVERYTHING).map(({ at }) => at ?? Infinity));
}
