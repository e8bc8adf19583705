import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { Me } from '@jit-portal/backstage-plugin-jit-common';
import { AccountPicker } from '../shared/AccountPicker';
import { useAccountNames } from '../shared/useAccountNames';
import { useWords } from '../translation';
import { FilterChip, filterChips } from './ListToolbar';
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
  const { account } = list.state.filters;
  return (
    <div style={{ minWidth: 220 }}>
      <AccountPicker
        // What was picked is a chip: the box is empty again for the next
        key={account.join(' ')}
        size="small"
        scope={scope}
        label={t('approver.filter.account')}
        placeholder={t(
          account.length > 0
            ? 'approver.filter.oneMoreAccount'
            : 'approver.filter.allAccounts',
        )}
        onChoose={one => addToFilter(list, 'account', one?.id)}
      />
    </div>
  );
}

/** The accounts that a list is filtered by, called by their names. */
export function useAccountChips(list: ListControls): FilterChip[] {
  const t = useWords();
  const nameOf = useAccountNames(list.state.filters.account);
  return filterChips(list, 'account', t('approver.filter.account'), nameOf);
}

/** Standard or custom, as a chip. */
export function useTypeChips(list: ListControls): FilterChip[] {
  const t = useWords();
  return filterChips(list, 'type', t('approver.filter.type'), type =>
    t(`common.setType.${type as (typeof TYPES)[number]}`),
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
