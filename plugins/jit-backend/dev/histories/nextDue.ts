import { Knex } from 'knex';
import { timeOf } from '../../src/store/rows';

/** When the engines find something to do, in milliseconds since 1970. */
export async function nextDue(db: Knex): Promise<number> {
  const [due, expires, activates] = await Promise.all([
    db('assignments').min({ at: 'due_at' }).first(),
    db('sessions')
      .where({ status: 'ACTIVE' })
      .min({ at: 'expires_at' })
      .first(),
    db('sessions')
      .where({ status: 'PROVISIONING' })
      .min({ at: 'activate_by' })
      .first(),
  ]);
  const times = [due, expires, activates].map(
    row => timeOf(row?.at)?.getTime() ?? Infinity,
  );
  return Math.min(...times);
}
