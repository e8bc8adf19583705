import { TestDatabases } from '@backstage/backend-test-utils';
import { withinTime } from './withinTime';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

jest.setTimeout(120_000);

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
    await expect(endless).rejects.toMatchObject({ code: '57014' });
    const { rows } = await db.raw('show statement_timeout');
    expect(rows).toEqual([{ statement_timeout: '0' }]);
  });
});
