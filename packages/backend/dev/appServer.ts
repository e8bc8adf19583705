import { createBackend } from '@backstage/backend-defaults';

/**
 * Serves the built app alone, on a port of its own, as a portal does whose
 * frontend is deployed apart from its backend.
 */
const backend = createBackend();
backend.add(import('@backstage/plugin-app-backend'));
backend.start();
