import { Knex } from 'knex';
import { timeOf } from '../../src/store/rows';

/** When the engines find something to do, in milliseconds since 1970. */
export async function nextDue(db: Knex, denies: boolean): Promise<number> {
  const [due, expires, activates, pushes] = await Promise.all([
    db('assignments').min({ at: 'due_at' }).first(),
    db('sessions')
      .where({ status: 'ACTIVE' })
      .min({ at: 'expires_at' })
      .first(),
    db('sessions')
      .where({ status: 'PROVISIONING' })
      .min({ at: 'activate_by' })
      .first(),
    denies ? db('deny_policies').min({ at: 'due_at' }).first() : undefined,
  ]);
  const times = [due, expires, activates, pushes].map(
    row => timeOf(row?.at)?.getTime() ?? Infinity,
  );
  return Math.min(...times);
}
