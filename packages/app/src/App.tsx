import { createApp } from '@backstage/frontend-defaults';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { PortalSignInPage } from '@jit-portal/demo-sign-in';
import { SidebarContent } from './nav/Sidebar';

// Plugins come with `app.packages: all`; here is what is the portal's own
const portal = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SidebarContent,
    SignInPageBlueprint.make({
      params: { loader: async () => PortalSignInPage },
    }),
  ],
});

export default createApp({ features: [portal] });
