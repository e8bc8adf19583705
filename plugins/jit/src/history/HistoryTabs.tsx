import { useJitLinks } from '../routes';
import { PageTabs } from '../shared/PageTabs';
import { useWords } from '../translation';

/** Request History and its Insights. */
export function HistoryTabs({ value }: { value: 'history' | 'insights' }) {
  const t = useWords();
  const links = useJitLinks();
  return (
    <PageTabs
      label={t('insights.tabs')}
      value={value}
      tabs={[
        {
          value: 'history',
          label: t('insights.history'),
          to: links.page('history'),
        },
        {
          value: 'insights',
          label: t('common.page.insights'),
          to: links.insights,
        },
      ]}
    />
  );
}
