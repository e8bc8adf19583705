import { mockServices } from '@backstage/backend-test-utils';
import { Crash, CrashPlan } from '../engine/__testUtils__/crashing';
import { ModelIdentityCenter } from '../engine/__testUtils__/ModelIdentityCenter';
import { Stage } from '../engine/__testUtils__/Stage';
import { Engine } from '../engine/Engine';
import { Retention } from '../followers/Retention';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { recordOf } from '../testing/__testUtils__/recordOf';
import { Name, refOf, standingOf } from '../testing/cast';
import { DATA_LAKE } from '../testing/accounts';
import { Portal } from '../testing/Portal';
import { DatabaseChain } from './DatabaseChain';
import { DatabaseEngineStore } from './DatabaseEngineStore';
import { DatabaseRetention } from './DatabaseRetention';
import { DatabaseSinks } from './DatabaseSinks';
import { eraseRows } from './erasedRows';
import { newTimeSortedId } from './ids';
import { tracesOf } from './personTraces';

const DAY = 86_400_000;
const YEAR = 365 * DAY;
const REASON = 'Left the company and asked for it, case 4711';

onEachDatabase('what is kept, and for how long', on => {
  let portal: Portal;
  let record: ReturnType<typeof recordOf>;
  beforeEach(() => {
    portal = on();
    record = recordOf(portal);
  });

  const parts = () => ({
    db: portal.db,
    clock: portal.clock,
    newId: newTimeSortedId,
  });
  const purge = (isWhole = true) =>
    new Retention({
      store: new DatabaseRetention(parts()),
      keep: 'P365D',
      isWhole: async () => isWhole,
      logger: mockServices.logger.mock(),
    }).purge();

  /** A checkpoint that a place outside keeps. */
  async function witness(keeps = true) {
    const checkpoint = await record.witness();
    const sinks = new DatabaseSinks(parts());
    await sinks.told({ name: keeps ? 'file' : 'log', keeps }, checkpoint);
    return checkpoint;
  }

  async function cancelled(name: 'dana' | 'theo') {
    const { id } = await portal.asks(name);
    await portal.service.cancelRequest(id, portal.as(name));
  }

  const eraseRef = (ref: string) =>
    portal.service.erasePerson({ ref, reason: REASON }, portal.as('ada'));

  /** After they left. */
  function erase(name: Name) {
    portal.catalog.people.delete(refOf(name));
    return eraseRef(refOf(name));
  }

  const first = async () => (await record.positions())[0];

  it('goes by the year, and the check still passes', async () => {
    await cancelled('dana');
    await cancelled('theo');
    const { position } = await witness();
    portal.clock.advance(100 * DAY);
    await cancelled('dana');
    await witness();
    portal.clock.advance(YEAR - 50 * DAY);
    await purge();
    expect(await first()).toBe(position + 1);
    expect(await portal.db('requests').pluck('number')).toEqual([3]);
    await record.seal();
    const verdict = await record.check(YEAR);
    expect(verdict.problems).toEqual([]);
    expect(verdict.notes.join()).toContain('positions to 4');
    const tooEarly = await record.check(2 * YEAR);
    expect(tooEarly.problems).toMatchObject([{ kind: 'retention', to: 4 }]);
    // Nothing is left to do
    await purge();
    expect(await first()).toBe(position + 1);
  });

  it('goes on where a crash has stopped it, and the check passes in between', async () => {
    await cancelled('dana');
    await cancelled('theo');
    await witness();
    portal.clock.advance(YEAR + DAY);
    await cancelled('theo');
    await witness();
    const store = new DatabaseRetention(parts());
    const rows = await portal.db('audit_seals').orderBy('position').limit(2);
    await store.purge(new Date(0));
    // As far as a crash in the middle would have come
    const { position, hash, at } = record.kept[0];
    await portal.db('audit_purges').insert({
      position,
      hash,
      checkpoint_at: new Date(at),
      at: portal.clock.read(),
    });
    const [{ event_id: id }] = rows;
    await portal.db('audit_events').where({ id }).delete();
    await portal.db('audit_salts').where({ event_id: id }).delete();
    await portal.db('audit_seals').where({ event_id: id }).delete();
    expect(await first()).toBe(2);
    await purge();
    expect(await first()).toBe(5);
  });

  it('takes nothing that no place outside keeps a checkpoint of', async () => {
    await cancelled('dana');
    await witness(false);
    portal.clock.advance(YEAR + DAY);
    await cancelled('theo');
    await witness(false);
    await purge();
    expect(await first()).toBe(1);
  });

  it('takes nothing of what lives, and nothing in quarantine', async () => {
    await cancelled('theo');
    await witness();
    portal.clock.advance(1_000);
    const session = await portal.granted('dana');
    await portal.activate(session.id);
    await witness();
    portal.clock.advance(YEAR + DAY);
    await cancelled('theo');
    await witness();
    await purge(false);
    expect(await first()).toBe(1);
    await purge();
    expect(await first()).toBe(3);
    expect(await portal.db('sessions')).toHaveLength(1);
    expect(await portal.db('reviews')).toHaveLength(1);
  });

  it('leaves nothing else to whoever deletes', async () => {
    await cancelled('dana');
    const { position, hash, at } = await witness();
    const mark = { position, hash, checkpoint_at: at, at: new Date(at) };
    await expect(
      portal.db('audit_purges').insert({ ...mark, hash: 'ab'.repeat(32) }),
    ).rejects.toThrow('needs a checkpoint');
    await expect(
      portal.db('audit_purges').insert({ ...mark, position: 1 }),
    ).rejects.toThrow('needs a checkpoint');
    await portal
      .db('audit_purges')
      .insert({ ...mark, checkpoint_at: new Date(at) });
    await expect(portal.db('audit_purges').delete()).rejects.toThrow(
      'append-only',
    );
    await cancelled('theo');
    await record.seal();
    const above = await portal
      .db('audit_seals')
      .where('position', '>', position)
      .pluck('event_id');
    for (const id of above) {
      await expect(
        portal.db('audit_events').where({ id }).delete(),
      ).rejects.toThrow('append-only');
      await expect(
        portal.db('audit_seals').where({ event_id: id }).delete(),
      ).rejects.toThrow('append-only');
    }
    // Seals go after their events
    await expect(
      portal.db('audit_seals').where({ position }).delete(),
    ).rejects.toThrow('append-only');
    // Taken away without a word on record: the check tells
    const below = await portal
      .db('audit_seals')
      .where('position', '<=', position)
      .pluck('event_id');
    await portal.db('audit_events').whereIn('id', below).delete();
    await portal.db('audit_seals').whereIn('event_id', below).delete();
    expect((await record.check()).problems).toMatchObject([
      { kind: 'removed', from: 1, to: position },
    ]);
  });

  describe('a person who is erased', () => {
    /** Everything about dana that one finds in the database. */
    async function tracesOfDana(): Promise<string[]> {
      const tables = [
        'requests',
        'reviews',
        'sessions',
        'audit_events',
        'audit_seals',
        'audit_salts',
        'findings',
        'pauses',
        'idempotency_keys',
      ];
      const found: string[] = [];
      for (const table of tables) {
        for (const row of await portal.db(table)) {
          for (const [column, value] of Object.entries(row)) {
            if (/dana/i.test(JSON.stringify(value))) {
              found.push(`${table}.${column} ${value}`);
            }
          }
        }
      }
      return found;
    }

    it('is gone from everything, and the check passes', async () => {
      const one = await portal.asks('dana', {
        justification: 'Dana Miller here: look at the payouts, OPS-771',
      });
      await portal.service.reviewRequest(
        one.id,
        {
          version: one.version,
          decision: 'reject',
          comment: 'Dana, ask again with a ticket',
          reasonCode: 'unclear',
        },
        portal.as('olivia'),
      );
      await expect(
        portal.approves('dana', await portal.asks('theo')),
      ).rejects.toThrow();
      await witness();
      expect(await tracesOfDana()).not.toEqual([]);
      const { pseudonym, events } = await erase('dana');
      expect(pseudonym).toMatch(/^user:erased\/[0-9a-f]{12}$/);
      expect(events).toBeGreaterThanOrEqual(2);
      expect(await tracesOfDana()).toEqual([]);
      await record.seal();
      expect((await record.check()).problems).toEqual([]);

      const { items } = await portal.service.listAuditEvents(
        { request: one.number, order: 'asc' },
        portal.as('audrey'),
      );
      expect(items.map(({ type }) => type)).toEqual([
        'request.submitted',
        'request.rejected',
      ]);
      expect(items[0].actor.ref).toBe(pseudonym);
      expect(items[0].erased).toContain('justification');
      // What was decided, by whom and on what, is still on record
      expect(items[1].actor.ref).toBe(refOf('olivia'));
      expect(items[1].data).toMatchObject({ decision: 'reject' });
    });

    /** Somebody of any name. */
    function joins(slug: string, displayName: string, principal = slug): Name {
      const ref = `user:default/${slug}`;
      const email = `${slug}@example.com`;
      portal.catalog.people.set(ref, {
        ...standingOf('theo'),
        person: { ref, displayName, email },
        memberOf: [ref],
      });
      portal.aws.users.set(email, {
        id: `principal-${principal}`,
        userName: slug,
        email,
        enabled: true,
      });
      return slug as Name;
    }

    it.each([
      ['default', 'default'],
      ['may', 'May'],
      ['ana', 'Ana'],
      ['john', 'John'],
    ])('leaves others alone who are not %s', async (slug, displayName) => {
      const one = joins(slug, displayName);
      const others = [
        joins('ana-maria', 'Ana Maria'),
        joins('john.smith', 'John Smith'),
        joins('theo', 'Theo May'),
      ];
      for (const other of others) {
        const asked = await portal.asks(other, {
          justification:
            'May I, John or Ana look at the default? user:default/ana-maria, john.smith@example.com',
        });
        await portal.service.reviewRequest(
          asked.id,
          {
            version: asked.version,
            decision: 'reject',
            comment: `By default not before May, ${refOf(other)}`,
            reasonCode: 'unclear',
          },
          portal.as('olivia'),
        );
      }
      const { id } = await portal.asks(one);
      await portal.service.cancelRequest(id, portal.as(one));
      await witness();
      const kept = async () => ({
        events: await portal
          .db('audit_events')
          .whereNot({ request_id: id })
          .orderBy('id'),
        requests: await portal.db('requests').whereNot({ id }).orderBy('id'),
        reviews: await portal.db('reviews').orderBy('id'),
      });
      const before = await kept();
      expect([before.events.length, before.requests.length]).toEqual([6, 3]);
      expect(await erase(one)).toMatchObject({ events: 2, requests: 1 });
      expect(await kept()).toEqual(before);
      await record.seal();
      expect((await record.check()).problems).toEqual([]);
    });

    it('leaves alone what may be about somebody else of the same full name', async () => {
      const one = joins('ana', 'Ana Lopez');
      const other = joins('ana.lopez', 'ana lopez');
      const third = joins('theo', 'Theo May');
      const ofOther = await portal.asks(other);
      const comment = 'Ana Lopez knows the payouts, see OPS-771';
      await portal.service.reviewRequest(
        ofOther.id,
        {
          version: ofOther.version,
          decision: 'reject',
          comment,
          reasonCode: 'unclear',
        },
        portal.as('olivia'),
      );
      const ofThird = await portal.asks(third, {
        justification: 'Ana Lopez asked me to look at the payouts',
      });
      const { id } = await portal.asks(one);
      await portal.service.cancelRequest(id, portal.as(one));
      await witness();
      expect(await erase(one)).toMatchObject({ events: 2, requests: 1 });
      const told = async (requestId: string) =>
        (
          await portal
            .db('audit_events')
            .where({ request_id: requestId })
            .orderBy('id')
        ).map(({ data }) => JSON.parse(data));
      expect((await told(ofOther.id))[1]).toMatchObject({ comment });
      expect((await told(ofThird.id))[0].justification).toContain('Ana Lopez');
      await record.seal();
      expect((await record.check()).problems).toEqual([]);

      // The other leaves as well: no second person of that name is left
      await portal.service.cancelRequest(ofThird.id, portal.as(third));
      await erase(other);
      expect((await told(ofThird.id))[0].justification).toBeUndefined();
    });

    it('has another name of their own, and is found by it', async () => {
      const one = joins('ana', 'Ana Lopez');
      const again = joins('ana-old', 'Ana Lopez', 'ana');
      const third = joins('theo', 'Theo May');
      for (const name of [one, again]) {
        const { id } = await portal.asks(name);
        await portal.service.cancelRequest(id, portal.as(name));
      }
      const { id } = await portal.asks(third, {
        justification: 'Ana Lopez asked me to look at the payouts',
      });
      await portal.service.cancelRequest(id, portal.as(third));
      await witness();
      await erase(one);
      const [{ data }] = await portal
        .db('audit_events')
        .where({ request_id: id })
        .orderBy('id');
      expect(JSON.parse(data).justification).toBeUndefined();
    });

    it('could have reviewed, and what others could is gone with that', async () => {
      await portal.asks('dana');
      await portal.asks('dana', { accountId: DATA_LAKE });
      await witness();
      await erase('omar');
      const { items } = await portal.service.listAuditEvents(
        { type: ['request.submitted'], order: 'asc' },
        portal.as('audrey'),
      );
      expect(items.map(({ erased }) => erased)).toEqual([
        ['couldReview'],
        undefined,
      ]);
    });

    it('is gone from what others exported and searched for', async () => {
      await portal.stores.requests.saveExport({
        actor: {
          kind: 'user',
          ref: refOf('audrey'),
          displayName: 'Audrey',
        },
        did: 'started',
        filters: { requester: [refOf('dana')], q: 'dana@example.com' },
      });
      await cancelled('dana');
      await witness();
      await erase('dana');
      expect(await tracesOfDana()).toEqual([]);
      await record.seal();
      expect((await record.check()).problems).toEqual([]);
    });

    it('cannot be found by what they said of others either', async () => {
      const asked = await portal.asks('theo');
      await portal.service.reviewRequest(
        asked.id,
        {
          version: asked.version,
          decision: 'reject',
          comment: 'Olivia says no to the pineapples',
          reasonCode: 'unclear',
        },
        portal.as('olivia'),
      );
      const find = async (q: string) =>
        (await portal.service.listRequests({ q }, portal.as('ada'))).items
          .length;
      expect([await find('pineapples'), await find('OPS-771')]).toEqual([1, 1]);
      await erase('olivia');
      expect([await find('pineapples'), await find('OPS-771')]).toEqual([0, 1]);
    });

    const stillOpen = (...numbers: string[]) => ({
      code: 'still-open',
      message: expect.stringContaining(`${numbers.join(', ')} must be over`),
    });

    it('has nothing open, and is not needed for what is', async () => {
      const waiting = await portal.asks('dana');
      const person = portal.catalog.people.get(refOf('dana'))!;
      await expect(erase('dana')).rejects.toMatchObject(stillOpen('REQ-1'));
      portal.catalog.people.set(refOf('dana'), person);
      const { session } = await portal.approves('olivia', waiting);
      await expect(erase('dana')).rejects.toMatchObject(stillOpen('SES-1'));
      // Their review is why the session is there
      await expect(erase('olivia')).rejects.toMatchObject(stillOpen('SES-1'));
      await portal.activate(session!.id);
      await expect(erase('olivia')).rejects.toMatchObject(stillOpen('SES-1'));
      await portal
        .db('sessions')
        .update({ status: 'ENDED', cleanup: 'pending' });
      await expect(erase('olivia')).rejects.toMatchObject(stillOpen('SES-1'));
      expect(
        await portal.db('audit_events').where({ type: 'person.erased' }),
      ).toEqual([]);
      await portal.db('sessions').update({ cleanup: 'done' });
      await erase('olivia');
      await erase('dana');
      expect(await tracesOfDana()).toEqual([]);
    });

    it('is not ending what others have', async () => {
      const { id } = await portal.granted('dana');
      await portal.activate(id);
      await portal.service.revokeSession(
        id,
        { reason: 'Petra says that it is too late' },
        portal.as('petra'),
      );
      await expect(erase('petra')).rejects.toMatchObject(stillOpen('SES-1'));
      await portal.finish(id, 'REVOKED');
      await portal.db('sessions').update({ cleanup: null });
      await erase('petra');
      const [row] = await portal.db('sessions');
      expect(row).toMatchObject({
        end_by_name: 'Erased person',
        end_reason: null,
        user_ref: refOf('dana'),
      });
    });

    it('has nothing that waits for a second review', async () => {
      const asked = await portal.asks('dana');
      await portal.approves('olivia', asked);
      // As between the reviews of a custom set
      await portal.db('sessions').delete();
      await portal.db('requests').update({ status: 'PENDING_ADMIN' });
      await expect(erase('olivia')).rejects.toMatchObject(stillOpen('REQ-1'));
    });

    it('is not erased from what begins in the middle', async () => {
      await cancelled('dana');
      await witness();
      const person = portal.catalog.people.get(refOf('dana'))!;
      const { seal } = DatabaseChain.prototype;
      const sealing = jest
        .spyOn(DatabaseChain.prototype, 'seal')
        .mockImplementationOnce(async function returns(this: DatabaseChain) {
          portal.catalog.people.set(refOf('dana'), person);
          await portal.asks('dana');
          return seal.call(this);
        });
      await expect(erase('dana')).rejects.toMatchObject(stillOpen('REQ-2'));
      sealing.mockRestore();
      const requesters = await portal.db('requests').pluck('requester_ref');
      expect(requesters).toEqual([refOf('dana'), refOf('dana')]);
      expect(
        await portal.db('audit_events').where({ actor_ref: refOf('dana') }),
      ).toHaveLength(3);
    });

    it('keeps what is open when the rows go, whatever was looked at before', async () => {
      const closed = await portal.asks('dana');
      await portal.service.cancelRequest(closed.id, portal.as('dana'));
      const open = await portal.asks('dana');
      const traces = await tracesOf(portal.db, refOf('dana'));
      const pseudonym = 'user:erased/0123456789ab';
      await portal.db.transaction(trx => eraseRows(trx, { traces, pseudonym }));
      const rows = await portal.db('requests').orderBy('number');
      expect(rows.map(row => row.requester_ref)).toEqual([
        pseudonym,
        refOf('dana'),
      ]);
      expect(rows[1]).toMatchObject({
        id: open.id,
        justification: open.justification,
      });
    });

    it('has left: the catalog has them no more', async () => {
      await cancelled('dana');
      await expect(eraseRef(refOf('dana'))).rejects.toMatchObject({
        code: 'has-not-left',
        message: expect.stringContaining('catalog still has this person'),
      });
      portal.catalog.isDown = true;
      await expect(eraseRef(refOf('dana'))).rejects.toThrow();
      portal.catalog.isDown = false;
      expect(await erase('dana')).toMatchObject({ requests: 1 });
    });

    it('is not the admin under another name', async () => {
      // The same Identity Center user, then the same e-mail
      for (const principal of ['ada', 'nobody-else']) {
        const other = joins('ada-old', 'Ada', principal);
        const { id } = await portal.asks(other);
        await portal.service.cancelRequest(id, portal.as(other));
        if (principal !== 'ada') {
          await portal.db('requests').update({
            requester_email: 'ADA@example.com',
            principal_email: null,
          });
          portal.aws.users.delete('ada@example.com');
        }
        await expect(erase(other)).rejects.toMatchObject({
          code: 'own-request',
        });
      }
      portal.aws.isDown = true;
      await expect(eraseRef('user:default/ada-old')).rejects.toMatchObject({
        code: 'aws-unavailable',
      });
    });

    it('still answers for erasures and brakes', async () => {
      await cancelled('dana');
      await portal.service.setPause(
        { paused: true, reason: 'An incident, case 4712' },
        portal.as('ada'),
      );
      await erase('dana');
      await witness();
      const lasting = () =>
        portal
          .db('audit_events')
          .whereIn('type', ['person.erased', 'grants.paused'])
          .where({ actor_ref: refOf('ada') })
          .orderBy('id')
          .select('type', 'data');
      const before = await lasting();
      expect(before).toHaveLength(2);
      const petra = portal.catalog.people.get(refOf('petra'))!;
      portal.catalog.people.set(refOf('petra'), { ...petra, isAdmin: true });
      portal.catalog.people.delete(refOf('ada'));
      await portal.service.erasePerson(
        { ref: refOf('ada'), reason: REASON },
        portal.as('petra'),
      );
      expect(await lasting()).toEqual(before);
    });

    it('is erased by an admin, who is somebody else', async () => {
      const ask = (name: 'dana' | 'ada', ref: string) =>
        portal.service.erasePerson({ ref, reason: REASON }, portal.as(name));
      await expect(ask('dana', refOf('theo'))).rejects.toMatchObject({
        code: 'policy',
      });
      await expect(ask('ada', refOf('ada'))).rejects.toMatchObject({
        code: 'own-request',
      });
      await expect(ask('ada', 'group:default/x')).rejects.toMatchObject({
        code: 'invalid-values',
      });
    });

    it('cannot be made of a change that is no erasure', async () => {
      await cancelled('dana');
      await witness();
      const [{ id }] = await portal.db('audit_events');
      await expect(
        portal.db('audit_events').where({ id }).update({ actor_name: 'Theo' }),
      ).rejects.toThrow('append-only');
      // The door that an erasure leaves open leads nowhere else
      await portal.db('audit_erasures').insert({
        event_id: id,
        field: 'actor',
        erasure_id: id,
        at: portal.clock.read(),
      });
      await expect(
        portal.db('audit_events').where({ id }).update({ severity: 'low' }),
      ).rejects.toThrow('append-only');
      await portal
        .db('audit_events')
        .where({ id })
        .update({ actor_name: 'Theo' });
      expect((await record.check()).problems).toMatchObject([
        { kind: 'changed', from: 1 },
      ]);
      await portal.db('audit_salts').where({ event_id: id }).delete();
      const kinds = (await record.check()).problems.map(({ kind }) => kind);
      expect(new Set(kinds)).toEqual(new Set(['changed']));
      // What is blank has to be on record as erased
      await portal.db('audit_events').where({ id }).update({
        actor_ref: 'user:erased/0123456789ab',
        actor_name: 'Erased person',
      });
      const erased = await record.check();
      expect(erased.problems.map(({ kind }) => kind)).toContain('erased');
    });
  });

  it('purges a year, erases a person, crashes mid-call: the check passes and no intent stays open', async () => {
    const aws = new ModelIdentityCenter(portal.clock);
    const stage = new Stage(portal.db, portal.clock, aws, {
      home: await portal.aws.home(),
      newId: newTimeSortedId,
    });
    await cancelled('dana');
    await witness();
    const session = await portal.granted('dana');
    const options = stage.engineOptions();
    const plan = new CrashPlan(0, 'after');
    const store = new DatabaseEngineStore({
      db: portal.db,
      clock: portal.clock,
      newId: newTimeSortedId,
      home: stage.home,
      owner: options.owner,
    });
    stage.engine = new Engine(
      { ...options, identityCenter: plan.wrap(aws, ['assign']) },
      store,
    );
    for (let n = 0; n < 20; n++) {
      await stage.engine.pass().catch(error => {
        if (!(error instanceof Crash)) throw error;
      });
      portal.clock.advance(250);
    }
    expect(plan.at).toBe('after assign');
    stage.engine = stage.newEngine();
    await stage.run(60_000, 500);
    portal.clock.advance(3_600_000);
    await stage.run(5 * 60_000, 5_000);
    expect((await portal.db('sessions').first()).status).toBe('ENDED');
    await witness();

    portal.clock.advance(YEAR);
    await erase('dana');
    await cancelled('theo');
    await witness();
    await purge();
    expect(await first()).toBeGreaterThan(1);
    expect(await portal.db('sessions').where({ id: session.id })).toEqual([]);
    await record.seal();
    expect((await record.check(YEAR)).problems).toEqual([]);
  });

  it('has an answer for each intent, after a crash mid-call too', async () => {
    const aws = new ModelIdentityCenter(portal.clock);
    const stage = new Stage(portal.db, portal.clock, aws, {
      home: await portal.aws.home(),
      newId: newTimeSortedId,
    });
    await portal.granted('dana');
    for (const effect of ['assign', 'withdraw'] as const) {
      const plan = new CrashPlan(0, 'after');
      const options = stage.engineOptions();
      stage.engine = Engine.create({
        ...options,
        identityCenter: plan.wrap(aws, [effect]),
      });
      for (let n = 0; n < 900 && !plan.dead; n++) {
        await stage.engine.pass().catch(error => {
          if (!(error instanceof Crash)) throw error;
        });
        portal.clock.advance(5_000);
      }
      expect(plan.at).toBe(`after ${effect}`);
      stage.engine = stage.newEngine();
      await stage.run(120_000, 500);
    }
    await stage.run(5 * 60_000, 5_000);
    const events = await stage.events();
    const intents = events.filter(({ type }) => /^aws\..*-noted$/.test(type));
    expect(intents.length).toBeGreaterThanOrEqual(2);
    for (const { data } of intents) {
      const answers = events.filter(
        one =>
          one.data.operationId === data.operationId &&
          /^aws\.(create|delete)-(succeeded|failed|refused|lost)$/.test(
            one.type,
          ),
      );
      expect(answers).toHaveLength(1);
    }
    await record.witness();
    expect((await record.check()).problems).toEqual([]);
  });
});
