import { mockServices } from '@backstage/backend-test-utils';
import { assertDemoMayStart } from './conditions';

const good = {
  backend: { listen: { host: '127.0.0.1', port: 7007 } },
  jit: { aws: { endpoint: 'http://127.0.0.1:4580' } },
};

function config(change: object = {}) {
  return mockServices.rootConfig({ data: { ...good, ...change } });
}

describe('assertDemoMayStart (H34)', () => {
  it('lets the demo start when every condition holds', () => {
    expect(() => assertDemoMayStart(config(), 'development')).not.toThrow();
  });

  it.each([['production'], ['test'], [undefined]])(
    'stops the start when NODE_ENV is %s',
    nodeEnv => {
      expect(() => assertDemoMayStart(config(), nodeEnv)).toThrow(
        /in development alone/,
      );
    },
  );

  it.each([
    ['every interface', { host: '0.0.0.0', port: 7007 }],
    ['a name', { host: 'portal.example.com', port: 7007 }],
    ['no host', { port: 7007 }],
    ['a port alone', ':7007'],
    ['every interface, as text', '0.0.0.0:7007'],
  ])('stops the start when the backend listens on %s', (_, listen) => {
    expect(() =>
      assertDemoMayStart(config({ backend: { listen } }), 'development'),
    ).toThrow(/on loopback alone/);
  });

  it.each([
    ['no endpoint, which is the real AWS', undefined],
    ['AWS', 'https://sso.eu-west-1.amazonaws.com'],
    ['another machine', 'http://10.0.0.7:4580'],
    ['a look-alike name', 'http://127.0.0.1.example.com:4580'],
    ['nonsense', 'emulator'],
  ])('stops the start with %s', (_, endpoint) => {
    expect(() =>
      assertDemoMayStart(config({ jit: { aws: { endpoint } } }), 'development'),
    ).toThrow(/emulated Identity Center alone/);
  });

  it('has no flag that overrides a condition', () => {
    const flagged = config({
      auth: {
        providers: { demo: { dangerouslyAllowOutsideDevelopment: true } },
      },
    });
    expect(() => assertDemoMayStart(flagged, 'production')).toThrow();
  });
});
