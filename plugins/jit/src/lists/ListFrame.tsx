import { ReactNode, RefObject, useRef } from 'react';
import { ListPage } from '@jit-portal/backstage-plugin-jit-common';
import { UseQueryResult } from '@tanstack/react-query';
import { LoadError } from '../shared/LoadError';
import { JitTable } from './JitTable';
import { ListFooter } from './ListFooter';
import { FilterChip, ListToolbar } from './ListToolbar';
import { NewRowsPill } from './NewRowsPill';
import { PageTitleBar } from './PageTitleBar';
import { QueryBanners } from './QueryBanners';
import { Column } from './tableColumns';
import { useHeldRows } from './useHeldRows';
import { ListControls } from './useListState';
import { RowSelection } from './useSelection';

type ListQuery<TItem> = UseQueryResult<ListPage<TItem>, Error>;
type Held<TItem> = ReturnType<typeof useHeldRows<TItem>>;

/** What is above every list: name and count, filters, what is the matter, what is new. */
export function ListHead<TItem>(props: {
  title: string;
  /** Stands in place of title and count, where the page counts otherwise. */
  heading?: string;
  query: ListQuery<TItem>;
  held: Held<TItem>;
  /** What can be done with the whole list. */
  actions?: ReactNode;
  /** Told when Refresh is pressed, where more than the list is shown. */
  onRefresh?(): void;
  /** What waits behind the pill; without it new rows come with the next view. */
  newRows?: 'newRows' | 'newSessions';
  /** Search and filters. */
  children?: ReactNode;
  /** What the page itself has to say above its rows. */
  notes?: ReactNode;
  titleRef?: RefObject<HTMLHeadingElement>;
}) {
  const { title, query, held, newRows } = props;
  const ownRef = useRef<HTMLHeadingElement>(null);
  const heading = props.titleRef ?? ownRef;
  const show = () => {
    held.show();
    heading.current?.focus();
  };
  return (
    <>
      <PageTitleBar
        title={props.heading ?? title}
        count={props.heading ? undefined : query.data?.totalItems}
        isMinimum={query.data?.totalIsMinimum}
        query={query}
        titleRef={heading}
        onRefresh={props.onRefresh ?? (() => held.refresh())}
      >
        {props.actions}
      </PageTitleBar>
      {props.children}
      <QueryBanners query={query} />
      {props.notes}
      {newRows && (
        <NewRowsPill count={held.newCount} of={newRows} onShow={show} />
      )}
    </>
  );
}

/** The rows of a list with its pages, or why there are none. */
export function ListBody<TItem>(props: {
  title: string;
  /** What could not be loaded, such as `your requests`. */
  what: string;
  list: ListControls;
  query: ListQuery<TItem>;
  held: Held<TItem>;
  columns: readonly Column<TItem>[];
  /** Cards below 960 px; otherwise the table scrolls sideways. */
  asCards?: boolean;
  selection?: RowSelection<TItem>;
  empty: ReactNode;
}) {
  const { title, list, query, held } = props;
  if (query.isError && !query.data) {
    return (
      <LoadError
        what={props.what}
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  const { sort, order } = list.state;
  return (
    <JitTable
      label={title}
      columns={props.columns}
      rows={query.data ? held.rows : undefined}
      isFetching={query.isFetching}
      sorting={{ by: sort, order, onSort: list.sortBy }}
      asCards={props.asCards}
      selection={props.selection}
      empty={props.empty}
      footer={<ListFooter list={list} answer={query.data} />}
    />
  );
}

/** A page that is one list: what is above it, its rows, its pages. */
export function ListFrame<TItem>(props: {
  title: string;
  /** Stands in place of title and count, where the page counts otherwise. */
  heading?: string;
  /** What could not be loaded, such as `your requests`. */
  what: string;
  /** What can be done with the whole list. */
  actions?: ReactNode;
  list: ListControls;
  query: ListQuery<TItem>;
  held: Held<TItem>;
  columns: readonly Column<TItem>[];
  searchLabel: string;
  chips?: FilterChip[];
  /** Filters beside the search. */
  filters?: ReactNode;
  /** Filters that need a line of their own. */
  moreFilters?: ReactNode;
  newRows?: 'newRows' | 'newSessions';
  notes?: ReactNode;
  asCards?: boolean;
  selection?: RowSelection<TItem>;
  /** Takes the focus when what had it is gone. */
  titleRef?: RefObject<HTMLHeadingElement>;
  empty: ReactNode;
}) {
  const { title, list, query, held } = props;
  return (
    <>
      <ListHead
        title={title}
        heading={props.heading}
        query={query}
        held={held}
        newRows={props.newRows}
        actions={props.actions}
        notes={props.notes}
        titleRef={props.titleRef}
      >
        <ListToolbar
          list={list}
          searchLabel={props.searchLabel}
          chips={props.chips}
          below={props.moreFilters}
        >
          {props.filters}
        </ListToolbar>
      </ListHead>
      <ListBody
        title={title}
        what={props.what}
        list={list}
        query={query}
        held={held}
        columns={props.columns}
        asCards={props.asCards}
        selection={props.selection}
        empty={props.empty}
      />
    </>
  );
}
