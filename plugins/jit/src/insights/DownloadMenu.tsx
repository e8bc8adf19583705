import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import GetAppIcon from '@material-ui/icons/GetApp';
import { useWords } from '../translation';

/** Download data: every number of the page, for a spreadsheet or a program. */
export function DownloadMenu(props: {
  onDownload(as: 'csv' | 'json'): void;
  disabled: boolean;
}) {
  const t = useWords();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const choose = (as: 'csv' | 'json') => () => {
    setAnchor(null);
    props.onDownload(as);
  };
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<GetAppIcon />}
        aria-haspopup="menu"
        aria-expanded={Boolean(anchor)}
        disabled={props.disabled}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('insights.download')}
      </Button>
      <Menu
        anchorEl={anchor}
        open={Boolean(anchor)}
        onClose={() => setAnchor(null)}
        MenuListProps={{ 'aria-label': t('insights.download') }}
      >
        <MenuItem onClick={choose('csv')}>{t('insights.downloadCsv')}</MenuItem>
        <MenuItem onClick={choose('json')}>
          {t('insights.downloadJson')}
        </MenuItem>
      </Menu>
    </>
  );
}
