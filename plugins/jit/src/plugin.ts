import {
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { jitApiFactory } from './api/jitApi';
import { entityContentRouteRef, requestRouteRef, rootRouteRef } from './routes';

/**
 * The plugin, for portals on the classic frontend system.
 *
 * @public
 */
export const jitPlugin = createPlugin({
  id: 'jit',
  apis: [jitApiFactory],
  routes: {
    root: rootRouteRef,
    request: requestRouteRef,
    entityContent: entityContentRouteRef,
  },
});

/**
 * All pages; mount it at `/jit`.
 *
 * @public
 */
export const JitPage = jitPlugin.provide(
  createRoutableExtension({
    name: 'JitPage',
    component: () => import('./LegacyJitPage').then(m => m.LegacyJitPage),
    mountPoint: rootRouteRef,
  }),
);

/**
 * The Access tab of an account's entity page.
 *
 * @public
 */
export const EntityJitContent = jitPlugin.provide(
  createRoutableExtension({
    name: 'EntityJitContent',
    component: () => import('./entity').then(m => m.EntityAccessTab),
    mountPoint: entityContentRouteRef,
  }),
);

/**
 * The card on an account's overview.
 *
 * @public
 */
export const EntityJitCard = jitPlugin.provide(
  createComponentExtension({
    name: 'EntityJitCard',
    component: { lazy: () => import('./entity').then(m => m.EntityAccessCard) },
  }),
);
