import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import request from 'supertest';
import { authModuleDemoProvider } from './module';

const dana = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'dana', namespace: 'default' },
  spec: { memberOf: [] },
};

async function start(change: object = {}) {
  return startTestBackend({
    features: [
      authPlugin,
      authModuleDemoProvider,
      catalogServiceMock.factory({ entities: [dana] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: {
            baseUrl: 'http://localhost:7007',
            listen: { host: '127.0.0.1', port: 0 },
          },
          auth: {
            session: { secret: 'test' },
            providers: { demo: { people: [{ name: 'dana' }] } },
          },
          jit: { aws: { endpoint: 'http://127.0.0.1:4580' } },
          ...change,
        },
      }),
    ],
  });
}

describe('the demo provider', () => {
  const before = process.env.NODE_ENV;
  beforeEach(() => {
    (process.env as { NODE_ENV?: string }).NODE_ENV = 'development';
  });
  afterEach(() => {
    (process.env as { NODE_ENV?: string }).NODE_ENV = before;
  });

  it('answers with the token of the person in the header', async () => {
    const { server } = await start();
    const response = await request(server)
      .get('/api/auth/demo/refresh')
      .set('x-demo-user', 'dana');
    expect(response.status).toBe(200);
    expect(response.body.backstageIdentity.identity.userEntityRef).toBe(
      'user:default/dana',
    );
    expect(response.body.backstageIdentity.token).toEqual(expect.any(String));
  });

  it.each([[undefined], ['mallory'], ['']])(
    'refuses somebody it does not know: %s',
    async name => {
      const { server } = await start();
      const call = request(server).get('/api/auth/demo/refresh');
      if (name !== undefined) call.set('x-demo-user', name);
      expect((await call).status).toBe(401);
    },
  );

  it('stops the whole start when AWS is not the emulator', async () => {
    await expect(start({ jit: {} })).rejects.toThrow(
      /emulated Identity Center alone/,
    );
  });
});
