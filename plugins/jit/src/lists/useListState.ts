import { useCallback, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What a list understands in its URL. */
export interface ListRules {
  /** Filters by URL key, each with the test its values must pass. */
  filters: Record<string, (value: string) => boolean>;
  /** What it can be sorted by; the first is the default. */
  sorts: readonly string[];
  defaultOrder: 'asc' | 'desc';
}

/** The state of a list: all of it stands in the URL, defaults left out. */
export interface ListState {
  q: string;
  filters: Record<string, string[]>;
  sort: string;
  order: 'asc' | 'desc';
  size: number;
  /** From 1. */
  page: number;
  cursor?: string;
  /** The link held values that mean nothing here; they were left out. */
  hadInvalid: boolean;
  isFiltered: boolean;
  /** Changes whenever other rows are asked for. */
  viewKey: string;
}

const PAGE_SIZES = ['10', '20', '50', '100'];
const DEFAULT_SIZE = '20';

/** `3.<cursor>`: the number for people, the cursor for the server. */
function readPage(text: string | null): { page: number; cursor?: string } {
  const [, number, cursor] = /^(\d{1,6})\.(.+)$/.exec(text ?? '') ?? [];
  return cursor ? { page: Number(number), cursor } : { page: 1 };
}

function readListState(search: URLSearchParams, rules: ListRules): ListState {
  let hadInvalid = false;
  const oneOf = (key: string, allowed: readonly string[], fallback: string) => {
    const value = search.get(key);
    if (value === null) return fallback;
    if (allowed.includes(value)) return value;
    hadInvalid = true;
    return fallback;
  };
  const filters: ListState['filters'] = {};
  for (const [key, isValid] of Object.entries(rules.filters)) {
    const values = search.getAll(key).flatMap(text => text.split(','));
    filters[key] = values.filter(isValid);
    if (filters[key].length !== values.length) hadInvalid = true;
  }
  const q = search.get('q') ?? '';
  const sort = oneOf('sort', rules.sorts, rules.sorts[0]);
  const order = oneOf('order', ['asc', 'desc'], rules.defaultOrder);
  const size = Number(oneOf('size', PAGE_SIZES, DEFAULT_SIZE));
  const { page, cursor } = readPage(search.get('page'));
  return {
    q,
    filters,
    sort,
    order: order as 'asc' | 'desc',
    size,
    page,
    cursor,
    hadInvalid,
    isFiltered: q !== '' || Object.values(filters).some(of => of.length > 0),
    viewKey: JSON.stringify([q, filters, sort, order, size, cursor]),
  };
}

/** Reads and writes the list's state in the URL (`replace`: Back leaves the list). */
export function useListState(rules: ListRules) {
  const [search, setSearch] = useSearchParams();
  const state = useMemo(() => readListState(search, rules), [search, rules]);
  // Cursors of the pages before this one; a reloaded page knows none and goes to the first
  const cursors = useRef<(string | undefined)[]>([]);

  const change = useCallback(
    (edit: (after: URLSearchParams) => void, keepPage = false) => {
      setSearch(
        before => {
          const after = new URLSearchParams(before);
          if (!keepPage) after.delete('page');
          edit(after);
          return after;
        },
        { replace: true },
      );
      if (!keepPage) cursors.current = [];
    },
    [setSearch],
  );
  const set = (after: URLSearchParams, key: string, value: string) =>
    value ? after.set(key, value) : after.delete(key);

  return {
    state,
    setSearchText: useCallback(
      (q: string) => change(after => set(after, 'q', q)),
      [change],
    ),
    setFilter: (key: string, values: string[]) =>
      change(after => set(after, key, values.join(','))),
    /** Several at once: of two changes in a row the router keeps the last alone. */
    setFilters: (filters: Record<string, string[]>) =>
      change(after =>
        Object.entries(filters).forEach(([key, values]) =>
          set(after, key, values.join(',')),
        ),
      ),
    clearFilters: () =>
      change(after =>
        ['q', ...Object.keys(rules.filters)].forEach(key => after.delete(key)),
      ),
    sortBy: (sort: string) =>
      change(after => {
        const flipped = state.order === 'asc' ? 'desc' : 'asc';
        const order = sort === state.sort ? flipped : 'asc';
        const isDefault = sort === rules.sorts[0];
        set(after, 'sort', isDefault ? '' : sort);
        const isDefaultOrder = isDefault && order === rules.defaultOrder;
        set(after, 'order', isDefaultOrder ? '' : order);
      }),
    setSize: (size: number) =>
      change(after =>
        set(after, 'size', String(size) === DEFAULT_SIZE ? '' : String(size)),
      ),
    toNextPage: (nextCursor: string) => {
      cursors.current[state.page] = state.cursor;
      change(
        after => after.set('page', `${state.page + 1}.${nextCursor}`),
        true,
      );
    },
    toPreviousPage: () => {
      const cursor = cursors.current[state.page - 1];
      const isKnown = cursor && state.page > 2;
      change(
        after =>
          set(after, 'page', isKnown ? `${state.page - 1}.${cursor}` : ''),
        true,
      );
    },
  };
}

/** What {@link useListState} gives. */
export type ListControls = ReturnType<typeof useListState>;
