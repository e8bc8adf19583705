import { createBackend } from '@backstage/backend-defaults';

/**
 * Serves the built app alone, on a port of its own, as a portal does whose
 * frontend is deployed apart from its backend.
 */
const backend = createBackend();
backend.add(import('@backstage/plugin-app-backend'));
// A portal that did not start must end, not linger half-started
backend.start().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});
