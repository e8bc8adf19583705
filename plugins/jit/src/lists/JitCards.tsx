import FormControlLabel from '@material-ui/core/FormControlLabel';
import Card from '@material-ui/core/Card';
import Skeleton from '@material-ui/lab/Skeleton';
import { classNames } from '../shared/classNames';
import { SelectPage, SelectRow } from './SelectBox';
import { useIsSlow } from './SkeletonRows';
import { moveBetweenDetails } from './ViewDetailsButton';
import { Column } from './tableColumns';
import { useTableStyles } from './tableStyles';
import { HeldRow } from './useHeldRows';
import { RowSelection } from './useSelection';

function SkeletonCards() {
  return useIsSlow() ? <Skeleton variant="rect" height={160} /> : null;
}

/** The rows of a table on a phone: the same words, one card each. */
export function JitCards<TItem>(props: {
  label: string;
  columns: readonly Column<TItem>[];
  rows: readonly HeldRow<TItem>[] | undefined;
  selection?: RowSelection<TItem>;
}) {
  const { selection } = props;
  const classes = useTableStyles();
  if (!props.rows) return <SkeletonCards />;
  const cards = (
    // The list only listens for arrows that its buttons let through
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ul
      aria-label={props.label}
      className={classes.cards}
      onKeyDown={moveBetweenDetails}
    >
      {props.rows.map(row => (
        <Card
          key={row.key}
          component="li"
          className={classNames(
            classes.card,
            row.gone && classes.dimmed,
            row.changed && classes.changed,
          )}
        >
          {selection && (
            <div className={classes.cardBox}>
              <SelectRow row={row} selection={selection} />
            </div>
          )}
          <dl className={classes.facts}>
            {props.columns.map(column => (
              <Fact key={column.id} column={column} row={row} />
            ))}
          </dl>
        </Card>
      ))}
    </ul>
  );
  if (!selection) return cards;
  return (
    <>
      <FormControlLabel
        control={<SelectPage selection={selection} />}
        label={selection.page.label}
      />
      {cards}
    </>
  );
}

function Fact<TItem>(props: { column: Column<TItem>; row: HeldRow<TItem> }) {
  const { column, row } = props;
  return (
    <>
      <dt>{column.label}</dt>
      <dd>{column.render(row.item, row)}</dd>
    </>
  );
}
