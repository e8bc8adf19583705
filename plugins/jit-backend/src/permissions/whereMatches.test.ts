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

// Every rule also meets somebody and something that is in no table, and what
// a policy's author may have written: capitals, quotes, wildcards, nothing
const anyUser = fc.constantFrom(
  ...users,
  'user:default/nobody',
  'User:Default/Ana',
  "user:default/o'brien",
  'user:default/%',
  '',
);
const anyAccounts = fc.subarray([...accountIds, '000000000000', '%', '']);
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

const accountOfRow = (row: Row) => ({ id: row.account_id ?? undefined } as any);

/** Any number of rows in each table; an account's id may be missing. */
const anyTables = fc.record({
  items: fc.array(
    fc.record({
      user: fc.constantFrom(...users, "user:default/o'brien"),
      account: fc.constantFrom(...accountIds),
      type: fc.constantFrom(...types),
      at: fc.nat(2),
    }),
    { maxLength: 8 },
  ),
  accounts: fc.array(fc.option(fc.constantFrom(...accountIds)), {
    maxLength: 5,
  }),
  owners: fc.uniqueArray(
    fc.tuple(fc.constantFrom(...accountIds), fc.constantFrom(...users)),
    { maxLength: 6, selector: String },
  ),
  roles: fc.uniqueArray(
    fc.tuple(fc.constantFrom(...roles), fc.constantFrom(...users)),
    { maxLength: 5, selector: String },
  ),
});

/** Several trees of conditions for each table. */
const criteriaOfEach = fc.record({
  requests: fc.array(nested(onRequests), { minLength: 2, maxLength: 5 }),
  sessions: fc.array(nested(onSessions), { minLength: 2, maxLength: 5 }),
  accounts: fc.array(nested(onAccounts), { minLength: 2, maxLength: 5 }),
});

type Tables = typeof anyTables extends fc.Arbitrary<infer T> ? T : never;

async function insertAll(trx: Knex, tables: Tables): Promise<void> {
  for (const table of [
    'sessions',
    'requests',
    'accounts',
    'account_people',
    'role_people',
  ]) {
    await trx(table).delete();
  }
  const items = tables.items.map(({ user, account, type, at }, index) => ({
    shared: {
      number: index + 1,
      account_id: account,
      permission_set_type: type,
    },
    user,
    at,
  }));
  const rows: Record<string, Row[]> = {
    requests: items.map(({ shared, user, at }) =>
      requestRow({
        ...shared,
        requester_ref: user,
        status: requestStatuses[at],
      }),
    ),
    sessions: items.map(({ shared, user, at }) =>
      sessionRow({ ...shared, user_ref: user, status: sessionStatuses[at] }),
    ),
    accounts: tables.accounts.map((id, index) =>
      projectedAccountRow({ entity_ref: `resource:${index}`, account_id: id }),
    ),
    account_people: tables.owners.map(([account_id, user_ref]) => ({
      account_id,
      user_ref,
      via: user_ref,
    })),
    role_people: tables.roles.map(([role, user_ref]) => ({
      role,
      user_ref,
      display_name: user_ref,
    })),
  };
  for (const [table, all] of Object.entries(rows)) {
    if (all.length > 0) await trx(table).insert(all);
  }
}

/** Whatever happens in it leaves nothing behind. */
async function inRolledBack(
  db: Knex,
  act: (trx: Knex) => Promise<void>,
): Promise<void> {
  const trx = await db.transaction();
  try {
    await act(trx);
  } finally {
    await trx.rollback();
  }
}

/** Rows chosen by SQL are the rows that the rules choose. */
async function expectAgreement<T>(
  db: Knex,
  table: string,
  filter: ReadFilter<T>,
  recordOf: (row: Row) => T,
): Promise<void> {
  const key = (row: Row) => row.entity_ref ?? row.id;
  const rows: Row[] = await db(table).select();
  const query = db(table).select();
  filter.where(query);
  const inSql: Row[] = await query;
  const judged = await Promise.all(
    rows.map(row => filter.apply(recordOf(row))),
  );
  const byRule = rows.filter((_, index) => judged[index]);
  expect(inSql.map(key).sort()).toEqual(byRule.map(key).sort());
}

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('conditions, %s', databaseId => {
  let db: Knex;
  let judges: Judges;
  const rulesets = new Map<string, any>();

  beforeAll(async () => {
    db = await migrated(await databases.init(databaseId));
    await fill(db);
    const registry = mockServices.permissionsRegistry.mock();
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
    const result = await fc.check(
      fc.asyncProperty(nested(leaf), async conditions => {
        const decided = { result: AuthorizeResult.CONDITIONAL, conditions };
        await expectAgreement(db, table, filterOf(decided), recordOf);
      }),
      { numRuns: 300 },
    );
    return fc.defaultReportMessage(result);
  }

  it('mean the same on generated rows, whoever owns and holds what', async () => {
    const judgesIn = (trx: Knex) => {
      const registry = mockServices.permissionsRegistry.mock();
      registry.getPermissionRuleset.mockImplementation(ref =>
        rulesets.get(ref.resourceType),
      );
      return new Judges(registry, trx);
    };
    const property = fc.asyncProperty(
      anyTables,
      criteriaOfEach,
      (tables, all) =>
        inRolledBack(db, async trx => {
          await insertAll(trx, tables);
          const judge = judgesIn(trx);
          for (const [table, filterOf, recordOf] of [
            ['requests', judge.requests, (row: Row) => requestOf(row, [])],
            ['sessions', judge.sessions, sessionOf],
            ['accounts', judge.accounts, accountOfRow],
          ] as [keyof typeof all, (decision: any) => ReadFilter<any>, any][]) {
            for (const conditions of all[table]) {
              const result = AuthorizeResult.CONDITIONAL;
              const filter = filterOf.call(judge, { result, conditions });
              await expectAgreement(trx, table, filter, recordOf);
            }
          }
        }),
    );
    const result = await fc.check(property, { numRuns: 60 });
    expect(fc.defaultReportMessage(result)).toBeUndefined();
  });

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
      accountOfRow,
    );
    expect(difference).toBeUndefined();
  });
});
