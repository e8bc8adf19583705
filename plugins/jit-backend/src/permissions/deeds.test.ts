import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  jitPermissions,
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
import { requestOf, sessionOf } from '../store/rows';
import {
  fill,
  permitsUnder,
  PRODUCTION,
  STAGING,
} from './__testUtils__/permitsUnder';
import { Deed } from './Permits';

jest.setTimeout(60_000);

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

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'what may be done, %s',
  databaseId => {
    let db: Knex;

    beforeAll(async () => {
      db = await migrated(await databases.init(databaseId));
      await fill(db);
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

    it('is told to the permission framework, every permission of ours', () => {
      const { registered, permissionsRegistry } = permitsUnder(db, () => allow);
      const [basic] = permissionsRegistry.addPermissions.mock.calls;
      const known = [
        ...registered.flatMap(({ permissions }) => permissions),
        ...basic[0],
      ];
      expect(known.map(({ name }) => name).sort()).toEqual(
        jitPermissions.map(({ name }) => name).sort(),
      );
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
        await expect(
          sessions.getResources(['SES-2', 'REQ-2']),
        ).resolves.toEqual([
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

      it('are not told by the thousand: anybody may ask through it', async () => {
        const { registered } = permitsUnder(db, () => allow);
        const refs = Array.from({ length: 501 }, (_, at) => `REQ-${at}`);
        for (const { getResources } of registered) {
          await expect(getResources(refs)).rejects.toThrow(
            'At most 500 resources are told at once',
          );
          await expect(getResources(refs.slice(1))).resolves.toHaveLength(500);
        }
      });

      it('are told in turn, and to few who wait', async () => {
        const { registered } = permitsUnder(db, () => allow);
        const [, requests] = registered;
        const asked = Array.from({ length: 50 }, () =>
          requests.getResources(['REQ-1']).then(
            () => 'told',
            (error: Error) => error.name,
          ),
        );
        const answers = await Promise.all(asked);
        expect(answers.filter(one => one === 'told')).toHaveLength(41);
        expect(new Set(answers)).toEqual(
          new Set(['told', 'ServiceUnavailableError']),
        );
      });
    });
  },
);

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
