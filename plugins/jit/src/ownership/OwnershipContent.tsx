import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { Link } from 'react-router-dom';
import { useJitLinks } from '../routes';
import { PageFor } from '../shared/PageFor';
import { useWords } from '../translation';
import { Brakes } from './Brakes';
import { DriftList } from './DriftList';
import { OwnershipList } from './OwnershipList';

type OwnershipTab = 'accounts' | 'drift';

/** The tabs are links: each has an address of its own. */
function OwnershipTabs({ tab }: { tab: OwnershipTab }) {
  const t = useWords();
  const links = useJitLinks();
  return (
    <Tabs
      value={tab}
      style={{ marginBottom: 16 }}
      aria-label={t('ownership.tabs')}
      indicatorColor="primary"
      textColor="inherit"
    >
      <Tab
        value="accounts"
        label={t('ownership.accounts.tab')}
        component={Link}
        to={links.page('ownership')}
      />
      <Tab
        value="drift"
        label={t('ownership.drift.tab')}
        component={Link}
        to={links.drift}
      />
    </Tabs>
  );
}

/** Account Ownership, for Admins: who owns what, where AWS differs, and the brake. */
export function OwnershipContent({ tab }: { tab: OwnershipTab }) {
  const t = useWords();
  return (
    <PageFor
      name={t('common.page.ownership')}
      may={me => me.capabilities.canAdmin}
      noAccess={t('ownership.noAccess')}
    >
      {() => (
        <>
          <Brakes />
          <OwnershipTabs tab={tab} />
          {tab === 'accounts' ? <OwnershipList /> : <DriftList />}
        </>
      )}
    </PageFor>
  );
}
