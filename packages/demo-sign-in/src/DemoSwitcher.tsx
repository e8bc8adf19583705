import { MouseEvent, useState } from 'react';
import { SidebarItem } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import ListItemText from '@material-ui/core/ListItemText';
import SwapHorizIcon from '@material-ui/icons/SwapHoriz';
import { chooseDemoUser, chosenDemoUser, demoPeople } from './demoUser';

/**
 * Says in the sidebar who this tab is, and lets it be somebody else. Nothing
 * where the portal is no demo.
 *
 * @public
 */
export function DemoSwitcher() {
  const people = demoPeople(useApi(configApiRef));
  const [anchor, setAnchor] = useState<Element | null>(null);
  const me = people.find(one => one.name === chosenDemoUser());
  if (!me) return null;

  const become = (name: string) => {
    chooseDemoUser(name);
    // An app's identity is set once per load
    window.location.reload();
  };

  return (
    <>
      <SidebarItem
        icon={SwapHorizIcon}
        text={`Demo: ${me.displayName}`}
        onClick={(event: MouseEvent) => setAnchor(event.currentTarget)}
      />
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
      >
        {people.map(one => (
          <MenuItem
            key={one.name}
            selected={one === me}
            onClick={() => become(one.name)}
          >
            <ListItemText
              primary={one.displayName}
              secondary={one.description}
            />
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
