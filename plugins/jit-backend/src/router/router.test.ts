import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Express } from 'express';
import request from 'supertest';
import { LEGACY } from '../testing/accounts';
import { Name, refOf } from '../testing/cast';
import { body, Portal } from '../testing/Portal';
import { serve } from './__testUtils__/serve';
import { readSpec } from './readSpec';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('the HTTP API', () => {
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
  const get = (name: Name, path: string) =>
    request(app).get(path).set('Authorization', as(name));
  const post = (name: Name, path: string, sent: object = {}) =>
    request(app).post(path).set('Authorization', as(name)).send(sent);

  it('cancels and reminds without a body', async () => {
    await post('dana', '/requests', body());
    const bare = (path: string) =>
      request(app).post(path).set('Authorization', as('dana'));
    expect((await bare('/requests/REQ-1/remind')).status).toBe(200);
    expect((await bare('/requests/REQ-1/cancel')).body.status).toBe(
      'CANCELLED',
    );
    expect((await bare('/requests/REQ-1/cancel')).status).toBe(409);
  });

  it('revokes and releases sessions', async () => {
    const first = await portal.granted('dana');
    await portal.activate(first.id);
    const revoked = await post('sam', '/sessions/ses-1/revoke', {
      reason: 'incident',
    });
    expect([revoked.status, revoked.body.state]).toEqual([200, 'REVOKING']);
    expect((await post('sam', '/sessions/ses-1/revoke')).status).toBe(409);
    expect((await post('theo', '/sessions/ses-1/release')).status).toBe(404);
    expect((await post('sam', '/sessions/ses-1/release')).status).toBe(403);
    expect((await get('dana', '/sessions/SES-1')).body.end.reason).toBe(
      'incident',
    );
  });

  it('tells who the caller is', async () => {
    await post('dana', '/requests', body());
    expect((await get('petra', '/me')).body).toMatchObject({
      user: { ref: 'user:default/petra', displayName: 'Petra' },
      roles: ['owner', 'sso-admin'],
      capabilities: { canApprove: true, canAudit: false, canAdmin: false },
      counts: { pending: 1, ownWaiting: 0, activeSessions: 0 },
      serverTime: '2026-11-23T09:00:00.000Z',
    });
    expect((await get('dana', '/me')).body).toMatchObject({
      roles: [],
      counts: { pending: 0, ownWaiting: 1 },
    });
    expect((await get('audrey', '/me')).body).toMatchObject({
      roles: ['auditor'],
      capabilities: { canApprove: false, canAudit: true, canAdmin: false },
    });
  });

  it('tells accounts and what may be asked for there', async () => {
    await post('dana', '/requests', body());
    const owned = await get('olivia', '/accounts?scope=mine&q=1111-1111-1111');
    expect(owned.body).toMatchObject({
      totalItems: 1,
      items: [
        {
          id: '111111111111',
          pending: 1,
          pendingForMe: 1,
          owners: [{ displayName: 'Payments Owners', isMe: true }],
          canRequest: { allowed: true },
        },
      ],
    });
    const options = await get('dana', '/accounts/111111111111/request-options');
    expect(options.status).toBe(200);
    expect(options.body).toMatchObject({
      customAllowed: true,
      customLimits: { namePrefix: 'JIT-', nameMax: 32, managedPolicies: 10 },
      account: { limits: { durationMax: 'PT8H', justificationMin: 20 } },
      myPending: [{ number: 'REQ-1' }],
      myActive: [],
    });
    expect(options.body.permissionSets.map(({ name }: any) => name)).toContain(
      'ReadOnlyAccess',
    );
    expect((await get('dana', '/accounts/999999999999')).status).toBe(404);
    const legacy = await get('dana', `/accounts/${LEGACY}`);
    expect(legacy.body.canRequest).toEqual({
      allowed: false,
      because: 'Legacy Billing is suspended, so nobody can be given access.',
    });
    const open = await get('dana', '/accounts?scope=requestable&sort=id');
    expect(open.body.items.map(({ id }: any) => id)).not.toContain(LEGACY);
  });

  it('filters lists by one or several values', async () => {
    await post('dana', '/requests', body());
    await post('theo', '/requests', body());
    const number = async (query: string) =>
      (await get('ada', `/requests?${query}`)).body.totalItems;
    expect(await number('state=PENDING')).toBe(2);
    expect(await number('state=ACTIVE&state=REJECTED')).toBe(0);
    expect(await number('requester=user:default/dana')).toBe(1);
    expect(await number('q=req-2')).toBe(1);
    expect(await number('from=2026-11-23T09:00:00Z')).toBe(2);
    expect(await number('to=2026-11-23T09:00:00.000Z')).toBe(0);
    expect(await number('risk=true')).toBe(0);
    expect(await number('risk=false')).toBe(2);
  });

  it.each([
    'limit=0',
    'limit=101',
    'state=MAYBE',
    'sort=justification',
    'from=yesterday',
    'reason=rude',
    'session=short',
    'asked=everything',
    'cursor=nonsense',
    'limits=3',
  ])('400 for GET /requests?%s', async query => {
    const reply = await get('ada', `/requests?${query}`);
    expect(reply.status).toBe(400);
    expect(reply.body.error.code).toMatch(/malformed|invalid-cursor/);
  });

  it('serves its description, which knows every route', async () => {
    const reply = await get('dana', '/openapi.json');
    expect(reply.status).toBe(200);
    expect(Object.keys(reply.body.paths)).toEqual(
      Object.keys((await readSpec()).paths),
    );
  });
});
