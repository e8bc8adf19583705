import { createBackend } from '@backstage/backend-defaults';
import auth from '@backstage/plugin-auth-backend';
import catalog from '@backstage/plugin-catalog-backend';
import events from '@backstage/plugin-events-backend';
import notifications from '@backstage/plugin-notifications-backend';
import permission from '@backstage/plugin-permission-backend';
import signals from '@backstage/plugin-signals-backend';
import demoSignIn from '@jit-portal/auth-backend-module-demo';
import jit from '@jit-portal/backstage-plugin-jit-backend';
import jitPolicy from '@jit-portal/backstage-plugin-jit-node/policy';
import { floorPlugin } from './floor';

/* The smallest backend that is still the real plugins, and the floor. */
const backend = createBackend();
for (const feature of [
  auth,
  demoSignIn,
  catalog,
  permission,
  jitPolicy,
  events,
  signals,
  notifications,
  jit,
  floorPlugin,
]) {
  backend.add(feature);
}
backend.start().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});
