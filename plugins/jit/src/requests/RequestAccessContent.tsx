import { useState } from 'react';
import Box from '@material-ui/core/Box';
import Card from '@material-ui/core/Card';
import CardContent from '@material-ui/core/CardContent';
import Typography from '@material-ui/core/Typography';
import { useSearchParams } from 'react-router-dom';
import { BULK_MAX } from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery } from '../api';
import { JitPage } from '../shared/JitPage';
import { useWords } from '../translation';
import { AccountsPicker } from './AccountsPicker';
import { RequestPanel } from './RequestPanel';
import { SeveralPanel } from './several/SeveralPanel';
import { useSeveralOptions } from './several/useSeveralOptions';
import { useRequestOptions } from './useRequestOptions';
import { useStartFromLink } from './useStartFromLink';

const ID = /^\d{12}$/;

/** The accounts a link names, by their twelve digits or one by its entity ref. */
function useAccountsOfLink(): string[] {
  const [search] = useSearchParams();
  const texts = (search.get('account') ?? '').split(',').filter(Boolean);
  const ref = texts.find(text => !ID.test(text));
  const found = useJitQuery({
    queryKey: ['accounts', 'ref', ref],
    ask: api =>
      api.listAccounts({ scope: 'requestable', q: ref!.split('/').pop() }),
    enabled: ref !== undefined,
  });
  const named = found.data?.items.find(one => one.entityRef === ref)?.id;
  const ids = texts.flatMap(text => (ID.test(text) ? text : named ?? []));
  return [...new Set(ids)].slice(0, BULK_MAX);
}

/** Request Access: choose an account or several, then ask. */
export function RequestAccessContent() {
  const t = useWords();
  const [, setSearch] = useSearchParams();
  const accountIds = useAccountsOfLink();
  const isSeveral = accountIds.length > 1;
  const [onlyId] = isSeveral ? [] : accountIds;
  const options = useRequestOptions(onlyId);
  const several = useSeveralOptions(isSeveral ? accountIds : []);
  const start = useStartFromLink();
  // What was sent stands alone; the next request begins after Done
  const [isSent, setSent] = useState(false);
  const chosen = isSeveral
    ? several.flatMap(one => one.options?.account ?? [])
    : [options.data?.account].flatMap(one => one ?? []);
  const choose = (ids: string[]) =>
    setSearch(ids.length > 0 ? { account: ids.join(',') } : {}, {
      replace: true,
    });
  return (
    <JitPage name={t('common.page.request')}>
      <Card style={{ maxWidth: 760 }}>
        <CardContent>
          <Typography
            variant="h5"
            component="h2"
            // The label of the field below stands on its border
            style={{ marginBottom: 16 }}
          >
            {t('common.page.request')}
          </Typography>
          {!isSent && (
            <AccountsPicker
              chosen={chosen}
              onChoose={accounts => {
                const picked = accounts.map(({ id }) => id);
                const isShown = (id: string) =>
                  chosen.some(one => one.id === id);
                // One whose name is still being loaded is not in the picker yet
                const loading = accountIds.filter(id => !isShown(id));
                choose([...new Set([...picked, ...loading])]);
              }}
            />
          )}
          {onlyId && start && (
            <Box mt={2}>
              <RequestPanel
                key={onlyId}
                query={options}
                start={start}
                onShowSent={setSent}
              />
            </Box>
          )}
          {isSeveral && start && (
            <Box mt={2}>
              <SeveralPanel
                answers={several}
                start={start}
                onChoose={choose}
                onShowSent={setSent}
              />
            </Box>
          )}
        </CardContent>
      </Card>
    </JitPage>
  );
}
