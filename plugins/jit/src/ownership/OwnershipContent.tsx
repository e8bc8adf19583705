import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { Link } from 'react-router-dom';
import { useJitLinks } from '../routes';
import { PageFor } from '../shared/PageFor';
import { useWords } from '../translation';
import { DriftList } from './DriftList';

/** The tabs are links: each has an address of its own. */
function OwnershipTabs() {
  const t = useWords();
  const links = useJitLinks();
  return (
    <Tabs
      value="drift"
      style={{ marginBottom: 16 }}
      aria-label={t('ownership.tabs')}
      indicatorColor="primary"
      textColor="inherit"
    >
      <Tab
        value="drift"
        label={t('ownership.drift.tab')}
        component={Link}
        to={links.drift}
      />
    </Tabs>
  );
}

/** Account Ownership, for Admins: where AWS and the record differ. */
export function OwnershipContent() {
  const t = useWords();
  return (
    <PageFor
      name={t('common.page.ownership')}
      may={me => me.capabilities.canAdmin}
      noAccess={t('ownership.noAccess')}
    >
      {() => (
        <>
          <OwnershipTabs />
          <DriftList />
        </>
      )}
    </PageFor>
  );
}
