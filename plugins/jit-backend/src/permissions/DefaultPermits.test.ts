import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  jitRequestReadPermission,
  jitRequestReviewPermission,
  jitSessionRevokePermission,
} from '@jit-portal/backstage-plugin-jit-common';
import {
  createJitRequestConditionalDecision,
  createJitSessionConditionalDecision,
  jitRequestConditions,
  jitSessionConditions,
} from '@jit-portal/backstage-plugin-jit-node';
import { Knex } from 'knex';
import { migrated } from '../accounts/__testUtils__/database';
import { AccountRecord } from '../accounts/Accounts';
import { requestOf, sessionOf } from '../store/rows';
import {
  assignmentRow,
  projectedAccountRow,
  requestRow,
  sessionRow,
} from './__testUtils__/rows';
import { DefaultPermits } from './DefaultPermits';
import { Deed, ReadFilter } from './Permits';

jest.setTimeout(60_000);

const PRODUCTION = '111122223333';
const STAGING = '444455556666';
const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: PolicyDecision = { result: AuthorizeResult.DENY };
const allDeeds: Deed[] = [
  'request.create',
  'request.review',
  'request.cancel',
  'session.revoke',
  'session.release',
];
const nia = mockCredentials.user('user:default/nia');

/** Ana asked on both accounts, Bo on staging; Olga owns production. */
async function fill(db: Knex) {
  await db('assignments').insert(assignmentRow());
  const rows = [
    { number: 1, account_id: PRODUCTION, person: 'user:default/ana' },
    { number: 2, account_id: STAGING, person: 'user:default/ana' },
    { number: 3, account_id: STAGING, person: 'user:default/bo' },
  ];
  for (const { person, ...row } of rows) {
    await db('requests').insert(requestRow({ ...row, requester_ref: person }));
    await db('sessions').insert(sessionRow({ ...row, user_ref: person }));
  }
  await db('accounts').insert([
    projectedAccountRow({ entity_ref: 'resource:p', account_id: PRODUCTION }),
    projectedAccountRow({ entity_ref: 'resource:s', account_id: STAGING }),
  ]);
  const olga = 'user:default/olga';
  await db('account_people').insert([
    { account_id: PRODUCTION, user_ref: olga, via: olga },
  ]);
  await db('role_people').insert(
    [
      ['admin', 'adi'],
      ['sso-admin', 'sam'],
      ['auditor', 'uma'],
    ].map(([role, name]) => ({
      role,
      user_ref: `user:default/${name}`,
      display_name: name,
    })),
  );
}

function permitsUnder(
  db: Knex,
  policy: () => Promise<PolicyDecision> | PolicyDecision,
) {
  const registered: any[] = [];
  const permissionsRegistry = mockServices.permissionsRegistry.mock({
    addResourceType: type => void registered.push(type),
    getPermissionRuleset: (ref: any) => ({
      getRuleByName: (name: string) => {
        const type = registered.find(t => t.resourceRef === ref);
        const rule = type.rules.find((r: any) => r.name === name);
        if (!rule) throw new Error(`no rule ${name}`);
        return rule;
      },
    }),
  });
  const permissions = mockServices.permissions.mock({
    authorizeConditional: async queries =>
      Promise.all(queries.map(async () => policy())),
  });
  const permits = new DefaultPermits({
    db,
    permissions,
    permissionsRegistry,
    auth: mockServices.auth(),
    logger: mockServices.logger.mock(),
  });
  return { permits, permissions, registered };
}

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('permits, %s', databaseId => {
  let db: Knex;

  beforeAll(async () => {
    db = await migrated(await databases.init(databaseId));
    await fill(db);
  });

  async function numbers(
    table: 'requests' | 'sessions',
    filter: ReadFilter<any>,
  ): Promise<number[]> {
    const query = db(table).orderBy('number');
    filter.where(query);
    const read = await query.clone().pluck('number');
    // The record's way must agree with the row's
    const all = await db(table).orderBy('number');
    const judged = await Promise.all(
      all.map(row =>
        filter.apply(
          table === 'requests' ? requestOf(row, []) : sessionOf(row),
        ),
      ),
    );
    expect(all.filter((_, i) => judged[i]).map(r => r.number)).toEqual(read);
    return read;
  }

  describe('reading', () => {
    // The guide's roles hold under a policy that allows all, or none (H20)
    it.each([
      ['ana', 'made them', [1, 2]],
      ['bo', 'made one', [3]],
      ['olga', 'owns production', [1]],
      ['sam', 'is an SSO admin', [1, 2, 3]],
      ['adi', 'is an admin', [1, 2, 3]],
      ['uma', 'is an auditor', [1, 2, 3]],
      ['nia', 'has no part', []],
    ])('%s, who %s, reads %j under allow-all', async (name, _, expected) => {
      const { permits } = permitsUnder(db, () => allow);
      const as = mockCredentials.user(`user:default/${name}`);
      const requests = await permits.readRequests(as);
      const sessions = await permits.readSessions(as);
      expect(await numbers('requests', requests)).toEqual(expected);
      expect(await numbers('sessions', sessions)).toEqual(expected);
    });

    it('is nothing under deny-all, even for admins', async () => {
      const { permits } = permitsUnder(db, () => deny);
      const as = mockCredentials.user('user:default/adi');
      expect(await numbers('requests', await permits.readRequests(as))).toEqual(
        [],
      );
      expect(await numbers('sessions', await permits.readSessions(as))).toEqual(
        [],
      );
    });

    it('is widened and narrowed by conditions', async () => {
      const condition = jitRequestConditions.hasAccount({
        accountIds: [STAGING],
      });
      const { permits } = permitsUnder(db, () =>
        createJitRequestConditionalDecision(
          jitRequestReadPermission,
          condition,
        ),
      );
      for (const name of ['nia', 'ana', 'adi']) {
        const as = mockCredentials.user(`user:default/${name}`);
        const filter = await permits.readRequests(as);
        expect(await numbers('requests', filter)).toEqual([2, 3]);
      }
    });

    it('works in a query that joins other tables', async () => {
      const { permits } = permitsUnder(db, () => allow);
      const as = mockCredentials.user('user:default/olga');
      const query = db('requests')
        .join('sessions', 'sessions.request_id', 'requests.id')
        .select('requests.number');
      (await permits.readRequests(as)).where(query);
      expect(await query).toEqual([{ number: 1 }]);
    });

    it('shows accounts to everybody signed in, unless denied', async () => {
      const ids = async (decision: PolicyDecision) => {
        const { permits } = permitsUnder(db, () => decision);
        const filter = await permits.readAccounts(nia);
        const query = db('accounts').orderBy('account_id');
        filter.where(query);
        const record = { id: PRODUCTION } as AccountRecord;
        return [await query.pluck('account_id'), await filter.apply(record)];
      };
      expect(await ids(allow)).toEqual([[PRODUCTION, STAGING], true]);
      expect(await ids(deny)).toEqual([[], false]);
    });

    it('is never for services, whatever the policy says (H21)', async () => {
      const { permits, permissions } = permitsUnder(db, () => allow);
      for (const as of [
        mockCredentials.service('plugin:scaffolder'),
        mockCredentials.none(),
      ]) {
        const requests = await permits.readRequests(as);
        const sessions = await permits.readSessions(as);
        expect(await numbers('requests', requests)).toEqual([]);
        expect(await numbers('sessions', sessions)).toEqual([]);
        expect(
          await (await permits.readAccounts(as)).apply({} as AccountRecord),
        ).toBe(false);
      }
      expect(permissions.authorizeConditional).not.toHaveBeenCalled();
    });

    it('is unavailable when the policy is, or is not understood', async () => {
      const unavailable = { name: 'ServiceUnavailableError' };
      const throwing = permitsUnder(db, () => {
        throw new Error('down');
      });
      await expect(throwing.permits.readRequests(nia)).rejects.toMatchObject(
        unavailable,
      );
      const foreign = permitsUnder(db, () => ({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'jit',
        resourceType: 'jit-session',
        conditions: { rule: 'IS_ELSEWHERE', resourceType: 'jit-session' },
      }));
      await expect(foreign.permits.readSessions(nia)).rejects.toMatchObject(
        unavailable,
      );
    });
  });

  it('show what is to be ended by the built-in rule, without a policy (H20)', async () => {
    const { permits } = permitsUnder(db, () => {
      throw new Error('down');
    });
    const olga = mockCredentials.user('user:default/olga');
    const sessions = await permits.readSessions(olga, 'end');
    expect(await numbers('sessions', sessions)).toEqual([1]);
    const ana = mockCredentials.user('user:default/ana');
    const requests = await permits.readRequests(ana, 'end');
    expect(await numbers('requests', requests)).toEqual([1, 2]);
    const service = mockCredentials.service('plugin:scaffolder');
    const nothing = await permits.readSessions(service, 'end');
    expect(await numbers('sessions', nothing)).toEqual([]);
  });

  describe('deeds', () => {
    const records = async (deed: Deed): Promise<any[]> => {
      if (deed === 'request.create') return [{ id: PRODUCTION }];
      const table = deed.startsWith('request') ? 'requests' : 'sessions';
      const rows = await db(table).orderBy('number');
      return rows.map(row =>
        table === 'requests' ? requestOf(row, []) : sessionOf(row),
      );
    };

    it.each(allDeeds)('%s is as the policy says', async deed => {
      const all = await records(deed);
      const { permits } = permitsUnder(db, () => allow);
      expect(await permits.allowed(nia, deed, all)).toEqual(
        all.map(() => true),
      );
      const denying = permitsUnder(db, () => deny);
      expect(await denying.permits.allowed(nia, deed, all)).toEqual(
        all.map(() => false),
      );
    });

    it('are judged one by one under conditions', async () => {
      const { permits } = permitsUnder(db, () =>
        createJitRequestConditionalDecision(jitRequestReviewPermission, {
          not: jitRequestConditions.hasAccount({ accountIds: [STAGING] }),
        }),
      );
      const all = await records('request.review');
      expect(await permits.allowed(nia, 'request.review', all)).toEqual([
        true,
        false,
        false,
      ]);
      const sessions = permitsUnder(db, () =>
        createJitSessionConditionalDecision(jitSessionRevokePermission, {
          allOf: [
            jitSessionConditions.hasJitRole({
              userRef: 'user:default/adi',
              roles: ['admin'],
            }),
            jitSessionConditions.hasStatus({ statuses: ['ACTIVE'] }),
          ],
        }),
      );
      expect(
        await sessions.permits.allowed(
          nia,
          'session.revoke',
          await records('session.revoke'),
        ),
      ).toEqual([true, true, true]);
    });

    it.each(allDeeds)('%s is never for services (H21)', async deed => {
      const { permits } = permitsUnder(db, () => allow);
      const as = mockCredentials.service('plugin:scaffolder');
      const all = await records(deed);
      expect(await permits.allowed(as, deed, all)).toEqual(
        all.map(() => false),
      );
    });

    // H20: an end must not wait for a policy; nothing else goes without one
    it.each<Deed>(['request.cancel', 'session.revoke', 'session.release'])(
      '%s goes by the built-in rule when the policy cannot be asked',
      async deed => {
        const { permits } = permitsUnder(db, () => {
          throw new Error('down');
        });
        const all = await records(deed);
        expect(await permits.allowed(nia, deed, all)).toEqual(
          all.map(() => true),
        );
      },
    );

    it.each<Deed>(['request.create', 'request.review'])(
      '%s waits for a policy that can be asked',
      async deed => {
        const { permits } = permitsUnder(db, () => {
          throw new Error('down');
        });
        await expect(
          permits.allowed(nia, deed, await records(deed)),
        ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
      },
    );

    it('on nothing ask nobody', async () => {
      const { permits, permissions } = permitsUnder(db, () => allow);
      expect(await permits.allowed(nia, 'session.revoke', [])).toEqual([]);
      expect(permissions.authorizeConditional).not.toHaveBeenCalled();
    });
  });

  describe('resources for the permission framework', () => {
    it('are found by id and by number, in order, and may be missing', async () => {
      const { registered } = permitsUnder(db, () => allow);
      const [accounts, requests, sessions] = registered;
      await expect(
        requests.getResources(['REQ-3', 'gone', 'request-1', 'REQ-99']),
      ).resolves.toEqual([
        expect.objectContaining({
          requesterRef: 'user:default/bo',
          accountId: STAGING,
        }),
        undefined,
        expect.objectContaining({
          requesterRef: 'user:default/ana',
          ownerPeople: new Set(['user:default/olga']),
        }),
        undefined,
      ]);
      await expect(sessions.getResources(['SES-2', 'REQ-2'])).resolves.toEqual([
        expect.objectContaining({ userRef: 'user:default/ana' }),
        undefined,
      ]);
      await expect(
        accounts.getResources(['000000000000', PRODUCTION]),
      ).resolves.toEqual([
        undefined,
        expect.objectContaining({ accountId: PRODUCTION }),
      ]);
    });
  });
});

describe('a policy that stays silent', () => {
  it('holds no revocation up', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    try {
      const db = {} as Knex;
      const { permits } = permitsUnder(db, () => new Promise(() => {}));
      const asked = permits.allowed(nia, 'session.revoke', [{} as any]);
      await jest.advanceTimersByTimeAsync(5000);
      expect(await asked).toEqual([true]);
    } finally {
      jest.useRealTimers();
    }
  });
});
