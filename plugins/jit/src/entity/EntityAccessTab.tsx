import { InfoCard } from '@backstage/core-components';
import Grid from '@material-ui/core/Grid';
import { JitProvider } from '../api';
import { RequestPanel } from '../requests/RequestPanel';
import { useStartFromLink } from '../requests/useStartFromLink';
import { QueryBanners } from '../lists/QueryBanners';
import { Legible } from '../shared/Legible';
import { Stillness } from '../shared/Stillness';
import { useWords } from '../translation';
import { ApproverLinks } from './ApproverLinks';
import { MyAccess } from './MyAccess';
import { NoAccountId } from './NoAccountId';
import { useAccountEntity } from './useAccountEntity';

function Tab() {
  const t = useWords();
  const { accountId, name, options } = useAccountEntity();
  const start = useStartFromLink();
  if (!accountId) return <NoAccountId />;
  return (
    <Grid container spacing={3}>
      <Grid item xs={12} md={7}>
        <QueryBanners query={options} />
        <InfoCard
          title={t('requester.form.title', { name, id: accountId })}
          titleTypographyProps={{ component: 'h3' }}
        >
          {start && <RequestPanel query={options} start={start} />}
        </InfoCard>
      </Grid>
      <Grid item xs={12} md={5}>
        {options.data && (
          <>
            <ApproverLinks account={options.data.account} />
            <MyAccess options={options.data} />
          </>
        )}
      </Grid>
    </Grid>
  );
}

/** The Access tab: ask on the left, what I have on the right. */
export function EntityAccessTab() {
  return (
    <JitProvider>
      <Legible>
        <Stillness />
        <Tab />
      </Legible>
    </JitProvider>
  );
}
