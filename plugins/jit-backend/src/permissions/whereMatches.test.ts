import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  jitAccountConditions,
  jitRequestConditions,
  jitSessionConditions,
} from '@jit-portal/backstage-plugin-jit-node';
import fc from 'fast-check';
import { Knex } from 'knex';
import { migrated } from '../accounts/__testUtils__/database';
import { requestOf, Row, sessionOf } from '../store/rows';
import {
  assignmentRow,
  projectedAccountRow,
  requestRow,
  sessionRow,
} from './__testUtils__/rows';
import { Judges } from './judges';
import { ReadFilter } from './Permits';
import { registerPermissions } from './registerPermissions';

jest.setTimeout(120_000);

const users = ['user:default/ana', 'user:default/bo', 'user:default/olga'];
const accountIds = ['111111111111', '222222222222', '333333333333'];
const types = ['standard', 'custom'] as const;
const roles = ['admin', 'sso-admin', 'auditor'] as const;
const requestStatuses = ['PENDING', 'APPROVED', 'CANCELLED'] as const;
const sessionStatuses = ['ACTIVE', 'ENDING', 'REVOKED'] as const;

// Every rule also meets somebody and something that is in no table
const anyUser = fc.constantFrom(...users, 'user:default/nobody');
const anyAccounts = fc.subarray([...accountIds, '000000000000']);
const anyRoles = fc.subarray([...roles]);

type Conditions =
  | typeof jitRequestConditions
  | typeof jitSessionConditions
  | typeof jitAccountConditions;

function anySurroundings(conditions: Conditions) {
  return [
    anyUser.map(userRef => conditions.isAccountOwner({ userRef })),
    fc
      .tuple(anyUser, anyRoles)
      .map(([userRef, some]) =>
        conditions.hasJitRole({ userRef, roles: some }),
      ),
    anyAccounts.map(some => conditions.hasAccount({ accountIds: some })),
  ] as fc.Arbitrary<PermissionCondition>[];
}

const onRequests = fc.oneof(
  ...anySurroundings(jitRequestConditions),
  anyUser.map(userRef => jitRequestConditions.isRequester({ userRef })),
  fc
    .subarray([...requestStatuses])
    .map(statuses => jitRequestConditions.hasStatus({ statuses })),
  fc
    .constantFrom(...types)
    .map(type => jitRequestConditions.hasPermissionSetType({ type })),
) as fc.Arbitrary<PermissionCondition>;

const onSessions = fc.oneof(
  ...anySurroundings(jitSessionConditions),
  anyUser.map(userRef => jitSessionConditions.isSessionUser({ userRef })),
  fc
    .subarray([...sessionStatuses])
    .map(statuses => jitSessionConditions.hasStatus({ statuses })),
  fc
    .constantFrom(...types)
    .map(type => jitSessionConditions.hasPermissionSetType({ type })),
) as fc.Arbitrary<PermissionCondition>;

const onAccounts = fc.oneof(...anySurroundings(jitAccountConditions));

/** Any nesting of all, any and not; lists may be empty. */
function nested(leaf: fc.Arbitrary<PermissionCondition>) {
  const { criteria } = fc.letrec<{
    criteria: PermissionCriteria<PermissionCondition>;
  }>(tie => ({
    criteria: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.record({ allOf: fc.array(tie('criteria'), { maxLength: 3 }) }),
      fc.record({ anyOf: fc.array(tie('criteria'), { maxLength: 3 }) }),
      fc.record({ not: tie('criteria') }),
    ) as fc.Arbitrary<PermissionCriteria<PermissionCondition>>,
  }));
  return criteria;
}

async function fill(db: Knex) {
  const requests = [];
  const sessions = [];
  let number = 0;
  for (const user of users) {
    for (const account of accountIds) {
      for (const [index, type] of types.entries()) {
        number += 1;
        const shared = {
          number,
          account_id: account,
          permission_set_type: type,
        };
        const at = (number + index) % 3;
        const status = requestStatuses[at];
        requests.push(requestRow({ ...shared, requester_ref: user, status }));
        sessions.push(
          sessionRow({
            ...shared,
            user_ref: user,
            status: sessionStatuses[at],
          }),
        );
      }
    }
  }
  await db('assignments').insert(assignmentRow());
  await db('requests').insert(requests);
  await db('sessions').insert(sessions);
  await db('accounts').insert(
    [...accountIds, null].map((id, index) =>
      projectedAccountRow({ entity_ref: `resource:${index}`, account_id: id }),
    ),
  );
  await db('account_people').insert([
    { account_id: accountIds[0], user_ref: users[2], via: users[2] },
    { account_id: accountIds[1], user_ref: users[1], via: users[1] },
    { account_id: accountIds[1], user_ref: users[2], via: users[2] },
  ]);
  await db('role_people').insert([
    { role: 'admin', user_ref: users[0], display_name: 'Ana Ruiz' },
    { role: 'auditor', user_ref: users[1], display_name: 'Bo Lind' },
  ]);
}

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('conditions, %s', databaseId => {
  let db: Knex;
  let judges: Judges;

  beforeAll(async () => {
    db = await migrated(await databases.init(databaseId));
    await fill(db);
    const registry = mockServices.permissionsRegistry.mock();
    const rulesets = new Map<string, any>();
    registry.addResourceType.mockImplementation(({ resourceRef, rules }) => {
      rulesets.set(resourceRef.resourceType, {
        getRuleByName: (name: string) =>
          rules.find((rule: { name: string }) => rule.name === name),
      });
    });
    registry.getPermissionRuleset.mockImplementation(ref =>
      rulesets.get(ref.resourceType),
    );
    registerPermissions(registry, db);
    judges = new Judges(registry, db);
  });

  /** Says on which conditions rows and records differ, if they do. */
  async function disagreement<T>(
    table: string,
    leaf: fc.Arbitrary<PermissionCondition>,
    filterOf: (decision: any) => ReadFilter<T>,
    recordOf: (row: Row) => T,
  ) {
    const rows: Row[] = await db(table).select();
    const result = await fc.check(
      fc.asyncProperty(nested(leaf), async conditions => {
        const filter = filterOf({
          result: AuthorizeResult.CONDITIONAL,
          conditions,
        });
        const query = db(table).select();
        filter.where(query);
        const inSql = await query;
        const judged = await Promise.all(
          rows.map(row => filter.apply(recordOf(row))),
        );
        const byRule = rows.filter((_, index) => judged[index]);
        const key = (row: Row) => row.entity_ref ?? row.id;
        expect(inSql.map(key).sort()).toEqual(byRule.map(key).sort());
      }),
      { numRuns: 300 },
    );
    return fc.defaultReportMessage(result);
  }

  it('mean the same on rows and records of requests', async () => {
    const difference = await disagreement(
      'requests',
      onRequests,
      decision => judges.requests(decision),
      row => requestOf(row, []),
    );
    expect(difference).toBeUndefined();
  });

  it('mean the same on rows and records of sessions', async () => {
    const difference = await disagreement(
      'sessions',
      onSessions,
      decision => judges.sessions(decision),
      sessionOf,
    );
    expect(difference).toBeUndefined();
  });

  it('mean the same on rows and records of accounts, also without an id', async () => {
    const difference = await disagreement(
      'accounts',
      onAccounts,
      decision => judges.accounts(decision),
      row => ({ id: row.account_id ?? undefined } as any),
    );
    expect(difference).toBeUndefined();
  });
});
