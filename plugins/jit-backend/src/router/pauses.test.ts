import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Express } from 'express';
import request from 'supertest';
import { judgeAgain } from '../engine/judge';
import { DATA_LAKE, PRODUCTION } from '../testing/accounts';
import { Name, refOf } from '../testing/cast';
import { demoConfig, Portal } from '../testing/Portal';
import { serve } from './__testUtils__/serve';

jest.setTimeout(60_000);

const WHY = 'An incident on the payments side, OPS-812';
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('the brake, %s', id => {
  let portal: Portal;
  let app: Express;

  beforeEach(async () => {
    const db = await databases.init(id);
    portal = await Portal.open(db, mockServices.logger.mock());
    app = await serve(portal.service);
  });

  const as = (name: Name) => mockCredentials.user.header(refOf(name));
  const post = (name: Name, body: object) =>
    request(app).post('/pause').set('Authorization', as(name)).send(body);
  const get = (name: Name) =>
    request(app).get('/pause').set('Authorization', as(name));
  const events = async () =>
    portal
      .db('audit_events')
      .whereIn('type', ['grants.paused', 'grants.resumed'])
      .orderBy('id')
      .pluck('type');

  it.each<[Name, number]>([
    ['ada', 200],
    ['sam', 403],
    ['olivia', 403],
    ['audrey', 403],
    ['dana', 403],
  ])('%s puts it on: %i', async (name, status) => {
    const answer = await post(name, { paused: true, reason: WHY });
    expect(answer.status).toBe(status);
    expect((await events()).length).toBe(status === 200 ? 1 : 0);
    const refusals = await portal
      .db('audit_events')
      .where({ type: 'request.refused' });
    expect(refusals.length).toBe(status === 200 ? 0 : 1);
  });

  it.each([
    ['cannot be read', () => Object.assign(portal.catalog, { isDown: true })],
    ['knows nobody', () => portal.catalog.people.clear()],
  ])('is put on, not off, while the catalog %s', async (_, lose) => {
    lose();
    expect((await post('sam', { paused: true, reason: WHY })).status).toBe(403);
    expect((await post('ada', { paused: true, reason: WHY })).status).toBe(200);
    const off = await post('ada', { paused: false, reason: WHY });
    expect(off.status).toBeGreaterThanOrEqual(400);
    expect(await events()).toEqual(['grants.paused']);
  });

  it('is read by admins and auditors', async () => {
    await post('ada', { paused: true, reason: WHY });
    expect((await get('audrey')).body).toEqual({
      pauses: [
        {
          by: { ref: refOf('ada'), displayName: expect.any(String) },
          at: portal.clock.read().toISOString(),
          reason: WHY,
        },
      ],
    });
    expect((await get('dana')).status).toBe(403);
  });

  it('stops requests on the account alone, until it is taken off', async () => {
    await post('ada', { accountId: PRODUCTION, paused: true, reason: WHY });
    await expect(portal.asks('dana')).rejects.toMatchObject({ code: 'paused' });
    await portal.asks('dana', { accountId: DATA_LAKE });
    const off = { accountId: PRODUCTION, paused: false, reason: WHY };
    expect((await post('ada', off)).body).toEqual({ pauses: [] });
    await portal.asks('dana');
    expect(await events()).toEqual(['grants.paused', 'grants.resumed']);
  });

  it('tells nothing where nothing was paused', async () => {
    const answer = await post('ada', { paused: false, reason: WHY });
    expect(answer.status).toBe(200);
    expect(await events()).toEqual([]);
  });

  it('is a person’s own: nobody acts on an admin’s behalf', async () => {
    const deed = portal.service.setPause(
      { paused: true, reason: WHY },
      portal.as('ada', 'plugin:scaffolder'),
    );
    await expect(deed).rejects.toMatchObject({ code: 'acting-for-somebody' });
  });

  it('says again what is on, with the last word', async () => {
    await post('ada', { paused: true, reason: WHY });
    const again = 'Still looking, see OPS-812';
    const { body } = await post('ada', { paused: true, reason: again });
    expect(body.pauses).toMatchObject([{ reason: again }]);
  });

  describe('in quarantine', () => {
    const SINCE = 'The database has forgotten';
    const end = (name: Name, reason: string = WHY) =>
      request(app)
        .post('/quarantine/end')
        .set('Authorization', as(name))
        .send({ reason });

    beforeEach(async () => {
      const checkpoint = { eventId: 'gone', at: portal.clock.read() };
      await portal.stores.quarantine.begin(checkpoint, SINCE);
    });

    it('gives nothing new, and says so', async () => {
      const refused = portal.asks('dana', { accountId: DATA_LAKE });
      await expect(refused).rejects.toMatchObject({
        code: 'paused',
        message: `New access is paused: ${SINCE}`,
      });
      expect((await get('audrey')).body).toEqual({
        pauses: [],
        quarantine: {
          since: portal.clock.read().toISOString(),
          reason: SINCE,
        },
      });
    });

    it('is no brake that somebody put on, and outlasts those', async () => {
      await post('ada', { paused: true, reason: WHY });
      const off = await post('ada', { paused: false, reason: WHY });
      expect(off.body).toMatchObject({ quarantine: { reason: SINCE } });
    });

    it.each<[Name, number]>([
      ['ada', 200],
      ['sam', 403],
      ['olivia', 403],
      ['audrey', 403],
    ])('%s ends it: %i', async (name, status) => {
      expect((await end(name)).status).toBe(status);
      const open = await portal.stores.quarantine.current();
      expect(open === undefined).toBe(status === 200);
    });

    it('is ended once, with a reason', async () => {
      expect((await end('ada', 'short')).status).toBe(400);
      expect((await end('ada')).body).toEqual({ pauses: [] });
      expect((await end('ada')).status).toBe(404);
      await portal.asks('dana');
    });
  });

  it('wants a reason, and an account id as AWS writes it', async () => {
    expect((await post('ada', { paused: true })).status).toBe(400);
    expect((await post('ada', { reason: WHY })).status).toBe(400);
    const wrong = { accountId: '12', paused: true, reason: WHY };
    expect((await post('ada', wrong)).status).toBe(400);
    expect(await events()).toEqual([]);
  });

  it('holds for what was approved and waits for its first call', async () => {
    const asked = await portal.asks('dana');
    await portal.approves('olivia', asked);
    const [row] = await portal.db('sessions').pluck('id');
    const session = (await portal.stores.sessions.find(row))!;
    const judge = judgeAgain({
      db: portal.db,
      clock: portal.clock,
      config: demoConfig,
      fresh: portal.catalog,
      identityCenter: portal.aws,
      advisor: portal.advisor,
    });
    expect(await judge(session)).toMatchObject({ ok: true });
    await post('ada', { paused: true, reason: WHY });
    expect(await judge(session)).toMatchObject({ ok: false, code: 'paused' });
  });
});
