import { AuthenticationError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';

/** Believes the header, as long as it names one of the configured people. */
export function createDemoAuthenticator() {
  return createProxyAuthenticator<
    Set<string>,
    { name: string },
    { demoUser: string }
  >({
    defaultProfileTransform: async () => ({ profile: {} }),
    initialize({ config }) {
      return new Set(
        config.getConfigArray('people').map(one => one.getString('name')),
      );
    },
    async authenticate({ req }, people) {
      const name = req.header('x-demo-user');
      if (!name || !people.has(name)) {
        throw new AuthenticationError(
          `The header x-demo-user must name one of: ${[...people].join(', ')}`,
        );
      }
      return { result: { name }, providerInfo: { demoUser: name } };
    },
  });
}
