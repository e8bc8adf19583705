import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import ArrowDropDownIcon from '@material-ui/icons/ArrowDropDown';
import { useWords } from '../translation';
import { ZoneChoice, useZone, zoneLabel } from './zone';

/** Local time or UTC, for every time on the pages; remembered. */
export function ZoneMenu() {
  const t = useWords();
  const zone = useZone();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const choose = (choice: ZoneChoice) => () => {
    zone.choose(choice);
    setAnchor(null);
  };
  return (
    <>
      <Button
        size="small"
        aria-haspopup="menu"
        aria-expanded={Boolean(anchor)}
        endIcon={<ArrowDropDownIcon />}
        onClick={event => setAnchor(event.currentTarget)}
        style={{ textTransform: 'none' }}
      >
        {t('common.time.zone', { zone: zoneLabel(zone.choice) })}
      </Button>
      <Menu
        anchorEl={anchor}
        open={Boolean(anchor)}
        onClose={() => setAnchor(null)}
        MenuListProps={{ 'aria-label': t('common.time.zoneMenu') }}
      >
        <MenuItem selected={zone.choice === 'local'} onClick={choose('local')}>
          {t('common.time.local')}
        </MenuItem>
        <MenuItem selected={zone.choice === 'utc'} onClick={choose('utc')}>
          {t('common.time.utc')}
        </MenuItem>
      </Menu>
    </>
  );
}
