import { useRef } from 'react';
import { LinkButton } from '@backstage/core-components';
import { AccessRequest, State } from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery } from '../api';
import { useJitLinks } from '../routes';
import { EmptyNote } from '../shared/EmptyNote';
import { FilterToggles } from '../shared/FilterToggles';
import { JitPage } from '../shared/JitPage';
import { JitTable } from '../shared/JitTable';
import { ListFooter } from '../shared/ListFooter';
import { ListToolbar } from '../shared/ListToolbar';
import { LoadError } from '../shared/LoadError';
import { NewRowsPill } from '../shared/NewRowsPill';
import { PageTitleBar } from '../shared/PageTitleBar';
import { QueryBanners } from '../shared/QueryBanners';
import { useHeldRows } from '../shared/useHeldRows';
import { ListRules, ListState, useListState } from '../shared/useListState';
import { useWords } from '../translation';
import { useMyRequestColumns } from './myRequestColumns';

/** What the chips offer; Pending stands for every waiting stage. */
const FILTERS: State[] = [
  'PENDING',
  'SETTING_UP',
  'ACTIVE',
  'REJECTED',
  'EXPIRED',
  'CANCELLED',
  'ENDED',
  'REVOKED',
  'FAILED',
];

const rules: ListRules = {
  filters: { status: value => FILTERS.includes(value as State) },
  sorts: ['requestedAt', 'account', 'duration'],
  defaultOrder: 'desc',
};

function useMyRequests(state: ListState) {
  return useJitQuery({
    queryKey: ['requests', 'mine', state.viewKey],
    ask: api =>
      api.listRequests({
        scope: 'mine',
        q: state.q || undefined,
        state: state.filters.status as State[],
        sort: state.sort as 'requestedAt' | 'account' | 'duration',
        order: state.order,
        limit: state.size,
        cursor: state.cursor,
      }),
    keepPrevious: true,
  });
}

function Empty({ isFiltered }: { isFiltered: boolean }) {
  const t = useWords();
  const links = useJitLinks();
  if (isFiltered) {
    return (
      <EmptyNote
        title={t('common.list.noMatches', {
          things: t('requester.requests.things'),
        })}
      />
    );
  }
  return (
    <EmptyNote
      title={t('requester.requests.empty')}
      action={
        <LinkButton
          to={links.page('request')}
          variant="contained"
          color="primary"
        >
          {t('common.action.requestAccess')}
        </LinkButton>
      }
    />
  );
}

/** My Requests: where each of them stands. */
export function MyRequestsContent() {
  const t = useWords();
  const list = useListState(rules);
  const query = useMyRequests(list.state);
  const columns = useMyRequestColumns();
  const title = useRef<HTMLHeadingElement>(null);
  const held = useHeldRows<AccessRequest>({
    query,
    keyOf: one => one.id,
    versionOf: one => `${one.version} ${one.state}`,
    viewKey: list.state.viewKey,
  });
  const show = () => {
    held.show();
    title.current?.focus();
  };
  const name = t('common.page.requests');
  return (
    <JitPage name={name}>
      <PageTitleBar
        title={name}
        count={query.data?.totalItems}
        isMinimum={query.data?.totalIsMinimum}
        query={query}
        titleRef={title}
        onRefresh={() => held.refresh()}
      />
      <ListToolbar list={list} searchLabel={t('requester.requests.search')} />
      <FilterToggles
        label={t('requester.requests.statusFilter')}
        allLabel={t('requester.requests.all')}
        options={FILTERS.map(value => ({
          value,
          label: t(`common.state.${value}`),
        }))}
        chosen={list.state.filters.status}
        onChange={values => list.setFilter('status', values)}
      />
      <QueryBanners query={query} />
      <NewRowsPill count={held.newCount} onShow={show} />
      {query.isError && !query.data ? (
        <LoadError
          what={t('requester.requests.what')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : (
        <JitTable
          label={name}
          columns={columns}
          rows={query.data ? held.rows : undefined}
          isFetching={query.isFetching}
          sorting={{
            by: list.state.sort,
            order: list.state.order,
            onSort: list.sortBy,
          }}
          asCards
          empty={<Empty isFiltered={list.state.isFiltered} />}
          footer={<ListFooter list={list} answer={query.data} />}
        />
      )}
    </JitPage>
  );
}
