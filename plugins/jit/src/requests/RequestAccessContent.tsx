import Box from '@material-ui/core/Box';
import Card from '@material-ui/core/Card';
import CardContent from '@material-ui/core/CardContent';
import { useSearchParams } from 'react-router-dom';
import { Account } from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery } from '../api';
import { JitPage } from '../shared/JitPage';
import { useWords } from '../translation';
import { AccountPicker } from './AccountPicker';
import { RequestPanel } from './RequestPanel';
import { useRequestOptions } from './useRequestOptions';
import { useStartFromLink } from './useStartFromLink';

const ID = /^\d{12}$/;

/** The account a link names, by its twelve digits or its entity ref. */
function useAccountOfLink(): string | undefined {
  const [search] = useSearchParams();
  const text = search.get('account') ?? '';
  const isRef = text !== '' && !ID.test(text);
  const found = useJitQuery({
    queryKey: ['accounts', 'ref', text],
    ask: api =>
      api.listAccounts({ scope: 'requestable', q: text.split('/').pop() }),
    enabled: isRef,
  });
  if (!isRef) return text || undefined;
  return found.data?.items.find(one => one.entityRef === text)?.id;
}

/** Request Access: choose an account, then ask. */
export function RequestAccessContent() {
  const t = useWords();
  const [, setSearch] = useSearchParams();
  const accountId = useAccountOfLink();
  const options = useRequestOptions(accountId);
  const start = useStartFromLink();
  const choose = (account: Account | undefined) =>
    setSearch(account ? { account: account.id } : {}, { replace: true });
  return (
    <JitPage name={t('common.page.request')}>
      <Card style={{ maxWidth: 760 }}>
        <CardContent>
          <h2 style={{ marginTop: 0 }}>{t('common.page.request')}</h2>
          <AccountPicker
            key={options.data?.account.id}
            chosen={options.data?.account}
            onChoose={choose}
          />
          {accountId && start && (
            <Box mt={2}>
              <RequestPanel key={accountId} query={options} start={start} />
            </Box>
          )}
        </CardContent>
      </Card>
    </JitPage>
  );
}
