import { useState } from 'react';
import { HeldRow } from './useHeldRows';

/** Check boxes on the rows of a list, as the table draws them. */
export interface RowSelection<TItem> {
  isSelected(row: HeldRow<TItem>): boolean;
  /** Why a row's box is off; undefined where it may be pressed. */
  whyNot(row: HeldRow<TItem>): string | undefined;
  /** Names a row's box in full. */
  labelOf(item: TItem): string;
  toggle(row: HeldRow<TItem>): void;
  /** The box in the header: the page that is shown, and no other. */
  page: {
    label: string;
    state: 'none' | 'some' | 'all';
    /** Nothing is there to select, or not yet. */
    isEmpty: boolean;
    toggle(): void;
  };
}

interface Options<TItem> {
  rows: readonly HeldRow<TItem>[];
  max: number;
  words: {
    page: string;
    full: string;
    gone: string;
    labelOf(item: TItem): string;
  };
}

/**
 * Which rows are selected. They stay so on other pages of the list; one that
 * belongs to the list no longer leaves the selection by itself.
 */
export function useSelection<TItem>({ rows, max, words }: Options<TItem>) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, TItem>>(new Map());
  const shown = new Map(rows.map(row => [row.key, row]));
  // As fresh as the list is; from another page as it was when it was chosen
  const selected = new Map(
    [...chosen]
      .filter(([key]) => !shown.get(key)?.gone)
      .map(([key, item]) => [key, shown.get(key)?.item ?? item]),
  );
  const open = rows.filter(row => !row.gone);
  const onPage = open.filter(row => selected.has(row.key)).length;
  const isFull = selected.size >= max;

  const without = (keys: string[]) =>
    new Map([...selected].filter(([key]) => !keys.includes(key)));
  const withRows = (more: HeldRow<TItem>[]) => {
    const next = new Map(selected);
    for (const { key, item } of more) {
      if (next.size < max) next.set(key, item);
    }
    return next;
  };

  const boxes: RowSelection<TItem> = {
    isSelected: row => selected.has(row.key),
    whyNot: row => {
      if (row.gone) return words.gone;
      return isFull && !selected.has(row.key) ? words.full : undefined;
    },
    labelOf: words.labelOf,
    toggle: row =>
      setChosen(selected.has(row.key) ? without([row.key]) : withRows([row])),
    page: {
      label: words.page,
      state:
        (onPage === 0 && 'none') || (onPage === open.length ? 'all' : 'some'),
      isEmpty: open.length === 0,
      toggle: () =>
        setChosen(
          onPage > 0 ? without(open.map(row => row.key)) : withRows(open),
        ),
    },
  };
  return {
    boxes,
    selected: [...selected.values()],
    takeOut: (...keys: string[]) => setChosen(without(keys)),
    clear: () => setChosen(new Map()),
  };
}
