import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Express } from 'express';
import request from 'supertest';
import { PRODUCTION, STAGING } from '../testing/accounts';
import { Name, refOf } from '../testing/cast';
import { body, Portal } from '../testing/Portal';
import { serve } from './__testUtils__/serve';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('the HTTP API of many at once', () => {
  let portal: Portal;
  let app: Express;
  beforeEach(async () => {
    const db = await databases.init('SQLITE_3');
    portal = await Portal.open(db, mockServices.logger.mock());
    app = await serve(portal.service);
  });

  const post = (name: Name, path: string, sent: object = {}) =>
    request(app)
      .post(path)
      .set('Authorization', mockCredentials.user.header(refOf(name)))
      .send(sent);

  const { accountId, ...rest } = body();
  const several = { ...rest, accountIds: [accountId, STAGING] };
  const items = [
    { id: 'REQ-1', version: 1 },
    { id: 'REQ-2', version: 1 },
  ];

  describe('POST /submissions', () => {
    it('200 with a line for each account', async () => {
      await post('dana', '/requests', body());
      const reply = await post('dana', '/submissions', several);
      expect(reply.status).toBe(200);
      expect(reply.body).toEqual({
        submissionId: expect.any(String),
        results: [
          {
            accountId: PRODUCTION,
            error: {
              name: 'ConflictError',
              code: 'already-pending',
              message: 'REQ-1 for the same access is waiting.',
            },
          },
          {
            accountId: STAGING,
            request: expect.objectContaining({ number: 'REQ-2' }),
          },
        ],
      });
    });

    it('200 with the same for a key, 422 for another body', async () => {
      const send = (duration: string) =>
        post('dana', '/submissions', { ...several, duration }).set(
          'Idempotency-Key',
          'k',
        );
      const first = await send('PT1H');
      expect((await send('PT1H')).body).toEqual(first.body);
      const other = await send('PT2H');
      expect([other.status, other.body.error.code]).toEqual([
        422,
        'idempotency-key-reused',
      ]);
    });

    it.each([
      ['no account', { accountIds: [] }, 'accountIds'],
      [
        'more than 25',
        { accountIds: Array.from({ length: 26 }, (_, n) => `${n}`) },
        'accountIds',
      ],
      ['one twice', { accountIds: [STAGING, STAGING] }, 'accountIds.1'],
      [
        'a custom set',
        { permissionSet: { type: 'custom', name: 'JIT-x' } },
        'permissionSet.type',
      ],
      ['no duration', { duration: undefined }, 'duration'],
    ])('400 that names the field for %s', async (_title, change, field) => {
      const reply = await post('dana', '/submissions', {
        ...several,
        ...change,
      });
      expect(reply.status).toBe(400);
      expect(reply.body.error.details.map((one: any) => one.field)).toEqual([
        field,
      ]);
    });
  });

  describe('POST /requests/reviews', () => {
    beforeEach(async () => {
      await post('dana', '/submissions', several);
    });

    it('200 with a line for each request', async () => {
      await post('omar', '/requests/REQ-1/reviews', {
        version: 1,
        decision: 'approve',
      });
      const reply = await post('olivia', '/requests/reviews', {
        items,
        decision: 'approve',
      });
      expect(reply.status).toBe(200);
      expect(reply.body).toEqual({
        results: [
          {
            id: 'REQ-1',
            error: {
              name: 'ConflictError',
              code: 'already-decided',
              message: expect.stringMatching(/^Omar approved this request/),
              decidedBy: 'user:default/omar',
              decidedAt: '2026-11-23T09:00:00.000Z',
            },
          },
          {
            id: 'REQ-2',
            request: expect.objectContaining({ status: 'APPROVED' }),
          },
        ],
      });
    });

    it.each([
      ['none', { items: [] }, 'items'],
      [
        'more than 25',
        {
          items: Array.from({ length: 26 }, (_, n) => ({
            id: `REQ-${n}`,
            version: 1,
          })),
        },
        'items',
      ],
      ['one twice', { items: [items[0], items[0]] }, 'items.1.id'],
      ['no version', { items: [{ id: 'REQ-1' }] }, 'items.0.version'],
      ['no decision', { decision: undefined }, 'decision'],
      ['a strange reason', { reasonCode: 'mood' }, 'reasonCode'],
    ])('400 that names the field for %s', async (_title, change, field) => {
      const reply = await post('olivia', '/requests/reviews', {
        items,
        decision: 'approve',
        ...change,
      });
      expect(reply.status).toBe(400);
      expect(reply.body.error.details.map((one: any) => one.field)).toEqual([
        field,
      ]);
    });

    it('401 for strangers, 403 for services', async () => {
      const sent = { items, decision: 'approve' };
      for (const path of ['/requests/reviews', '/submissions']) {
        const stranger = await request(app).post(path).send(sent);
        const service = await request(app)
          .post(path)
          .set('Authorization', mockCredentials.service.header())
          .send(sent);
        expect([stranger.status, service.status]).toEqual([401, 403]);
      }
    });
  });
});
