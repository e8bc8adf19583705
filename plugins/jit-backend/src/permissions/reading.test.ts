import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { jitRequestReadPermission } from '@jit-portal/backstage-plugin-jit-common';
import {
  createJitRequestConditionalDecision,
  jitRequestConditions,
} from '@jit-portal/backstage-plugin-jit-node';
import { Knex } from 'knex';
import { migrated } from '../accounts/__testUtils__/database';
import { AccountRecord } from '../accounts/Accounts';
import { requestOf, sessionOf } from '../store/rows';
import {
  fill,
  permitsUnder,
  PRODUCTION,
  STAGING,
} from './__testUtils__/permitsUnder';
import { ReadFilter } from './Permits';

jest.setTimeout(60_000);

const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: PolicyDecision = { result: AuthorizeResult.DENY };
const nia = mockCredentials.user('user:default/nia');

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'what may be read, %s',
  databaseId => {
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
        expect(
          await numbers('requests', await permits.readRequests(as)),
        ).toEqual([]);
        expect(
          await numbers('sessions', await permits.readSessions(as)),
        ).toEqual([]);
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
  },
);
