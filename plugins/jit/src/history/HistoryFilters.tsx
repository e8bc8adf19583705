import {
  AccountFilter,
  TypeFilter,
  addToFilter,
} from '../lists/RequestFilters';
import { ListControls } from '../lists/useListState';
import { RangeFilter } from './RangeFilter';
import { RangeChoice } from './ranges';
import { rangeOf } from './historyState';
import { ReviewerPicker } from './ReviewerPicker';

/** What narrows the history besides its states: when, where, what, and by whom. */
export function HistoryFilters(props: {
  list: ListControls;
  scope: 'managed' | 'all';
  onRange(choice: RangeChoice): void;
}) {
  const { list, scope } = props;
  const { reviewer } = list.state.filters;
  return (
    <>
      <RangeFilter choice={rangeOf(list.state)} onChange={props.onRange} />
      <AccountFilter list={list} scope={scope === 'all' ? 'all' : 'mine'} />
      <TypeFilter id="history-type" list={list} />
      <div style={{ minWidth: 200 }}>
        <ReviewerPicker
          key={reviewer.join(' ')}
          hasSome={reviewer.length > 0}
          onChoose={ref => addToFilter(list, 'reviewer', ref)}
        />
      </div>
    </>
  );
}
