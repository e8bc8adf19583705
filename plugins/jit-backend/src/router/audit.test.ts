import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { Name, refOf } from '../testing/cast';
import { recordOf } from '../testing/__testUtils__/recordOf';
import { body, Portal } from '../testing/Portal';
import { createRouter } from './createRouter';
import { readSpec } from './readSpec';
import { auditedRoutes } from './tellAuditor';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('the HTTP API of the audit record', () => {
  let portal: Portal;
  let app: express.Express;
  const createEvent = jest.fn();
  const success = jest.fn();
  const fail = jest.fn();

  beforeEach(async () => {
    jest.clearAllMocks();
    createEvent.mockResolvedValue({ success, fail });
    const db = await databases.init('SQLITE_3');
    portal = await Portal.open(db, mockServices.logger.mock());
    app = express();
    app.set('trust proxy', 1);
    app.use(
      await createRouter({
        service: portal.service,
        httpAuth: mockServices.httpAuth(),
        auditor: { createEvent },
      }),
    );
    app.use(mockErrorHandler());
  });

  const as = (name: Name) => mockCredentials.user.header(refOf(name));
  const get = (name: Name, path: string) =>
    request(app).get(path).set('Authorization', as(name));
  const post = (name: Name, path: string, sent: object = {}) =>
    request(app).post(path).set('Authorization', as(name)).send(sent);

  it('is for auditors and admins', async () => {
    for (const path of ['/audit-events', '/audit-events/export']) {
      for (const name of ['dana', 'olivia', 'sam'] as const) {
        expect((await get(name, path)).status).toBe(403);
      }
      for (const name of ['audrey', 'ada'] as const) {
        expect((await get(name, path)).status).toBe(200);
      }
    }
    portal.permits.hidesAudit = true;
    expect((await get('audrey', '/audit-events')).status).toBe(403);
  });

  it('lists what happened, from where, latest first', async () => {
    await post('dana', '/requests', body()).set('X-Forwarded-For', '192.0.2.7');
    await post('dana', '/requests/REQ-1/cancel');
    await recordOf(portal).seal();
    const reply = await get('audrey', '/audit-events');
    expect(reply.body).toMatchObject({ totalItems: 2 });
    expect(reply.body.items).toMatchObject([
      { type: 'request.cancelled', requestNumber: 'REQ-1' },
      {
        type: 'request.submitted',
        actor: { kind: 'user', ref: refOf('dana'), address: '192.0.2.7' },
        seal: { position: 1 },
        data: {
          plan: { stages: [{ name: 'owner' }] },
          couldReview: { owners: expect.arrayContaining([refOf('olivia')]) },
        },
      },
    ]);
    const { couldReview } = reply.body.items[1].data;
    expect(JSON.stringify(couldReview)).not.toContain(refOf('dana'));
  });

  it('keeps no address that is none', async () => {
    const reply = await post('dana', '/requests', body()).set(
      'X-Forwarded-For',
      'x'.repeat(5_000),
    );
    expect(reply.status).toBe(201);
    await recordOf(portal).seal();
    const { body: record } = await get('audrey', '/audit-events');
    const [{ type, actor }] = record.items;
    expect(type).toBe('request.submitted');
    expect(actor.address).toBeUndefined();
  });

  it.each([
    ['type=request.submitted', 2],
    ['severity=medium&type=request.cancelled', 1],
    [`actor=${refOf('theo')}`, 1],
    ['account=999999999999', 0],
    ['request=req-1', 2],
    ['request=REQ-9', 0],
    ['session=SES-1', 0],
    ['from=2026-11-23T10:00:00Z', 1],
    ['to=2026-11-23T10:00:00Z', 2],
  ])('filters: %s', async (query, count) => {
    await portal.asks('dana');
    await post('dana', '/requests/REQ-1/cancel');
    portal.clock.advance(2 * 3_600_000);
    await portal.asks('theo');
    const reply = await get('audrey', `/audit-events?${query}`);
    expect([reply.status, reply.body.totalItems]).toEqual([200, count]);
  });

  it('pages, in either order', async () => {
    for (let n = 0; n < 3; n++) {
      await portal.asks('dana');
      await post('dana', `/requests/REQ-${n + 1}/cancel`);
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const reply = await get(
        'audrey',
        `/audit-events?limit=4&order=asc${cursor}`,
      );
      seen.push(...reply.body.items.map((one: { id: string }) => one.id));
      const next = reply.body.nextCursor;
      cursor = next ? `&cursor=${next}` : '';
    } while (cursor);
    expect(seen).toHaveLength(6);
    expect([...seen].sort()).toEqual(seen);
  });

  it('is not read without a word by writing the route in another case', async () => {
    const reply = await get('audrey', '/Audit-Events/');
    expect(reply.status).toBe(200);
    expect(createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'record-read' }),
    );
  });

  it('exports all of it, which is on record', async () => {
    await portal.asks('dana');
    const record = recordOf(portal);
    await record.witness();
    const reply = await get('audrey', '/audit-events/export').buffer(true);
    expect(reply.headers['content-type']).toContain('application/x-ndjson');
    const lines = reply.text
      .trim()
      .split('\n')
      .map(one => JSON.parse(one));
    expect(lines.map(({ kind }) => kind)).toEqual([
      'head',
      'event',
      'event',
      'checkpoint',
      'end',
    ]);
    expect(lines[2].event).toMatchObject({
      type: 'record.exported',
      actor: { ref: refOf('audrey') },
    });
    const verdict = await record.checkLines(reply.text.split('\n'));
    expect(verdict.problems).toEqual([]);
  });

  it('exports few at a time, and one of a person', async () => {
    await portal.asks('dana');
    const path = '/audit-events/export';
    const audrey = await portal.service.exportAuditEvents(portal.as('audrey'));
    const mine = await get('audrey', path);
    expect([mine.status, mine.body.error.code]).toEqual([
      429,
      'too-many-exports',
    ]);
    // One of history takes a place as well
    const sam = await portal.service.exportRequests({}, portal.as('sam'));
    expect((await get('ada', path)).status).toBe(429);
    await audrey.return(undefined);
    expect((await get('ada', path)).status).toBe(200);
    await sam.lines.return!();
    for (let times = 0; times < 3; times += 1) {
      expect((await get('audrey', path)).status).toBe(200);
    }
    const taken = await portal
      .db('audit_events')
      .where({ type: 'record.exported' });
    expect(taken).toHaveLength(5);
  });

  it('frees the place of an export that cannot begin, or breaks off', async () => {
    const path = '/audit-events/export';
    const record = jest.spyOn(portal.stores.record, 'export');
    for (let times = 0; times < 3; times += 1) {
      record.mockRejectedValueOnce(new Error('disk full'));
      expect((await get('audrey', path)).status).toBe(500);
      record.mockImplementationOnce(async () =>
        (async function* broken() {
          yield '{"kind":"head"}\n';
          throw new Error('connection lost');
        })(),
      );
      // Half a record must not pass for a whole
      await expect(get('audrey', path)).rejects.toThrow();
    }
    record.mockRestore();
    expect((await get('audrey', path)).status).toBe(200);
  });

  it('erases for admins alone', async () => {
    const sent = { ref: refOf('theo'), reason: 'Asked for it, case 4711' };
    expect((await post('audrey', '/erasures', sent)).status).toBe(403);
    expect((await post('ada', '/erasures', { reason: 'x' })).status).toBe(400);
    const early = await post('ada', '/erasures', sent);
    expect([early.status, early.body.error.code]).toEqual([
      409,
      'has-not-left',
    ]);
    portal.catalog.people.delete(refOf('theo'));
    const reply = await post('ada', '/erasures', sent);
    expect([reply.status, reply.body.requests]).toEqual([200, 0]);
  });

  describe('Backstage’s auditor', () => {
    it('hears of every command, and of who reads the record', async () => {
      const { paths } = await readSpec();
      const commands = Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods as object)
          .filter(method => method !== 'get')
          .map(method => `${method.toUpperCase()} ${path}`),
      );
      const known = Object.keys(auditedRoutes);
      expect(known).toEqual(expect.arrayContaining(commands));
      for (const { eventId } of Object.values(auditedRoutes)) {
        expect(eventId).toMatch(/^[a-z]+(-[a-z]+)*$/);
      }
    });

    it('is told what came of it', async () => {
      await post('dana', '/requests', body());
      expect(createEvent).toHaveBeenLastCalledWith(
        expect.objectContaining({
          eventId: 'request-submit',
          severityLevel: 'medium',
        }),
      );
      expect(success).toHaveBeenCalledTimes(1);
      await post('dana', '/requests/REQ-1/reviews', {
        version: 1,
        decision: 'approve',
      });
      expect(createEvent).toHaveBeenLastCalledWith(
        expect.objectContaining({
          eventId: 'request-review',
          severityLevel: 'high',
          meta: { id: 'REQ-1' },
        }),
      );
      expect(fail).toHaveBeenCalledTimes(1);
      expect(String(fail.mock.calls[0][0].error)).toContain('NotAllowed');
      await get('audrey', '/audit-events');
      expect(createEvent).toHaveBeenLastCalledWith(
        expect.objectContaining({
          eventId: 'record-read',
          severityLevel: 'low',
        }),
      );
      await get('dana', '/requests');
      expect(createEvent).toHaveBeenCalledTimes(3);
    });

    it('holds nothing up when it fails', async () => {
      createEvent.mockRejectedValue(new Error('away'));
      expect((await post('dana', '/requests', body())).status).toBe(201);
    });
  });
});
