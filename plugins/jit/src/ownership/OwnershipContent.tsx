import { Progress } from '@backstage/core-components';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { Link } from 'react-router-dom';
import { useMe } from '../api';
import { useJitLinks } from '../routes';
import { JitPage } from '../shared/JitPage';
import { LoadError } from '../shared/LoadError';
import { NoAccess } from '../shared/NoAccess';
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
  const me = useMe();
  const name = t('common.page.ownership');
  const content = () => {
    if (me.data?.capabilities.canAdmin) {
      return (
        <>
          <OwnershipTabs />
          <DriftList />
        </>
      );
    }
    if (me.data) {
      return <NoAccess page={name} text={t('ownership.noAccess')} />;
    }
    return me.isError ? (
      <LoadError what={name} error={me.error} onRetry={() => me.refetch()} />
    ) : (
      <Progress />
    );
  };
  return <JitPage name={name}>{content()}</JitPage>;
}
