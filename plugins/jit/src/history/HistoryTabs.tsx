import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { Link } from 'react-router-dom';
import { useJitLinks } from '../routes';
import { useWords } from '../translation';

/** Request History and its Insights; the tabs are links with addresses of their own. */
export function HistoryTabs({ value }: { value: 'history' | 'insights' }) {
  const t = useWords();
  const links = useJitLinks();
  return (
    <Tabs
      value={value}
      style={{ marginBottom: 16 }}
      aria-label={t('insights.tabs')}
      indicatorColor="primary"
      textColor="inherit"
    >
      <Tab
        value="history"
        label={t('insights.history')}
        component={Link}
        to={links.page('history')}
      />
      <Tab
        value="insights"
        label={t('common.page.insights')}
        component={Link}
        to={links.insights}
      />
    </Tabs>
  );
}
