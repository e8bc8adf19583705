import { createBackend } from '@backstage/backend-defaults';
import demoSignIn from '@jit-portal/auth-backend-module-demo';
// What the demo tells needs the inside of the plugin, and ships with nothing
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { demoHistoryModule } from '../../../plugins/jit-backend/dev/demoHistoryModule';
import { portalFeatures } from '../src/features';

/*
 * The portal with its demo: sign-in as anybody, people, accounts and history.
 * Development alone; a built image knows nothing of this file (H34).
 */
const backend = createBackend();
portalFeatures.forEach(feature => backend.add(feature));
backend.add(demoSignIn);
backend.add(demoHistoryModule);
// A portal that did not start must end, not linger half-started
backend.start().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});
