import { useJitLinks } from '../routes';
import { PageFor } from '../shared/PageFor';
import { PageTabs } from '../shared/PageTabs';
import { useWords } from '../translation';
import { Brakes } from './Brakes';
import { DriftList } from './DriftList';
import { OwnershipList } from './OwnershipList';

type OwnershipTab = 'accounts' | 'drift';

function OwnershipTabs({ tab }: { tab: OwnershipTab }) {
  const t = useWords();
  const links = useJitLinks();
  return (
    <PageTabs
      label={t('ownership.tabs')}
      value={tab}
      tabs={[
        {
          value: 'accounts',
          label: t('ownership.accounts.tab'),
          to: links.page('ownership'),
        },
        {
          value: 'drift',
          label: t('ownership.drift.tab'),
          to: links.drift,
        },
      ]}
    />
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
          <Brakes tabs={<OwnershipTabs tab={tab} />} />
          {tab === 'accounts' ? <OwnershipList /> : <DriftList />}
        </>
      )}
    </PageFor>
  );
}
