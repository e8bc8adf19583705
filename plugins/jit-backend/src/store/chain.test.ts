import { Verdict } from '@jit-portal/jit-audit-check';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { asSuperuser, recordOf } from '../testing/__testUtils__/recordOf';
import { refOf } from '../testing/cast';
import { Portal } from '../testing/Portal';
import { DatabaseChain } from './DatabaseChain';
import { newTimeSortedId } from './ids';
import { positionOf } from './recordRows';

const found = ({ problems }: Verdict) =>
  problems.map(({ kind, from, to }) => [kind, from, to]);

onEachDatabase('the chain over the record', on => {
  let portal: Portal;
  let record: ReturnType<typeof recordOf>;
  const isPg = () => portal.db.client.config.client === 'pg';

  beforeEach(() => {
    portal = on();
    record = recordOf(portal);
  });

  /** Ten events, with a checkpoint in the middle and one at the end. */
  async function tenEvents() {
    for (let n = 0; n < 5; n++) {
      const one = await portal.asks('dana');
      await portal.service.cancelRequest(one.id, portal.as('dana'));
      portal.clock.advance(1_000);
      if (n === 2) await record.witness();
    }
    await record.witness();
    expect(record.kept.map(({ position }) => position)).toEqual([6, 10]);
    portal.clock.advance(3_600_000);
  }

  const eventAt = async (position: number) =>
    (await portal.db('audit_seals').where({ position }).first()).event_id;

  it('has no gaps, and holds', async () => {
    await tenEvents();
    expect(await record.positions()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await portal.db('audit_unsealed')).toEqual([]);
    const verdict = await record.check();
    expect(verdict).toMatchObject({ problems: [], events: 11, last: 10 });
    expect(verdict.notes).toEqual([
      '1 events of the last minutes wait for their seal',
    ]);
  });

  it('takes what comes to light late, whatever its id', async () => {
    const early = newTimeSortedId(portal.clock.read());
    portal.clock.advance(60_000);
    await portal.asks('dana');
    await record.seal();
    const [row] = await portal.db('audit_events');
    await portal.db('audit_events').insert({ ...row, id: early });
    await record.seal();
    expect([await eventAt(1), await eventAt(2)]).toEqual([row.id, early]);
    expect((await record.check()).problems).toEqual([]);
  });

  it('waits for what is not committed, and holds nothing up', async () => {
    // SQLite has one writer: nobody seals while somebody writes
    if (!isPg()) return;
    await portal.asks('dana');
    const [row] = await portal.db('audit_events');
    const id = newTimeSortedId(portal.clock.read());
    const trx = await portal.db.transaction();
    await trx('audit_events').insert({ ...row, id });
    await portal.asks('theo');
    await record.seal();
    expect(await record.positions()).toEqual([1, 2]);
    await trx.commit();
    await record.seal();
    expect(await eventAt(3)).toBe(id);
  });

  it('is one chain, however many replicas seal', async () => {
    await portal.asks('dana');
    const [row] = await portal.db('audit_events');
    const rows = Array.from({ length: 450 }, () => ({
      ...row,
      id: newTimeSortedId(portal.clock.read()),
    }));
    await portal.db.batchInsert('audit_events', rows, 50);
    const { db, clock } = portal;
    const replicas = [1, 2, 3].map(
      () => new DatabaseChain({ db, clock, newId: newTimeSortedId }),
    );
    const run = async (chain: DatabaseChain) => {
      for (let n = 0; n < 10; n++) await chain.seal();
    };
    await Promise.all(replicas.map(run));
    // Whoever found another at work has left it to that one
    await record.seal();
    expect(await record.positions()).toHaveLength(451);
    expect((await record.check()).problems).toEqual([]);
    const made = await Promise.all(replicas.map(one => one.makeCheckpoint()));
    expect(made.filter(one => one !== undefined)).toHaveLength(1);
  });

  it('makes a checkpoint only where there is something new', async () => {
    expect(await portal.stores.chain.makeCheckpoint()).toBeUndefined();
    await portal.asks('dana');
    await record.witness();
    expect(await portal.stores.chain.makeCheckpoint()).toBeUndefined();
  });

  it.each(['audit_seals', 'audit_checkpoints'])(
    '%s refuses change',
    async table => {
      await portal.asks('dana');
      await record.witness();
      const [row] = await portal.db(table);
      await expect(
        portal.db(table).update({ hash: 'f'.repeat(64) }),
      ).rejects.toThrow('append-only');
      await expect(portal.db(table).delete()).rejects.toThrow('append-only');
      await expect(portal.db(table).truncate()).rejects.toThrow('append-only');
      const insert = portal.db(table).insert(row).toString();
      await expect(
        portal.db.raw(
          isPg()
            ? `${insert} on conflict (position) do update set hash = excluded.hash`
            : insert.replace(/^insert/, 'insert or replace'),
        ),
      ).rejects.toThrow('append-only');
      expect(await portal.db(table)).toEqual([row]);
    },
  );

  describe('tells what somebody with every right in the database did', () => {
    beforeEach(tenEvents);

    it.each([
      ['severity', 'low'],
      ['actor_name', 'Theo'],
      ['account_id', '999999999999'],
      ['at', new Date('2020-01-01T00:00:00Z')],
      ['data', '{"number":7}'],
      ['data', 'nonsense'],
    ])('changed: %s', async (column, value) => {
      const id = await eventAt(7);
      await asSuperuser(portal.db, trx =>
        trx('audit_events')
          .where({ id })
          .update({ [column]: value }),
      );
      const { problems } = await record.check();
      expect(problems.length).toBeGreaterThan(0);
      for (const one of problems) {
        expect(one).toMatchObject({ kind: 'changed', from: 7, to: 7 });
      }
    });

    it('changed: its seal with it', async () => {
      const id = await eventAt(7);
      await asSuperuser(portal.db, async trx => {
        await trx('audit_events').where({ id }).update({ severity: 'low' });
        await trx('audit_seals')
          .where({ position: 7 })
          .update({ hash: 'ab'.repeat(32) });
      });
      expect(found(await record.check())).toEqual([
        ['changed', 7, 7],
        ['changed', 7, 8],
      ]);
    });

    it('removed', async () => {
      const id = await eventAt(7);
      await asSuperuser(portal.db, trx =>
        trx('audit_events').where({ id }).delete(),
      );
      expect(found(await record.check())).toEqual([['removed', 7, 7]]);
    });

    it('removed with their seals', async () => {
      const ids = [await eventAt(7), await eventAt(8)];
      await asSuperuser(portal.db, async trx => {
        await trx('audit_events').whereIn('id', ids).delete();
        await trx('audit_seals').whereIn('position', [7, 8]).delete();
      });
      expect(found(await record.check())).toEqual([['removed', 7, 8]]);
    });

    it('inserted', async () => {
      const row = await portal
        .db('audit_events')
        .where({ id: await eventAt(3) })
        .first();
      const id = newTimeSortedId(new Date(row.at));
      await asSuperuser(portal.db, trx =>
        trx('audit_events').insert({ ...row, id }),
      );
      // Later events have seals by then
      await portal.asks('theo');
      await record.seal();
      const { problems } = await record.check();
      expect(problems).toMatchObject([{ kind: 'inserted' }]);
      expect(problems[0].what).toContain(id);
    });

    it('a cut tail', async () => {
      const ids = [await eventAt(9), await eventAt(10)];
      await asSuperuser(portal.db, async trx => {
        await trx('audit_events').whereIn('id', ids).delete();
        await trx('audit_seals').where('position', '>', 8).delete();
        await trx('audit_checkpoints').where('position', '>', 8).delete();
      });
      expect(found(await record.check())).toEqual([['cut-tail', 9, 10]]);
      // Not even once others stand in their place
      await portal.asks('theo');
      await portal.asks('noah', { accountId: '222222222222' }).catch(() => {});
      await record.seal();
      const kinds = (await record.check()).problems.map(({ kind }) => kind);
      expect(kinds).toContain('rebuilt');
    });

    it('a chain that was made anew', async () => {
      const id = await eventAt(8);
      await asSuperuser(portal.db, async trx => {
        await trx('audit_events').where({ id }).update({ severity: 'low' });
        for (const table of ['audit_seals', 'audit_salts', 'audit_checkpoints'])
          await trx(table).delete();
        await trx('audit_unsealed').delete();
        await trx.raw(
          'insert into audit_unsealed select id, at from audit_events',
        );
      });
      await record.seal();
      await portal.stores.chain.makeCheckpoint();
      const first = found(await record.check())[0];
      expect(first).toEqual(['rebuilt', 1, 6]);
    });

    it('a chain that was made anew from a place on', async () => {
      const rows = await portal.db('audit_seals').where('position', '>', 7);
      const id = await eventAt(8);
      await asSuperuser(portal.db, async trx => {
        await trx('audit_events').where({ id }).update({ severity: 'low' });
        const ids = rows.map(row => row.event_id);
        await trx('audit_seals').where('position', '>', 7).delete();
        await trx('audit_salts').whereIn('event_id', ids).delete();
        await trx.raw(
          `insert into audit_unsealed select id, at from audit_events where id in (${ids
            .map(() => '?')
            .join()})`,
          ids,
        );
      });
      await record.seal();
      const verdict = await record.check();
      expect(found(verdict)).toContainEqual(['rebuilt', 7, 10]);
    });

    it('checkpoints that somebody else signed', async () => {
      record.kept[1].hash = 'cd'.repeat(32);
      expect(found(await record.check())).toEqual([['checkpoint', 10, 10]]);
    });

    it('an export that was cut off', async () => {
      const lines = await record.export();
      const verdict = await record.checkLines(lines.slice(0, -2));
      expect(found(verdict)).toEqual([['incomplete', undefined, undefined]]);
    });

    it('and nothing of what came after the last checkpoint', async () => {
      await portal.asks('theo');
      await record.seal();
      const last = (await record.positions()).at(-1)!;
      await asSuperuser(portal.db, async trx => {
        const { event_id: id } = await trx('audit_seals')
          .where({ position: last })
          .first();
        await trx('audit_events').where({ id }).delete();
        await trx('audit_seals').where({ position: last }).delete();
      });
      expect((await record.check()).problems).toEqual([]);
    });
  });

  it('covers people by what says nothing without its salt', async () => {
    await portal.asks('dana');
    await record.seal();
    const seal = await portal.db('audit_seals').first();
    expect(JSON.stringify(seal)).not.toContain(refOf('dana'));
    expect(Object.keys(JSON.parse(seal.commitments)).sort()).toEqual(
      expect.arrayContaining(['actor', 'justification', 'requesterRef']),
    );
    expect(positionOf(seal.position)).toBe(1);
  });
});
