import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { judgeAgain } from '../engine/judge';
import { DATA_LAKE, PRODUCTION } from '../testing/accounts';
import { Name, refOf } from '../testing/cast';
import { demoConfig, Portal } from '../testing/Portal';
import { createRouter } from './createRouter';

jest.setTimeout(60_000);

const WHY = 'An incident on the payments side, OPS-812';
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('the brake, %s', id => {
  let portal: Portal;
  let app: express.Express;

  beforeEach(async () => {
    const db = await databases.init(id);
    portal = await Portal.open(db, mockServices.logger.mock());
    const httpAuth = mockServices.httpAuth({
      defaultCredentials: mockCredentials.none(),
    });
    app = express()
      .use(await createRouter({ service: portal.service, httpAuth }))
      .use(mockErrorHandler());
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
