import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { Account, AccountQuery } from '@jit-portal/backstage-plugin-jit-common';
import { useWords } from '../translation';
import { AccountOption } from './AccountOption';
import { useAccountSearch } from './useAccountSearch';

/** Finds one account of a scope, by name or id. */
export function AccountPicker(props: {
  id?: string;
  scope: AccountQuery['scope'];
  chosen?: Account;
  onChoose(account: Account | undefined): void;
  label: string;
  placeholder: string;
  size?: 'small';
}) {
  const t = useWords();
  const search = useAccountSearch(props.scope);
  return (
    <Autocomplete<Account>
      id={props.id}
      size={props.size}
      options={search.accounts}
      value={props.chosen ?? null}
      loading={search.isLoading}
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
        search.setText(why === 'input' ? value : '')
      }
      renderOption={one => <AccountOption account={one} />}
      renderInput={params => (
        <TextField
          {...params}
          variant="outlined"
          label={props.label}
          placeholder={props.placeholder}
        />
      )}
    />
  );
}
