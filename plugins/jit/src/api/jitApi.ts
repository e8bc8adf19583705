import {
  createApiFactory,
  createApiRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { JitApi, JitClient } from '@jit-portal/backstage-plugin-jit-common';

/**
 * The HTTP API of the JIT backend.
 *
 * @public
 */
export const jitApiRef = createApiRef<JitApi>({ id: 'plugin.jit.service' });

export const jitApiFactory = createApiFactory({
  api: jitApiRef,
  deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
  factory: deps => new JitClient(deps),
});
