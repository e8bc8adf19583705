import { ReactNode } from 'react';
import Paper from '@material-ui/core/Paper';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { Theme } from '@material-ui/core/styles';
import { classNames } from '../shared/classNames';
import { JitCards } from './JitCards';
import { SelectPage, SelectRow } from './SelectBox';
import { SkeletonRows } from './SkeletonRows';
import { moveBetweenDetails } from './ViewDetailsButton';
import { Column, Sorting, rowHeader } from './tableColumns';
import { useTableStyles } from './tableStyles';
import { HeldRow } from './useHeldRows';
import { RowSelection } from './useSelection';

/** Props of {@link JitTable}. */
export interface JitTableProps<TItem> {
  /** The table's name. */
  label: string;
  columns: readonly Column<TItem>[];
  /** Undefined while they are first loaded. */
  rows: readonly HeldRow<TItem>[] | undefined;
  sorting?: Sorting;
  /** Check boxes before the rows. */
  selection?: RowSelection<TItem>;
  isFetching?: boolean;
  /** Cards instead of columns below 960 px; otherwise it scrolls sideways. */
  asCards?: boolean;
  /** Stands in place of the rows where there are none. */
  empty?: ReactNode;
  footer?: ReactNode;
}

function HeadCell<TItem>(props: { column: Column<TItem>; sorting?: Sorting }) {
  const { column, sorting } = props;
  const classes = useTableStyles();
  const isSorted = column.sort !== undefined && column.sort === sorting?.by;
  return (
    <TableCell
      className={classNames(
        classes.head,

        column.isRowHeader && classes.sticky,
      )}
      sortDirection={isSorted ? sorting.order : false}
    >
      {column.sort && sorting ? (
        <TableSortLabel
          active={isSorted}
          direction={isSorted ? sorting.order : 'asc'}
          onClick={() => sorting.onSort(column.sort!)}
        >
          {column.label}
        </TableSortLabel>
      ) : (
        column.label
      )}
    </TableCell>
  );
}

function Row<TItem>(props: {
  row: HeldRow<TItem>;
  columns: readonly Column<TItem>[];
  /** Columns for which there is no room: told below the row's name. */
  folded: readonly Column<TItem>[];
  selection?: RowSelection<TItem>;
}) {
  const { row, columns, folded, selection } = props;
  const classes = useTableStyles();
  return (
    <TableRow
      hover
      selected={selection?.isSelected(row)}
      className={classNames(
        classes.selected,
        row.gone && classes.dimmed,
        row.changed && classes.changed,
      )}
    >
      {selection && (
        <TableCell padding="checkbox" className={classes.box}>
          <SelectRow row={row} selection={selection} />
        </TableCell>
      )}
      {columns.map(column => (
        <TableCell
          key={column.id}
          className={classNames(
            classes.cell,

            column.isRowHeader && classes.sticky,
          )}
          {...(column.isRowHeader ? rowHeader : {})}
        >
          {column.render(row.item, row)}
          {column.isRowHeader &&
            folded.map(one => (
              <span key={one.id} className={classes.folded}>
                {one.label}: {one.render(row.item, row)}
              </span>
            ))}
        </TableCell>
      ))}
    </TableRow>
  );
}

/**
 * A native table whose order and pages are the server's. Not the core Table:
 * its header has no aria-sort, and loading replaces its rows.
 */
export function JitTable<TItem>(props: JitTableProps<TItem>) {
  const { label, rows, sorting, isFetching, selection } = props;
  const classes = useTableStyles();
  const isMiddling = useMediaQuery<Theme>(
    theme => theme.breakpoints.only('md'),
    { noSsr: true },
  );
  const folded = isMiddling ? props.columns.filter(one => one.folds) : [];
  const columns = props.columns.filter(one => !folded.includes(one));
  const isNarrow = useMediaQuery<Theme>(theme => theme.breakpoints.down('sm'), {
    noSsr: true,
  });
  if (rows?.length === 0 && props.empty) return <Paper>{props.empty}</Paper>;
  if (props.asCards && isNarrow) {
    return (
      <>
        <JitCards
          label={label}
          columns={props.columns}
          rows={rows}
          selection={selection}
        />
        {props.footer}
      </>
    );
  }
  return (
    <Paper>
      {/* Scrolls sideways when narrow, so the keyboard must reach it */}
      {/* eslint-disable jsx-a11y/no-noninteractive-tabindex */}
      <div
        className={classes.region}
        role="region"
        aria-label={label}
        tabIndex={isNarrow || isMiddling ? 0 : undefined}
      >
        <Table aria-label={label} aria-busy={isFetching || !rows}>
          <TableHead>
            <TableRow>
              {selection && (
                // No column of the list's own: a header without a name is none
                <td className={classes.pageBox}>
                  <SelectPage selection={selection} />
                </td>
              )}
              {columns.map(column => (
                <HeadCell key={column.id} column={column} sorting={sorting} />
              ))}
            </TableRow>
          </TableHead>
          <TableBody onKeyDown={moveBetweenDetails}>
            {rows ? (
              rows.map(row => (
                <Row
                  key={row.key}
                  row={row}
                  columns={columns}
                  folded={folded}
                  selection={selection}
                />
              ))
            ) : (
              <SkeletonRows columns={columns.length + (selection ? 1 : 0)} />
            )}
          </TableBody>
        </Table>
      </div>
      {props.footer}
    </Paper>
  );
}
