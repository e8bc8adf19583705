import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { AccountPicker } from '../shared/AccountPicker';
import { ListControls } from '../lists/useListState';
import { useWords } from '../translation';
import { RangeFilter } from './RangeFilter';
import { RangeChoice } from './ranges';
import { rangeOf } from './historyState';
import { ReviewerPicker } from './ReviewerPicker';

/** Each pick is one more value of a filter: the chips below tell them all. */
function add(list: ListControls, key: string, value: string | undefined) {
  const values = list.state.filters[key];
  if (value === undefined || values.includes(value)) return;
  list.setFilter(key, [...values, value]);
}

const TYPES = ['standard', 'custom'] as const;

function TypeFilter({ list }: { list: ListControls }) {
  const t = useWords();
  return (
    <TextField
      select
      size="small"
      variant="outlined"
      id="history-type"
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

/** What narrows the history besides its states: when, where, what, and by whom. */
export function HistoryFilters(props: {
  list: ListControls;
  scope: 'managed' | 'all';
  onRange(choice: RangeChoice): void;
}) {
  const { list, scope } = props;
  const t = useWords();
  const { account, reviewer } = list.state.filters;
  return (
    <>
      <RangeFilter choice={rangeOf(list.state)} onChange={props.onRange} />
      <div style={{ minWidth: 220 }}>
        <AccountPicker
          // What was picked is a chip: the box is empty again for the next
          key={account.join(' ')}
          size="small"
          scope={scope === 'all' ? 'all' : 'mine'}
          label={t('approver.filter.account')}
          placeholder={t('approver.filter.allAccounts')}
          onChoose={one => add(list, 'account', one?.id)}
        />
      </div>
      <TypeFilter list={list} />
      <div style={{ minWidth: 200 }}>
        <ReviewerPicker
          key={reviewer.join(' ')}
          onChoose={ref => add(list, 'reviewer', ref)}
        />
      </div>
    </>
  );
}
