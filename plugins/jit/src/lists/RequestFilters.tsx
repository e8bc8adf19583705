import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { Me } from '@jit-portal/backstage-plugin-jit-common';
import { AccountPicker } from '../shared/AccountPicker';
import { useWords } from '../translation';
import { ListControls } from './useListState';

/** Each pick is one more value of a filter: the chips below tell them all. */
export function addToFilter(
  list: ListControls,
  key: string,
  value: string | undefined,
) {
  const values = list.state.filters[key];
  if (value === undefined || values.includes(value)) return;
  list.setFilter(key, [...values, value]);
}

/** SSO Admins and Admins decide on all accounts, owners on their own. */
export function decidesOn({ roles }: Me): 'mine' | 'all' {
  return roles.includes('sso-admin') || roles.includes('admin')
    ? 'all'
    : 'mine';
}

/** What is on these accounts alone. */
export function AccountFilter(props: {
  list: ListControls;
  scope: 'mine' | 'all';
}) {
  const { list, scope } = props;
  const t = useWords();
  return (
    <div style={{ minWidth: 220 }}>
      <AccountPicker
        // What was picked is a chip: the box is empty again for the next
        key={list.state.filters.account.join(' ')}
        size="small"
        scope={scope}
        label={t('approver.filter.account')}
        placeholder={t('approver.filter.allAccounts')}
        onChoose={one => addToFilter(list, 'account', one?.id)}
      />
    </div>
  );
}

const TYPES = ['standard', 'custom'] as const;

/** Standard or custom permission sets alone. */
export function TypeFilter(props: { id: string; list: ListControls }) {
  const { id, list } = props;
  const t = useWords();
  return (
    <TextField
      select
      size="small"
      variant="outlined"
      id={id}
      label={t('approver.filter.type')}
      value={list.state.filters.type[0] ?? 'all'}
      style={{ minWidth: 120 }}
      onChange={({ target: { value } }) =>
        list.setFilter('type', value === 'all' ? [] : [value])
      }
    >
      <MenuItem value="all">{t('approver.filter.allTypes')}</MenuItem>
      {TYPES.map(type => (
        <MenuItem key={type} value={type}>
          {t(`common.setType.${type}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}
