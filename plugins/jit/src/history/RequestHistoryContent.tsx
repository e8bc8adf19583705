import { useRef } from 'react';
import { Progress } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import {
  AccessRequest,
  RequestListPage,
} from '@jit-portal/backstage-plugin-jit-common';
import { serverNow, useJitQuery, useMe } from '../api';
import { DetailsDialog, useOpenRequest } from '../requests/details';
import { EmptyNote } from '../shared/EmptyNote';
import { FilterToggles } from '../shared/FilterToggles';
import { JitPage } from '../shared/JitPage';
import { JitTable } from '../shared/JitTable';
import { ListFooter } from '../shared/ListFooter';
import { FilterChip, ListToolbar } from '../shared/ListToolbar';
import { LoadError } from '../shared/LoadError';
import { NewRowsPill } from '../shared/NewRowsPill';
import { NoAccess } from '../shared/NoAccess';
import { PageTitleBar } from '../shared/PageTitleBar';
import { QueryBanners } from '../shared/QueryBanners';
import { countWords } from '../shared/formats';
import { useHeldRows } from '../shared/useHeldRows';
import { ListControls, ListState, useListState } from '../shared/useListState';
import { useZone } from '../shared/zone';
import { Words, useWords } from '../translation';
import { RangeFilter } from './RangeFilter';
import { RangeChoice } from './ranges';
import {
  historyQuery,
  historyRules,
  historyStates,
  rangeOf,
} from './historyState';
import { useHistoryColumns } from './useHistoryColumns';

function useHistory(state: ListState, zone: string, isAuditor: boolean) {
  // An approver looks back on the accounts they answer for, an auditor on all
  const scope = isAuditor ? 'all' : 'managed';
  return useJitQuery({
    queryKey: ['requests', 'history', scope, state.viewKey, zone],
    // A rolling range rolls on with each question
    ask: api => api.listRequests(historyQuery(state, serverNow(), zone, scope)),
    keepPrevious: true,
  });
}

function Statuses(props: { list: ListControls; answer?: RequestListPage }) {
  const { list, answer } = props;
  const t = useWords();
  const label = (state: (typeof historyStates)[number]) => {
    const words = t(`common.state.${state}`);
    const count = answer?.stateCounts?.[state];
    return count
      ? t('approver.history.statusChip', {
          state: words,
          n: countWords(count.count, count.isMinimum),
        })
      : words;
  };
  return (
    <FilterToggles
      label={t('approver.filter.status')}
      allLabel={t('approver.filter.all')}
      options={historyStates.map(value => ({ value, label: label(value) }))}
      chosen={list.state.filters.status}
      onChange={values => list.setFilter('status', values)}
    />
  );
}

function rangeWords(t: Words, state: ListState): string | undefined {
  const { range, from, to } = rangeOf(state);
  if (!range) return undefined;
  if (range !== 'custom') return t(`approver.history.range.${range}`);
  if (from && to) return t('approver.history.fromTo', { from, to });
  if (from) return t('approver.history.since', { from });
  return to && t('approver.history.until', { to });
}

function useChips(list: ListControls, setRange: () => void): FilterChip[] {
  const t = useWords();
  const { filters } = list.state;
  const of = (key: string, name: string): FilterChip[] =>
    filters[key].map(value => ({
      name,
      value,
      remove: () =>
        list.setFilter(
          key,
          filters[key].filter(one => one !== value),
        ),
    }));
  const range = rangeWords(t, list.state);
  return [
    ...of('account', t('approver.filter.account')),
    ...of('requester', t('common.field.requester')),
    ...of('reviewer', t('approver.filter.reviewer')),
    ...of('set', t('common.field.permissionSet')),
    ...of('type', t('approver.filter.type')),
    ...(range
      ? [{ name: t('approver.filter.range'), value: range, remove: setRange }]
      : []),
  ];
}

function Empty({ list }: { list: ListControls }) {
  const t = useWords();
  if (!list.state.isFiltered) {
    return <EmptyNote title={t('approver.history.empty')} />;
  }
  return (
    <EmptyNote
      title={t('common.list.noMatches', {
        things: t('approver.history.things'),
      })}
      action={
        <Button variant="outlined" onClick={list.clearFilters}>
          {t('common.action.clearFilters')}
        </Button>
      }
    />
  );
}

function History({ isAuditor }: { isAuditor: boolean }) {
  const t = useWords();
  const zone = useZone();
  const list = useListState(historyRules);
  const query = useHistory(list.state, zone.name, isAuditor);
  const title = useRef<HTMLHeadingElement>(null);
  const held = useHeldRows<AccessRequest>({
    query,
    keyOf: one => one.id,
    versionOf: one => `${one.version} ${one.state}`,
    viewKey: list.state.viewKey,
  });
  const dialog = useOpenRequest(held.rows);
  const columns = useHistoryColumns(dialog.open);
  const setRange = ({ range, from, to }: RangeChoice) =>
    list.setFilters({
      range: range ? [range] : [],
      from: from ? [from] : [],
      to: to ? [to] : [],
    });
  const chips = useChips(list, () => setRange({}));
  const name = t('common.page.history');
  const show = () => {
    held.show();
    title.current?.focus();
  };
  return (
    <>
      <PageTitleBar
        title={name}
        count={query.data?.totalItems}
        isMinimum={query.data?.totalIsMinimum}
        query={query}
        titleRef={title}
        onRefresh={() => held.refresh()}
      />
      <ListToolbar
        list={list}
        searchLabel={t('approver.history.search')}
        chips={chips}
      >
        <RangeFilter choice={rangeOf(list.state)} onChange={setRange} />
      </ListToolbar>
      <Statuses list={list} answer={query.data} />
      <QueryBanners query={query} />
      <NewRowsPill count={held.newCount} onShow={show} />
      {query.isError && !query.data ? (
        <LoadError
          what={t('approver.history.what')}
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
          empty={<Empty list={list} />}
          footer={<ListFooter list={list} answer={query.data} />}
        />
      )}
      <DetailsDialog
        number={dialog.number}
        neighbours={dialog.neighbours}
        onClose={dialog.close}
      />
    </>
  );
}

/** Request History: every request this person may read, in all statuses. */
export function RequestHistoryContent() {
  const t = useWords();
  const me = useMe();
  const name = t('common.page.history');
  const content = () => {
    const can = me.data?.capabilities;
    const roles = me.data?.roles ?? [];
    if (can?.canApprove || can?.canAudit) {
      return <History isAuditor={roles.includes('auditor')} />;
    }
    if (can) {
      return <NoAccess page={name} text={t('approver.history.noAccess')} />;
    }
    return me.isError ? (
      <LoadError what={name} error={me.error} onRetry={() => me.refetch()} />
    ) : (
      <Progress />
    );
  };
  return <JitPage name={name}>{content()}</JitPage>;
}
