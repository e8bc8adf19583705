import Card from '@material-ui/core/Card';
import Skeleton from '@material-ui/lab/Skeleton';
import { classNames } from '../shared/classNames';
import { useIsSlow } from './SkeletonRows';
import { moveBetweenDetails } from './ViewDetailsButton';
import { Column } from './tableColumns';
import { useTableStyles } from './tableStyles';
import { HeldRow } from './useHeldRows';

function SkeletonCards() {
  return useIsSlow() ? <Skeleton variant="rect" height={160} /> : null;
}

/** The rows of a table on a phone: the same words, one card each. */
export function JitCards<TItem>(props: {
  label: string;
  columns: readonly Column<TItem>[];
  rows: readonly HeldRow<TItem>[] | undefined;
}) {
  const classes = useTableStyles();
  if (!props.rows) return <SkeletonCards />;
  return (
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
          <dl className={classes.facts}>
            {props.columns.map(column => (
              <Fact key={column.id} column={column} row={row} />
            ))}
          </dl>
        </Card>
      ))}
    </ul>
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
