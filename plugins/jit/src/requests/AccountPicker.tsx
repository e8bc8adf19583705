import { useEffect, useState } from 'react';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { Account, AccountQuery } from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery } from '../api';
import { useWords } from '../translation';

const WAIT_MS = 300;
const SHOWN = 50;

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Finds an account by name or id: one that may be requested, unless told otherwise. */
export function AccountPicker(props: {
  chosen?: Account;
  onChoose(account: Account | undefined): void;
  scope?: AccountQuery['scope'];
  label?: string;
  placeholder?: string;
  size?: 'small';
}) {
  const { scope = 'requestable' } = props;
  const t = useWords();
  const [text, setText] = useState('');
  const q = useSettled(text);
  const accounts = useJitQuery({
    queryKey: ['accounts', scope, q],
    ask: api =>
      api.listAccounts({
        scope,
        q: q || undefined,
        sort: 'name',
        limit: SHOWN,
      }),
    keepPrevious: true,
  });
  return (
    <Autocomplete<Account>
      size={props.size}
      options={accounts.data?.items ?? []}
      value={props.chosen ?? null}
      loading={accounts.isFetching}
      noOptionsText={t('requester.form.noAccounts')}
      getOptionLabel={one =>
        t('common.nameAndId', { name: one.name, id: one.id })
      }
      getOptionSelected={(option, value) => option.id === value.id}
      // The server has searched already
      filterOptions={options => options}
      onChange={(_event, account) => props.onChoose(account ?? undefined)}
      onInputChange={(_event, value, why) =>
        setText(why === 'input' ? value : '')
      }
      renderOption={one => (
        <span>
          {one.name}
          <Typography
            variant="caption"
            color="textSecondary"
            display="block"
            style={{ fontFamily: 'monospace' }}
          >
            {one.id}
          </Typography>
        </span>
      )}
      renderInput={params => (
        <TextField
          {...params}
          variant="outlined"
          label={props.label ?? t('requester.form.account')}
          placeholder={
            props.placeholder ?? t('requester.form.accountPlaceholder')
          }
        />
      )}
    />
  );
}
