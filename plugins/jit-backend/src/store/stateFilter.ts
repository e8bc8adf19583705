import { StateFilter } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';

/** The words on rows that each filter of the history covers. */
const covered: Record<StateFilter, StateFilter[]> = {
  PENDING: ['PENDING', 'PENDING_OWNER', 'PENDING_ADMIN'],
  PENDING_OWNER: ['PENDING_OWNER'],
  PENDING_ADMIN: ['PENDING_ADMIN'],
  // Every approved request, whatever became of its session
  APPROVED: [
    'APPROVED',
    'SETTING_UP',
    'ACTIVE',
    'ENDING',
    'REVOKING',
    'ENDED',
    'REVOKED',
    'FAILED',
  ],
  REJECTED: ['REJECTED'],
  EXPIRED: ['EXPIRED'],
  CANCELLED: ['CANCELLED'],
  SETTING_UP: ['SETTING_UP'],
  ACTIVE: ['ACTIVE'],
  ENDING: ['ENDING'],
  REVOKING: ['REVOKING'],
  ENDED: ['ENDED'],
  REVOKED: ['REVOKED'],
  FAILED: ['FAILED'],
};

export const stateFilters = Object.keys(covered) as StateFilter[];

export function whereState(
  query: Knex.QueryBuilder,
  states: StateFilter[],
): void {
  const words = new Set(states.flatMap(state => covered[state]));
  query.whereIn('requests.state', [...words]);
}
