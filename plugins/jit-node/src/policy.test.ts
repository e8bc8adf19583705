import { startTestBackend } from '@backstage/backend-test-utils';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { JitPolicy } from './JitPolicy';
import jitPolicyModule from './policy';

describe('the policy module', () => {
  it('installs the ready policy', async () => {
    const setPolicy = jest.fn();
    await startTestBackend({
      extensionPoints: [[policyExtensionPoint, { setPolicy }]],
      features: [jitPolicyModule],
    });
    expect(setPolicy).toHaveBeenCalledWith(expect.any(JitPolicy));
  });
});
