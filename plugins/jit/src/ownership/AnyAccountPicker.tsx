import { useEffect, useState } from 'react';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { Account } from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery } from '../api';
import { useWords } from '../translation';

const WAIT_MS = 300;
const SHOWN = 50;

/** Finds any account that the portal knows, by name or id. */
export function AnyAccountPicker(props: {
  id: string;
  chosen?: Account;
  onChoose(account: Account | undefined): void;
}) {
  const t = useWords();
  const [text, setText] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(text), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const accounts = useJitQuery({
    queryKey: ['accounts', 'any', q],
    ask: api =>
      api.listAccounts({
        scope: 'all',
        q: q || undefined,
        sort: 'name',
        limit: SHOWN,
      }),
    keepPrevious: true,
  });
  return (
    <Autocomplete<Account>
      id={props.id}
      options={accounts.data?.items ?? []}
      value={props.chosen ?? null}
      loading={accounts.isFetching}
      noOptionsText={t('requester.form.noAccounts')}
      getOptionLabel={one =>
        t('common.nameAndId', { name: one.name, id: one.id })
      }
      getOptionSelected={(option, value) =>
        option.entityRef === value.entityRef
      }
      // The server has searched already
      filterOptions={options => options}
      onChange={(_event, account) => props.onChoose(account ?? undefined)}
      onInputChange={(_event, value, why) =>
        setText(why === 'input' ? value : '')
      }
      renderInput={params => (
        <TextField
          {...params}
          variant="outlined"
          label={t('ownership.brake.account')}
          placeholder={t('ownership.brake.accountPlaceholder')}
        />
      )}
    />
  );
}
