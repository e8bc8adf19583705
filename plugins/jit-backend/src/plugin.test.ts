import { permissionsRegistryServiceFactory } from '@backstage/backend-defaults/permissionsRegistry';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  demoSeed,
  Emulator,
  startEmulator,
} from '@jit-portal/identity-center-emulator';
import request from 'supertest';
import { stitched, TRUSTED } from './accounts/__testUtils__/entities';
import { jitPlugin } from './plugin';
import {
  catalog,
  PRODUCTION,
  refOf,
  roles,
} from './router/__testUtils__/matrix/cast';
import { body } from './testing/Portal';

jest.setTimeout(60_000);

describe('a portal in which permissions are switched off (H20)', () => {
  let emulator: Emulator;
  let backend: TestBackend;

  beforeAll(async () => {
    emulator = await startEmulator({ port: 0, seed: demoSeed });
    backend = await startTestBackend({
      features: [
        jitPlugin,
        catalogServiceMock.factory({
          entities: stitched(catalog({ withFred: false })),
        }),
        // Backstage's own, which allow everything to everybody when switched off
        permissionsServiceFactory,
        permissionsRegistryServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            permission: { enabled: false },
            catalog: {
              locations: [
                { type: 'file', target: TRUSTED.slice('file:'.length) },
              ],
            },
            jit: {
              roles,
              permissionSets: { offered: ['ReadOnlyAccess'] },
              aws: {
                region: demoSeed.region,
                instanceArn: demoSeed.instanceArn,
                endpoint: emulator.url,
              },
            },
          },
        }),
      ],
    });
  });
  afterAll(async () => {
    await backend.stop();
    await emulator.close();
  });

  const get = (name: string, path: string) =>
    request(backend.server)
      .get(`/api/jit${path}`)
      .set('Authorization', mockCredentials.user.header(refOf(name)));
  const post = (name: string, path: string, sent: object) =>
    request(backend.server)
      .post(`/api/jit${path}`)
      .set('Authorization', mockCredentials.user.header(refOf(name)))
      .send(sent);

  /** As soon as the portal has read the catalog and AWS; attempts are counted. */
  async function asked() {
    for (;;) {
      const options = await get(
        'dana',
        `/accounts/${PRODUCTION}/request-options`,
      );
      if (options.body.permissionSets?.length) break;
      expect([200, 404, 503]).toContain(options.status);
    }
    const reply = await post(
      'dana',
      '/requests',
      body({ accountId: PRODUCTION }),
    );
    expect([reply.status, reply.body]).toEqual([201, expect.anything()]);
    return reply.body;
  }

  it('reviews are for those who may, and for nobody else', async () => {
    const { number, version } = await asked();
    const approve = { version, decision: 'approve' };
    const path = `/requests/${number}`;

    expect((await get('devon', path)).status).toBe(404);
    expect((await get('devon', '/requests')).body.totalItems).toBe(0);
    expect((await get('devon', '/drift')).status).toBe(403);
    for (const [name, status] of [
      ['dana', 403],
      ['devon', 404],
      ['audrey', 403],
      ['fred', 404],
    ] as const) {
      const reply = await post(name, `${path}/reviews`, approve);
      expect([name, reply.status]).toEqual([name, status]);
    }
    const service = await request(backend.server)
      .post(`/api/jit${path}/reviews`)
      .set('Authorization', mockCredentials.service.header())
      .send(approve);
    expect(service.status).toBe(403);
    const nobody = await request(backend.server)
      .post(`/api/jit${path}/reviews`)
      .set('Authorization', mockCredentials.none.header())
      .send(approve);
    expect(nobody.status).toBe(401);

    const approved = await post('omar', `${path}/reviews`, approve);
    expect([approved.status, approved.body.status]).toEqual([200, 'APPROVED']);
  });
});
