import { useEffect, useRef } from 'react';
import Checkbox from '@material-ui/core/Checkbox';
import Tooltip from '@material-ui/core/Tooltip';
import { HeldRow } from './useHeldRows';
import { RowSelection } from './useSelection';

/** A row's check box; off with its reason where it cannot be pressed. */
export function SelectRow<TItem>(props: {
  row: HeldRow<TItem>;
  selection: RowSelection<TItem>;
}) {
  const { row, selection } = props;
  const because = selection.whyNot(row);
  return (
    <Tooltip title={because ?? ''}>
      <span>
        <Checkbox
          size="small"
          color="primary"
          checked={selection.isSelected(row)}
          disabled={because !== undefined}
          inputProps={{ 'aria-label': selection.labelOf(row.item) }}
          onChange={() => selection.toggle(row)}
        />
      </span>
    </Tooltip>
  );
}

/** The box for the page that is shown. */
export function SelectPage<TItem>(props: { selection: RowSelection<TItem> }) {
  const { label, state, isEmpty, toggle } = props.selection.page;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Material UI draws the dash alone; a screen reader asks the element
    if (box.current) box.current.indeterminate = state === 'some';
  }, [state]);
  return (
    <Checkbox
      size="small"
      color="primary"
      checked={state === 'all'}
      indeterminate={state === 'some'}
      disabled={isEmpty}
      inputRef={box}
      inputProps={{ 'aria-label': label }}
      onChange={toggle}
    />
  );
}
