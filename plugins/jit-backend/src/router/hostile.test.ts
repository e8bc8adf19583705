import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Express } from 'express';
import request from 'supertest';
import { Name, refOf } from '../testing/cast';
import { body, Portal } from '../testing/Portal';
import { serve } from './__testUtils__/serve';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** What the fuzz found once, and what it leaves to be said by itself. */
describe.each(databases.eachSupportedId())('hostile requests, %s', id => {
  let portal: Portal;
  let app: Express;
  beforeAll(async () => {
    const db = await databases.init(id);
    portal = await Portal.open(db, mockServices.logger.mock());
    app = await serve(portal.service);
  });

  const as = (name: Name) => mockCredentials.user.header(refOf(name));
  const get = (path: string) =>
    request(app).get(path).set('Authorization', as('ada'));
  const post = (name: Name, path: string, sent: object) =>
    request(app).post(path).set('Authorization', as(name)).send(sent);
  const cursor = (value: unknown) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');

  it.each([
    '/requests?account=%00',
    '/requests?q=a%00b',
    '/requests/%00',
    '/insights?to=2026-11-23T23:59:60Z',
    '/requests?from=2026-11-23T23:59:60Z',
  ])('are malformed: %s', async path => {
    const answer = await get(path);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'malformed']);
  });

  it.each([
    ['duration', 1e300],
    ['duration', '60'],
    ['duration', 1.5],
    ['requestedAt', '+275760-09-13T00:00:00.000Z'],
    ['requestedAt', 0],
    ['account', 5],
    ['account', 'a\u0000'],
  ])('hold a cursor by %s at %p that is refused', async (sort, value) => {
    const text = cursor({ sort, order: 'asc', value, id: 'x' });
    const answer = await get(`/requests?sort=${sort}&order=asc&cursor=${text}`);
    expect(answer.status).toBe(400);
    expect(answer.body.error.code).toBe('invalid-cursor');
  });

  it('name the field that holds a NUL', async () => {
    const answer = await post('dana', '/requests', {
      ...body(),
      permissionSet: { type: 'standard', name: 'Read\u0000' },
    });
    expect(answer.body.error).toMatchObject({
      code: 'malformed',
      details: [{ field: 'permissionSet.name' }],
    });
  });

  it.each<[string, object]>([
    [
      '/requests/reviews',
      { decision: 'approve', items: Array(20_000).fill({}) },
    ],
    ['/submissions', { accountIds: Array(20_000).fill(1) }],
    ['/policy-findings', { managedPolicies: Array(20_000).fill(1) }],
  ])(
    'are not judged value by value once they are too many: %s',
    async (path, sent) => {
      const answer = await post('dana', path, sent);
      expect(answer.body.error).toMatchObject({
        code: 'malformed',
        message: 'body: Send no more than 1000 values in one request.',
        details: [{ field: 'body' }],
      });
      expect(answer.text.length).toBeLessThan(2_000);
    },
  );

  it('are not nested without end, whatever else they say', async () => {
    let nested: object = {};
    for (let level = 0; level < 900; level++) nested = { nested };
    const answer = await post('dana', '/requests', { ...body(), nested }).set(
      'Idempotency-Key',
      'nested',
    );
    expect(answer.body.error).toMatchObject({
      code: 'malformed',
      message: 'body: Nest no deeper than 32 levels.',
    });
  });

  it('learn a code of whatever is wrong with them', async () => {
    const codeOf = async (sent: request.Test) => (await sent).body.error.code;
    expect(await codeOf(request(app).get('/me'))).toBe('unauthenticated');
    expect(await codeOf(get('/nowhere'))).toBe('not-found');
    const large = { ...body(), justification: 'x'.repeat(200_000) };
    expect(await codeOf(post('dana', '/requests', large))).toBe('too-large');
    const squeezed = post('dana', '/requests', {}).set('Content-Encoding', 'x');
    expect(await codeOf(squeezed)).toBe('unsupported-media-type');
  });

  it('give themselves no status, person or review', async () => {
    const answer = await post('dana', '/requests', {
      ...body(),
      status: 'APPROVED',
      state: 'ACTIVE',
      version: 9,
      requester: { ref: refOf('olivia') },
      requester_ref: refOf('olivia'),
      plan: { stages: [], allowSelfReview: true },
      reviews: [{ decision: 'approve', as: 'admin' }],
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      status: 'PENDING',
      version: 1,
      requester: { ref: refOf('dana') },
    });
    expect(await portal.db('reviews')).toEqual([]);
    expect(await portal.db('sessions')).toEqual([]);
  });
});
