/**
 * The ready policy as a backend module:
 * `backend.add(import('@jit-portal/backstage-plugin-jit-node/policy'))`.
 *
 * @packageDocumentation
 */
import { createBackendModule } from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { JitPolicy } from './JitPolicy';

/**
 * Installs `JitPolicy`, which allows what other plugins ask about, except for
 * deleting what is in the catalog. A
 * backend has one policy: leave this out where you have your own, and call
 * `jitPolicyDecision` there.
 *
 * @public
 */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'jit-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new JitPolicy());
      },
    });
  },
});
