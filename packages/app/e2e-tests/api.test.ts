import { expect } from '@playwright/test';
import { apiOf, assignmentsOf, moveClock } from './support/people';
import { crash, Portal, testWithPortal } from './support/portal';

/*
 * The main job over the API, on PostgreSQL, with the backend killed at every
 * turn: whatever was said to somebody still holds when it is back.
 */
const PRODUCTION = '111111111111';
const STAGING = '222222222222';
const LEGACY = '555555555555';

const test = testWithPortal({
  appPackage: null,
  postgres: process.env.JIT_TEST_POSTGRES,
});

/** The request whose session the second story lets come to its end. */
let granted: string;

async function stateOf(portal: Portal, name: string, id: string) {
  const api = await apiOf(portal, name);
  return (await api.get(`/requests/${id}`)).body.state;
}

async function restart(portal: Portal) {
  await crash(portal, 'backend');
  portal.startBackend();
  await portal.backendReady();
}

test('a request is asked for, approved once, and seen by nobody else', async ({
  portal,
}) => {
  const dana = await apiOf(portal, 'dana');
  const theo = await apiOf(portal, 'theo');
  const omar = await apiOf(portal, 'omar');
  const olivia = await apiOf(portal, 'olivia');

  const asked = await dana.ask(PRODUCTION, 'ReadOnlyAccess');
  expect(asked.status).toBe(201);
  const { id, version, number } = asked.body;
  expect(number).toMatch(/^REQ-\d+$/);

  // What may not be read does not exist
  expect((await theo.get(`/requests/${id}`)).status).toBe(404);
  expect(
    (
      await theo.post(`/requests/${id}/reviews`, {
        version,
        decision: 'approve',
      })
    ).status,
  ).toBe(404);

  const own = await dana.post(`/requests/${id}/reviews`, {
    version,
    decision: 'approve',
  });
  expect(own.status).toBe(403);
  expect(own.body.error.message).toContain(
    'You cannot review your own request',
  );

  const again = await dana.ask(PRODUCTION, 'ReadOnlyAccess');
  expect(again.status).toBe(409);

  const approved = await omar.post(`/requests/${id}/reviews`, {
    version,
    decision: 'approve',
    comment: 'Fine for OPS-771',
  });
  expect(approved.status).toBe(200);

  const second = await olivia.post(`/requests/${id}/reviews`, {
    version,
    decision: 'reject',
    comment: 'Too late',
  });
  expect(second.status).toBe(409);
  expect(second.body.error).toMatchObject({ decidedBy: 'user:default/omar' });

  await expect.poll(() => stateOf(portal, 'dana', id)).toBe('ACTIVE');
  granted = id;
  expect(await assignmentsOf(portal, 'dana', PRODUCTION)).toEqual([
    'ReadOnlyAccess',
  ]);
});

test('a session that reaches its end is gone from AWS', async ({ portal }) => {
  await moveClock(portal, 'PT1H');
  await expect
    .poll(() => assignmentsOf(portal, 'dana', PRODUCTION))
    .toEqual([]);
  await expect.poll(() => stateOf(portal, 'dana', granted)).toBe('ENDED');
});

test('what may not be asked for is refused with a reason', async ({
  portal,
}) => {
  const dana = await apiOf(portal, 'dana');
  const suspended = await dana.ask(LEGACY, 'ReadOnlyAccess');
  expect(suspended.status).toBe(400);
  expect(JSON.stringify(suspended.body.error)).toMatch(/suspended/i);
  const notOffered = await dana.ask(PRODUCTION, 'AdministratorAccess');
  expect(notOffered.status).toBe(400);
  expect(JSON.stringify(notOffered.body.error)).toMatch(/cannot be requested/i);
  const tooLong = await dana.ask(PRODUCTION, 'ReadOnlyAccess', {
    duration: 'PT9H',
  });
  expect(tooLong.status).toBe(400);
  const noah = await apiOf(portal, 'noah');
  const disabled = await noah.ask(PRODUCTION, 'ReadOnlyAccess');
  expect(disabled.status).toBe(403);
  expect(JSON.stringify(disabled.body.error)).toMatch(/disabled/i);
});

test('killing the backend loses nothing and keeps every promise', async ({
  portal,
}) => {
  test.setTimeout(240_000);
  const dana = await apiOf(portal, 'dana');
  const { body: asked } = await dana.ask(STAGING, 'ReadOnlyAccess');

  // Killed while it waits for a review
  await restart(portal);
  expect(await stateOf(portal, 'dana', asked.id)).toBe('PENDING');

  // Killed right after the approval was answered
  const omar = await apiOf(portal, 'omar');
  const approved = await omar.post(`/requests/${asked.id}/reviews`, {
    version: asked.version,
    decision: 'approve',
  });
  expect(approved.status).toBe(200);
  await restart(portal);
  await expect
    .poll(() => stateOf(portal, 'dana', asked.id), { timeout: 40_000 })
    .toBe('ACTIVE');
  expect(await assignmentsOf(portal, 'dana', STAGING)).toEqual([
    'ReadOnlyAccess',
  ]);

  // Killed right after the revocation was answered
  const olivia = await apiOf(portal, 'olivia');
  const { body: sessions } = await olivia.get(
    `/sessions?scope=managed&state=ACTIVE&account=${STAGING}`,
  );
  const session = sessions.items[0];
  const revoked = await olivia.post(`/sessions/${session.id}/revoke`, {
    reason: 'Task is done',
  });
  expect(revoked.status).toBe(200);
  await restart(portal);
  await expect
    .poll(() => stateOf(portal, 'dana', asked.id), { timeout: 40_000 })
    .toBe('REVOKED');
  expect(await assignmentsOf(portal, 'dana', STAGING)).toEqual([]);
  const { body: ended } = await (
    await apiOf(portal, 'dana')
  ).get(`/sessions/${session.id}`);
  expect(ended.end).toMatchObject({
    cause: 'revoked',
    by: { displayName: 'Olivia Park' },
    reason: 'Task is done',
  });
});

test('an end that falls due while the backend is down is kept once it is back', async ({
  portal,
}) => {
  test.setTimeout(240_000);
  const theo = await apiOf(portal, 'theo');
  const { body: asked } = await theo.ask(STAGING, 'BillingView');
  const olivia = await apiOf(portal, 'olivia');
  await olivia.post(`/requests/${asked.id}/reviews`, {
    version: asked.version,
    decision: 'approve',
  });
  await expect.poll(() => stateOf(portal, 'theo', asked.id)).toBe('ACTIVE');

  await crash(portal, 'backend');
  await moveClock(portal, 'PT2H');
  expect(await assignmentsOf(portal, 'theo', STAGING)).toEqual(['BillingView']);
  portal.startBackend();
  await portal.backendReady();
  await expect
    .poll(() => assignmentsOf(portal, 'theo', STAGING), { timeout: 40_000 })
    .toEqual([]);
  await expect.poll(() => stateOf(portal, 'theo', asked.id)).toBe('ENDED');
});
