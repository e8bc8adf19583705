import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { Portal } from '../testing/Portal';
import { ManualClock } from './clock';
import { createStores, JitStores } from './createStores';
import { newTimeSortedId } from './ids';
import { TookTooLong, withinTime } from './withinTime';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

jest.setTimeout(120_000);

const viewer = {
  ref: 'user:default/ada',
  ownedAccounts: ['111111111111'],
  isSsoAdmin: true,
  isAdmin: true,
};
const all = { where: () => {}, apply: async () => true };

/** Everything that a person waits for and that may grow. */
const reads: Record<string, (stores: JitStores) => Promise<unknown>> = {
  'the list of requests': ({ requestLists }) =>
    requestLists.list({ q: 'payouts' }, viewer, all),
  'the count of requests': ({ requestLists }) =>
    requestLists.count({ scope: 'to-decide' }, viewer, all),
  'the count of each state': ({ requestLists }) =>
    requestLists.countStates({}, viewer, all),
  'the list of sessions': ({ sessionLists }) =>
    sessionLists.list({ q: 'payouts' }, viewer, all),
  'the count of sessions': ({ sessionLists }) =>
    sessionLists.count({}, viewer, all),
  'the list of accounts': ({ accountLists }) =>
    accountLists.list({ q: 'payments' }, viewer, undefined, all),
  'the counts of an account': ({ accountLists }) =>
    accountLists.counts('111111111111'),
  'what waits on accounts': ({ accountLists }) =>
    accountLists.pendingForViewer(['111111111111'], viewer),
  'the list of findings': ({ findingLists }) => findingLists.list({ q: 'x' }),
  'account ownership': ({ ownership }) => ownership.list({ q: 'x' }),
  'the audit record': ({ record }) => record.list({}),
};

describe.each(databases.eachSupportedId())('lists within time (%s)', id => {
  let db: Knex;
  let clock: ManualClock;
  beforeAll(async () => {
    db = await databases.init(id);
    ({ clock } = await Portal.open(db, mockServices.logger.mock()));
  });

  const storesWith = (longestReadMs?: number) =>
    createStores({ db, clock, newId: newTimeSortedId, longestReadMs });

  it.each(Object.keys(reads))('give %s', async name => {
    await expect(reads[name](storesWith())).resolves.toBeDefined();
  });

  it.each(Object.keys(reads))(
    'break off %s where PostgreSQL does not answer',
    async name => {
      if (db.client.config.client !== 'pg') return;
      const busy = await db.transaction();
      try {
        await busy.raw(
          'lock table requests, sessions, accounts, findings, ownership_lines, audit_events',
        );
        const read = reads[name](storesWith(20));
        await expect(read).rejects.toThrow(TookTooLong);
      } finally {
        await busy.rollback();
      }
    },
  );
});

describe.each(databases.eachSupportedId())('reading within time (%s)', id => {
  it('gives what was read', async () => {
    const db = await databases.init(id);
    const read = await withinTime(db, 10_000, on =>
      on.select(db.raw('7 as n')),
    );
    expect(read).toEqual([{ n: 7 }]);
  });

  it('breaks a statement off on PostgreSQL, and leaves no limit behind', async () => {
    const db = await databases.init(id);
    if (db.client.config.client !== 'pg') return;
    const endless = withinTime(db, 1, on => on.raw('select pg_sleep(3600)'));
    await expect(endless).rejects.toThrow(TookTooLong);
    const { rows } = await db.raw('show statement_timeout');
    expect(rows).toEqual([{ statement_timeout: '0' }]);
  });
});
