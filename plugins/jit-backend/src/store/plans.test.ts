import {
  mockCredentials,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  RequestQuery,
  SessionQuery,
} from '@jit-portal/backstage-plugin-jit-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { migrated } from '../accounts/__testUtils__/database';
import { accountId, PART, personRef } from '../../dev/seed/organisation';
import { seedHistory } from '../../dev/seed/seedHistory';
import { permitsUnder } from '../permissions/__testUtils__/permitsUnder';
import { Permits } from '../permissions/Permits';
import { databaseClock } from './clock';
import { createStores, JitStores } from './createStores';
import { newTimeSortedId } from './ids';
import { storyTypes } from '../service/views/historyView';
import { Viewer } from './toDecide';

/*
 * How PostgreSQL finds what lists show: never by reading a big table from end
 * to end. A sequential scan is nothing while tables are small, and everything
 * once a history of years is behind them.
 */

jest.setTimeout(180_000);

const BIG = ['requests', 'reviews', 'sessions', 'audit_events'];
const DAY = 86_400_000;

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const ids = databases.eachSupportedId();
const onPostgres =
  ids.length > 0
    ? describe.each(ids)
    : describe.skip.each<[TestDatabaseId]>([['POSTGRES_18']]);

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: PlanNode[];
}

const nodesOf = (plan: PlanNode): PlanNode[] => [
  plan,
  ...(plan.Plans ?? []).flatMap(nodesOf),
];

interface Statement {
  sql: string;
  bindings: any[];
}

/** The statements that reading something takes. */
async function statementsOf(
  db: Knex,
  read: () => Promise<unknown>,
): Promise<Statement[]> {
  const seen: Statement[] = [];
  const listen = ({ sql, bindings }: Statement) => seen.push({ sql, bindings });
  db.on('query', listen);
  await read();
  db.removeListener('query', listen);
  return seen.filter(({ sql }) => sql.startsWith('select'));
}

async function planOf(
  db: Knex,
  { sql, bindings }: Statement,
): Promise<PlanNode[]> {
  // The statement has its places numbered already, as the driver takes them
  const client = await db.client.acquireConnection();
  try {
    const { rows } = await client.query({
      text: `explain (format json) ${sql}`,
      values: bindings,
    });
    const [{ Plan: plan }] = rows[0]['QUERY PLAN'];
    return nodesOf(plan);
  } finally {
    await db.client.releaseConnection(client);
  }
}

onPostgres('plans of hot queries, %s', id => {
  let db: Knex;
  let stores: JitStores;
  let permits: Permits;

  beforeAll(async () => {
    db = await migrated(await databases.init(id));
    await seedHistory(db, {
      requests: 12_000,
      accounts: 400,
      permissionSets: 60,
      users: 2_000,
      active: 300,
    });
    stores = createStores({ db, clock: databaseClock, newId: newTimeSortedId });
    permits = permitsUnder(db, () => ({
      result: AuthorizeResult.ALLOW,
    })).permits;
  });

  /** Every big table that is read from end to end, with the statement. */
  async function scansOf(read: () => Promise<unknown>): Promise<string[]> {
    const statements = await statementsOf(db, read);
    if (statements.length === 0) throw new Error('Nothing was read');
    const scans: string[] = [];
    for (const statement of statements) {
      for (const node of await planOf(db, statement)) {
        const table = node['Relation Name'] ?? '';
        if (node['Node Type'] !== 'Seq Scan' || !BIG.includes(table)) continue;
        scans.push(`${table} by ${statement.sql}`);
      }
    }
    return scans;
  }

  async function viewer(part: keyof typeof PART) {
    const ref = personRef(PART[part]);
    const ownedAccounts = await db('account_people')
      .where({ user_ref: ref })
      .pluck('account_id');
    const credentials = mockCredentials.user(ref);
    const seen: Viewer = {
      ref,
      ownedAccounts,
      isAdmin: part === 'admin',
      isSsoAdmin: part === 'ssoAdmin',
    };
    return {
      viewer: seen,
      requests: await permits.readRequests(credentials),
      sessions: await permits.readSessions(credentials),
    };
  }

  const approvers = [
    'ownerOfOne',
    'ownerOfFifty',
    'ownerOfAll',
    'admin',
    'ssoAdmin',
  ] as const;
  const from = new Date(Date.now() - 90 * DAY).toISOString();

  describe.each(approvers)('for the %s', part => {
    it.each<[string, RequestQuery]>([
      ['the queue', { scope: 'to-decide' }],
      ['the history', { scope: 'managed' }],
      ['the history since', { scope: 'managed', from }],
      ['rejected requests', { scope: 'managed', state: ['REJECTED'] }],
      ['an account', { scope: 'managed', account: [accountId(0)] }],
      ['a requester', { scope: 'managed', requester: [personRef(7)] }],
      ['a reviewer', { scope: 'managed', reviewer: [personRef(30)] }],
      ['a permission set', { scope: 'managed', permissionSet: ['Set-3'] }],
      ['custom sets', { scope: 'managed', type: 'custom' }],
      ['risky ones', { scope: 'managed', risk: true }],
      ['rejected for a reason', { scope: 'managed', reason: 'too-wide' }],
      ['a search', { scope: 'managed', q: 'person-17@example.com set-3' }],
      ['a search for a number', { scope: 'managed', q: 'REQ-4711' }],
    ])('requests are found by indexes: %s', async (_, query) => {
      const seen = await viewer(part);
      expect(
        await scansOf(() =>
          stores.requestLists.list(
            query,
            seen.viewer,
            seen.requests,
            seen.sessions,
          ),
        ),
      ).toEqual([]);
    });

    it('the badge counts by indexes', async () => {
      const seen = await viewer(part);
      expect(
        await scansOf(async () => {
          await stores.requestLists.count(
            { scope: 'to-decide' },
            seen.viewer,
            seen.requests,
          );
          await stores.requestLists.count(
            { scope: 'mine', state: ['PENDING'] },
            seen.viewer,
            seen.requests,
          );
          await stores.sessionLists.count(
            { scope: 'mine', state: ['ACTIVE', 'ENDING'] },
            seen.viewer,
            seen.sessions,
          );
        }),
      ).toEqual([]);
    });

    it('counts of states are by indexes', async () => {
      const seen = await viewer(part);
      expect(
        await scansOf(() =>
          stores.requestLists.countStates(
            { scope: 'managed', from },
            seen.viewer,
            seen.requests,
          ),
        ),
      ).toEqual([]);
    });

    it.each<[string, SessionQuery]>([
      ['active ones', { scope: 'managed', state: ['ACTIVE'] }],
      [
        'what ended',
        { scope: 'managed', state: ['ENDED', 'REVOKED'], sort: 'endedAt' },
      ],
      ['an account', { scope: 'managed', account: [accountId(0)] }],
      ['a person', { scope: 'managed', user: [personRef(7)] }],
      ['long ones', { scope: 'managed', longRunning: true }],
      ['a search', { scope: 'managed', q: 'person-17@example.com' }],
      ['a number', { scope: 'managed', q: 'SES-47' }],
    ])('sessions are found by indexes: %s', async (_, query) => {
      const seen = await viewer(part);
      expect(
        await scansOf(() =>
          stores.sessionLists.list(query, seen.viewer, seen.sessions),
        ),
      ).toEqual([]);
    });
  });

  it('open sessions are read in the order of their ends, past none that is over', async () => {
    const seen = await viewer('admin');
    const statements = await statementsOf(db, () =>
      stores.sessionLists.list(
        { scope: 'managed', state: ['ACTIVE'] },
        seen.viewer,
        seen.sessions,
      ),
    );
    const page = statements.find(({ sql }) => sql.includes('order by'));
    const nodes = await planOf(db, page!);
    expect(nodes.map(node => node['Index Name'])).toContain(
      'sessions_open_idx',
    );
    expect(nodes.map(node => node['Node Type'])).not.toContain('Sort');
  });

  it('my requests, my sessions and my accounts are found by indexes', async () => {
    const seen = await viewer('requester');
    expect(
      await scansOf(async () => {
        await stores.requestLists.list(
          { scope: 'mine' },
          seen.viewer,
          seen.requests,
        );
        await stores.sessionLists.list(
          { scope: 'mine' },
          seen.viewer,
          seen.sessions,
        );
      }),
    ).toEqual([]);
    const owner = await viewer('ownerOfFifty');
    expect(
      await scansOf(() =>
        stores.accountLists.list({ scope: 'mine' }, owner.viewer, undefined, {
          where: () => {},
          apply: async () => true,
        }),
      ),
    ).toEqual([]);
  });

  it('one request, with what helps to decide, is found by indexes', async () => {
    const { id: requestId } = await db('requests').first('id');
    const { statistics, requests, sessions } = stores;
    expect(
      await scansOf(async () => {
        const request = await requests.find(requestId);
        const session = await sessions.ofRequest(requestId);
        await requests.history(requestId, session?.id, storyTypes);
        const { requester, account, permissionSet } = request!;
        await statistics.requesterRecord(requester.ref, account.id, requestId);
        await statistics.openSessions(account.id);
        await statistics.openSessions(account.id, requester.ref);
        await statistics.usualMinutes(account.id, permissionSet.name);
      }),
    ).toEqual([]);
  });

  it("an account's custom requests are found past no standard one", async () => {
    const statements = await statementsOf(db, () =>
      stores.lookups.customRequests(accountId(0)),
    );
    expect(statements).toHaveLength(2);
    for (const statement of statements) {
      const nodes = await planOf(db, statement);
      expect(nodes.map(node => node['Index Name'])).toContain(
        'requests_custom_idx',
      );
    }
  });

  it.each([
    ['latest first', {}],
    ['by type', { type: ['request.rejected'] }],
    ['by severity', { severity: ['critical' as const] }],
    ['by actor', { actor: [personRef(30)] }],
    ['by account', { account: [accountId(3)] }],
    ['by request', { request: 'REQ-17' }],
    ['by session', { session: 'SES-17' }],
    ['of a week', { from: new Date(Date.now() - 7 * DAY).toISOString() }],
  ])('the record is read by indexes: %s', async (_, query) => {
    expect(await scansOf(() => stores.record.list(query))).toEqual([]);
  });
});
