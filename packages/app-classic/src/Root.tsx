import { PropsWithChildren } from 'react';
import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarPage,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import {
  Settings as SidebarSettings,
  UserSettingsSignInAvatar,
} from '@backstage/plugin-user-settings';
import {
  JitSidebarIcon,
  JitSidebarSection,
} from '@jit-portal/backstage-plugin-jit';
import { DemoSwitcher } from '@jit-portal/demo-sign-in';
import HomeIcon from '@material-ui/icons/Home';
import MenuIcon from '@material-ui/icons/Menu';

export const Root = ({ children }: PropsWithChildren<{}>) => (
  <SidebarPage>
    <Sidebar>
      <SidebarGroup label="Menu" icon={<MenuIcon />}>
        <SidebarItem icon={HomeIcon} to="catalog" text="Catalog" />
      </SidebarGroup>
      <SidebarDivider />
      {/* A group of its own: a phone's bottom bar shows its icon with the count */}
      <SidebarGroup label="JIT Access" icon={<JitSidebarIcon />}>
        <SidebarScrollWrapper>
          <JitSidebarSection />
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      {/* The title tells how many requests wait, not how many notifications */}
      <NotificationsSidebarItem titleCounterEnabled={false} />
      <SidebarDivider />
      <SidebarGroup
        label="Settings"
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        <DemoSwitcher />
        <SidebarSettings />
      </SidebarGroup>
    </Sidebar>
    {children}
  </SidebarPage>
);
