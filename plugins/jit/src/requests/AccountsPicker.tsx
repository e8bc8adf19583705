import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { Account, BULK_MAX } from '@jit-portal/backstage-plugin-jit-common';
import { AccountOption } from '../shared/AccountOption';
import { useAccountSearch } from '../shared/useAccountSearch';
import { useWords } from '../translation';

/** Finds accounts that this person may request, by name or id. */
export function AccountsPicker(props: {
  chosen: Account[];
  onChoose(accounts: Account[]): void;
}) {
  const isFull = props.chosen.length >= BULK_MAX;
  const isSeveral = props.chosen.length > 1;
  const t = useWords();
  const search = useAccountSearch('requestable');
  return (
    <Autocomplete<Account, true>
      multiple
      filterSelectedOptions
      // Of several each has a line of its own below
      renderTags={isSeveral ? () => null : undefined}
      getOptionDisabled={() => isFull}
      options={search.accounts}
      value={props.chosen}
      loading={search.isLoading}
      noOptionsText={t('requester.form.noAccounts')}
      getOptionLabel={one =>
        t('common.nameAndId', { name: one.name, id: one.id })
      }
      getOptionSelected={(option, value) => option.id === value.id}
      // The server has searched already
      filterOptions={options => options}
      onChange={(_event, accounts) => props.onChoose(accounts)}
      onInputChange={(_event, value, why) =>
        search.setText(why === 'input' ? value : '')
      }
      renderOption={one => <AccountOption account={one} />}
      renderInput={params => (
        <TextField
          {...params}
          variant="outlined"
          label={t('requester.form.account')}
          placeholder={t('requester.form.accountPlaceholder')}
          helperText={t(
            isFull ? 'requester.several.full' : 'requester.several.help',
            { max: String(BULK_MAX) },
          )}
        />
      )}
    />
  );
}
