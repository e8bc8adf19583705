import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Express } from 'express';
import request from 'supertest';
import { DATA_LAKE, LEGACY } from '../testing/accounts';
import { Name, refOf } from '../testing/cast';
import { body, Portal } from '../testing/Portal';
import { serve } from './__testUtils__/serve';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('the HTTP API of decisions', () => {
  let portal: Portal;
  let app: Express;
  beforeEach(async () => {
    const db = await databases.init('SQLITE_3');
    portal = await Portal.open(db, mockServices.logger.mock());
    app = await serve(portal.service);
  });

  function as(name: Name) {
    return mockCredentials.user.header(refOf(name));
  }
  const post = (name: Name, path: string, sent: object = {}) =>
    request(app).post(path).set('Authorization', as(name)).send(sent);
  const approve = { version: 1, decision: 'approve' };

  describe('POST /requests', () => {
    it('201 with the whole request', async () => {
      const { status, body: reply } = await post('dana', '/requests', body());
      expect(status).toBe(201);
      expect(reply).toMatchObject({
        number: 'REQ-1',
        version: 1,
        state: 'PENDING',
        requester: { ref: 'user:default/dana', email: 'dana@example.com' },
        allowedActions: [
          { name: 'cancel', allowed: true },
          { name: 'remind', allowed: true },
        ],
      });
    });

    it('201 again for a replayed key, 422 for another body', async () => {
      const send = (duration: string) =>
        post('dana', '/requests', body({ duration })).set(
          'Idempotency-Key',
          'k',
        );
      const first = await send('PT1H');
      const again = await send('PT1H');
      expect([again.status, again.body.id]).toEqual([201, first.body.id]);
      const other = await send('PT2H');
      expect(other.status).toBe(422);
      expect(other.body.error).toMatchObject({
        name: 'UnprocessableError',
        code: 'idempotency-key-reused',
      });
    });

    it('401 before everything else', async () => {
      const reply = await request(app).post('/requests').send({ nonsense: 1 });
      expect(reply.status).toBe(401);
    });

    it('403 for services', async () => {
      const reply = await request(app)
        .post('/requests')
        .set('Authorization', mockCredentials.service.header())
        .send(body());
      expect(reply.status).toBe(403);
    });

    it('400 for a malformed body, with the fields', async () => {
      const { duration, ...rest } = body();
      const reply = await post('dana', '/requests', {
        ...rest,
        accountId: 111111111111,
      });
      expect(duration).toBe('PT1H');
      expect(reply.status).toBe(400);
      expect(reply.body.error.code).toBe('malformed');
      expect(
        reply.body.error.details.map(({ field }: any) => field).sort(),
      ).toEqual(['accountId', 'duration']);
    });

    it('400 for what is not JSON, 413 for what is too long', async () => {
      const broken = await request(app)
        .post('/requests')
        .set('Authorization', as('dana'))
        .set('Content-Type', 'application/json')
        .send('{"accountId":');
      expect([broken.status, broken.body.error.code]).toEqual([
        400,
        'malformed',
      ]);
      const long = body({ justification: 'x'.repeat(200_000) });
      expect((await post('dana', '/requests', long)).status).toBe(413);
    });

    it('400 for a value, 403 for a person, 409 for a state', async () => {
      const suspended = await post(
        'dana',
        '/requests',
        body({ accountId: LEGACY }),
      );
      expect([suspended.status, suspended.body.error]).toMatchObject([
        400,
        {
          code: 'account-not-active',
          message:
            'Legacy Billing is suspended, so nobody can be given access.',
          details: [{ field: 'accountId' }],
        },
      ]);
      const disabled = await post('noah', '/requests', body());
      expect([disabled.status, disabled.body.error.code]).toEqual([
        403,
        'disabled-in-identity-center',
      ]);
      await post('dana', '/requests', body());
      const again = await post('dana', '/requests', body());
      expect([again.status, again.body.error.code]).toEqual([
        409,
        'already-pending',
      ]);
    });

    it('ignores fields that it does not know', async () => {
      const reply = await post('dana', '/requests', {
        ...body(),
        status: 'APPROVED',
      });
      expect([reply.status, reply.body.status]).toEqual([201, 'PENDING']);
    });

    it('503 with Retry-After while the catalog is down', async () => {
      portal.catalog.isDown = true;
      const reply = await post('dana', '/requests', body());
      expect(reply.status).toBe(503);
      expect(reply.headers['retry-after']).toBe('30');
    });

    it('429 for one person', async () => {
      await portal.db('requests').delete();
      for (const name of ['ReadOnlyAccess', 'BillingView']) {
        await post(
          'dana',
          '/requests',
          body({ permissionSet: { type: 'standard', name } }),
        );
      }
      const { number, ...row } = await portal.db('requests').first();
      const rows = Array.from({ length: 58 }, (_, index) => ({
        ...row,
        id: `row-${number}-${index}`,
        pending_key: null,
        status: 'CANCELLED',
        state: 'CANCELLED',
      }));
      await portal.db.batchInsert('requests', rows, 10);
      const reply = await post(
        'dana',
        '/requests',
        body({ accountId: DATA_LAKE }),
      );
      expect([reply.status, reply.body.error.code]).toEqual([
        429,
        'too-many-submissions',
      ]);
    });
  });

  describe('POST /requests/:id/reviews', () => {
    beforeEach(async () => {
      await post('dana', '/requests', body());
    });

    it('200 with the request, also by number in any case', async () => {
      const reply = await post('omar', '/requests/rEq-1/reviews', approve);
      expect(reply.status).toBe(200);
      expect(reply.body).toMatchObject({
        status: 'APPROVED',
        session: { number: 'SES-1' },
      });
    });

    it('400 without a version, and for a decision that is none', async () => {
      for (const sent of [
        { decision: 'approve' },
        { version: 1, decision: 'maybe' },
      ]) {
        const reply = await post('omar', '/requests/REQ-1/reviews', sent);
        expect([reply.status, reply.body.error.code]).toEqual([
          400,
          'malformed',
        ]);
      }
    });

    it('404 for who may not read, the same as for what is not there', async () => {
      const hidden = await post('theo', '/requests/REQ-1/reviews', approve);
      const missing = await post('theo', '/requests/REQ-9/reviews', approve);
      const strange = await post('theo', '/requests/x/reviews', approve);
      expect([hidden.status, missing.status, strange.status]).toEqual([
        404, 404, 404,
      ]);
      expect(hidden.body.error).toEqual(missing.body.error);
    });

    it('403 for one’s own', async () => {
      const reply = await post('dana', '/requests/REQ-1/reviews', approve);
      expect([reply.status, reply.body.error.code]).toEqual([
        403,
        'own-request',
      ]);
    });

    it('409 with who decided and when', async () => {
      await post('omar', '/requests/REQ-1/reviews', approve);
      const reply = await post('sam', '/requests/REQ-1/reviews', approve);
      expect(reply.status).toBe(409);
      expect(reply.body.error).toMatchObject({
        name: 'ConflictError',
        code: 'already-decided',
        decidedBy: 'user:default/omar',
        decidedAt: '2026-11-23T09:00:00.000Z',
      });
    });

    it('400 for a rejection without a comment', async () => {
      const reply = await post('omar', '/requests/REQ-1/reviews', {
        version: 1,
        decision: 'reject',
      });
      expect([reply.status, reply.body.error.details]).toEqual([
        400,
        [
          {
            field: 'comment',
            message: 'Add a comment so the requester knows why.',
          },
        ],
      ]);
    });
  });
});
