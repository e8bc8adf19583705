import { ReactNode } from 'react';
import { HeldRow } from './useHeldRows';

/** A column of a table, and a line of a card. */
export interface Column<TItem> {
  id: string;
  label: string;
  render(item: TItem, row: HeldRow<TItem>): ReactNode;
  /** What the server calls this order; without it the column cannot be sorted by. */
  sort?: string;
  /** Names the row for a screen reader. One per table. */
  isRowHeader?: boolean;
  /** Where there is no room for all columns, it is a line below the row's name. */
  folds?: boolean;
}

/** Material UI would give any cell that is no td the role of a cell. */
export const rowHeader = {
  component: 'th',
  scope: 'row',
  role: 'rowheader',
} as const;

/** The order in force and how to change it. */
export interface Sorting {
  by: string;
  order: 'asc' | 'desc';
  onSort(by: string): void;
}

/** Rows that are shown as they come, for lists that do not hold them. */
export function plainRows<TItem>(
  items: readonly TItem[],
  keyOf: (item: TItem) => string,
): HeldRow<TItem>[] {
  return items.map(item => ({
    key: keyOf(item),
    item,
    gone: false,
    changed: false,
  }));
}
