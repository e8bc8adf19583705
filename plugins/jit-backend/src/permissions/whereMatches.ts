import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { JitFilter } from '@jit-portal/backstage-plugin-jit-node';
import { Knex } from 'knex';

/** The columns that a resource's own table has for what rules ask about. */
export type RuleColumns = { accountId: string } & Partial<
  Record<'person' | 'status' | 'permissionSetType', string>
>;

/** Columns with their table: a list may join others. */
export const ruleColumns = {
  requests: {
    person: 'requests.requester_ref',
    accountId: 'requests.account_id',
    status: 'requests.status',
    permissionSetType: 'requests.permission_set_type',
  },
  sessions: {
    person: 'sessions.user_ref',
    accountId: 'sessions.account_id',
    status: 'sessions.status',
    permissionSetType: 'sessions.permission_set_type',
  },
  accounts: { accountId: 'accounts.account_id' },
} satisfies Record<string, RuleColumns>;

function whereFilter(
  query: Knex.QueryBuilder,
  filter: JitFilter,
  columns: RuleColumns,
): void {
  if (filter.property === 'role') {
    query.whereExists(people =>
      people
        .select('role')
        .from('role_people')
        .where('user_ref', filter.userRef)
        .whereIn('role', filter.roles),
    );
    return;
  }
  if (filter.property === 'owner') {
    // NULL in (…) is neither true nor false, and would survive no `not`
    query
      .whereNotNull(columns.accountId)
      .whereIn(columns.accountId, owned =>
        owned
          .select('account_id')
          .from('account_people')
          .where('user_ref', filter.userRef),
      );
    return;
  }
  const column = columns[filter.property];
  if (!column) throw new Error(`No rule can ask for ${filter.property} here`);
  query.whereNotNull(column).whereIn(column, filter.values);
}

/**
 * Adds to a query what a permission policy's conditions ask for: exactly the
 * rows on which the rules' `apply` says yes (a property test says so).
 */
export function whereMatches(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<JitFilter>,
  columns: RuleColumns,
): void {
  if (isAndCriteria(criteria)) {
    query.where(group => {
      group.whereRaw('1 = 1');
      criteria.allOf.forEach(part =>
        group.andWhere(inner => whereMatches(inner, part, columns)),
      );
    });
  } else if (isOrCriteria(criteria)) {
    query.where(group => {
      group.whereRaw('1 = 0');
      criteria.anyOf.forEach(part =>
        group.orWhere(inner => whereMatches(inner, part, columns)),
      );
    });
  } else if (isNotCriteria(criteria)) {
    query.whereNot(inner => whereMatches(inner, criteria.not, columns));
  } else {
    query.where(inner => whereFilter(inner, criteria, columns));
  }
}
