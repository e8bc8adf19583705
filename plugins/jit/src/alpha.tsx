import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityContextMenuItemBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { ANNOTATION_ACCOUNT_ID } from '@jit-portal/backstage-plugin-jit-common';
import VpnKeyIcon from '@material-ui/icons/VpnKey';
import { jitApiFactory } from './api/jitApi';
import { useRequestAccessMenuItem } from './entity/useRequestAccessMenuItem';
import { entityContentRouteRef, requestRouteRef, rootRouteRef } from './routes';

const icon = <VpnKeyIcon fontSize="inherit" />;
/** An entity that carries an AWS account id. */
const isAccount = {
  kind: 'resource',
  [`metadata.annotations.${ANNOTATION_ACCOUNT_ID}`]: { $exists: true },
};

const api = ApiBlueprint.make({
  params: defineParams => defineParams(jitApiFactory),
});

const page = PageBlueprint.make({
  params: {
    path: '/jit',
    title: 'JIT Access',
    icon,
    routeRef: rootRouteRef,
    loader: () => import('./JitRouter').then(m => <m.JitRouter frame="nfs" />),
  },
});

const entityContent = EntityContentBlueprint.make({
  name: 'access',
  params: {
    path: '/access',
    title: 'Access',
    icon,
    filter: isAccount,
    routeRef: entityContentRouteRef,
    loader: () => import('./entity').then(m => <m.EntityAccessTab />),
  },
});

const entityCard = EntityCardBlueprint.make({
  name: 'access',
  params: {
    type: 'info',
    filter: isAccount,
    loader: () => import('./entity').then(m => <m.EntityAccessCard />),
  },
});

const contextMenuItem = EntityContextMenuItemBlueprint.make({
  name: 'request-access',
  params: { icon, filter: isAccount, useProps: useRequestAccessMenuItem },
});

/**
 * The plugin, for portals on the new frontend system.
 *
 * @alpha
 */
export default createFrontendPlugin({
  pluginId: 'jit',
  title: 'JIT Access',
  icon,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    request: requestRouteRef,
    entityContent: entityContentRouteRef,
  },
  extensions: [api, page, entityContent, entityCard, contextMenuItem],
});

export { jitTranslationRef } from './translation';
