import { newTimeSortedId } from './ids';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { Portal } from '../testing/Portal';
import chainMigration from '../../migrations/20261125213000_record_chain';

/** After the last migration: one that rebuilds the table would lose the triggers. */
onEachDatabase('the audit table', on => {
  let portal: Portal;
  const isPg = () => portal.db.client.config.client === 'pg';
  beforeEach(async () => {
    portal = on();
    await portal.asks('dana');
  });

  async function unchanged() {
    const rows = await portal.db('audit_events');
    expect(rows).toMatchObject([
      { type: 'request.submitted', actor_ref: 'user:default/dana' },
    ]);
  }

  it('refuses UPDATE', async () => {
    await expect(
      portal.db('audit_events').update({ actor_ref: 'user:default/theo' }),
    ).rejects.toThrow('append-only');
    await unchanged();
  });

  it('refuses DELETE', async () => {
    await expect(portal.db('audit_events').delete()).rejects.toThrow(
      'append-only',
    );
    await unchanged();
  });

  it('refuses to put one event in the place of another', async () => {
    const [row] = await portal.db('audit_events');
    const forged = { ...row, actor_ref: 'user:default/theo' };
    const insert = portal.db('audit_events').insert(forged).toString();
    await expect(
      portal.db.raw(
        isPg()
          ? `${insert} on conflict (id) do update set actor_ref = excluded.actor_ref`
          : insert.replace(/^insert/, 'insert or replace'),
      ),
    ).rejects.toThrow('append-only');
    await unchanged();
  });

  it('refuses TRUNCATE', async () => {
    // SQLite has none: its DELETE without a condition is refused above
    const truncate = isPg()
      ? portal.db.raw('truncate audit_events')
      : portal.db('audit_events').truncate();
    await expect(truncate).rejects.toThrow('append-only');
    await unchanged();
  });
});

onEachDatabase('the chain’s own migration', on => {
  it('can be taken back and made again, with the record protected throughout', async () => {
    const { db } = on();
    await on().asks('dana');
    await on().stores.chain.seal();
    const { up, down } = chainMigration;
    const refused = () =>
      expect(db('audit_events').update({ type: 'x' })).rejects.toThrow(
        'append-only',
      );
    await down(db);
    await refused();
    const [row] = await db('audit_events');
    const id = newTimeSortedId(new Date(row.at));
    await db('audit_events').insert({ ...row, id });
    await up(db);
    await refused();
    await on().stores.chain.seal();
    expect(await db('audit_seals')).toHaveLength(2);
  });
});
