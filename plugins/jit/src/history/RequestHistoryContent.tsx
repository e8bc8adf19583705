import { useRef } from 'react';
import Button from '@material-ui/core/Button';
import {
  AccessRequest,
  RejectReasonCode,
  RequestListPage,
  RequestQuery,
  SessionKind,
} from '@jit-portal/backstage-plugin-jit-common';
import { serverNow, useJitQuery } from '../api';
import { DetailsDialog, useOpenRequest } from '../requests/details';
import { EmptyNote } from '../shared/EmptyNote';
import { FilterToggles } from '../lists/FilterToggles';
import { ListFrame } from '../lists/ListFrame';
import { FilterChip, filterChips } from '../lists/ListToolbar';
import { useAccountChips, useTypeChips } from '../lists/RequestFilters';
import { PageFor } from '../shared/PageFor';
import { usePeopleNames } from '../shared/people';
import { countWords } from '../shared/formats';
import { useHeldRows } from '../lists/useHeldRows';
import { ListControls, ListState, useListState } from '../lists/useListState';
import { useZone } from '../shared/zone';
import { Words, useWords } from '../translation';
import { HistoryFilters } from './HistoryFilters';
import { HistoryTabs } from './HistoryTabs';
import { OlderNote } from './OlderNote';
import { RangeChoice } from './ranges';
import { useExport } from './useExport';
import {
  historyExport,
  historyQuery,
  historyRules,
  historyStates,
  rangeOf,
} from './historyState';
import { useHistoryColumns } from './useHistoryColumns';

type Scope = 'all' | 'managed';

function useHistory(state: ListState, zone: string, scope: Scope) {
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
  const range = rangeWords(t, list.state);
  const accounts = useAccountChips(list);
  const types = useTypeChips(list);
  const { requester, reviewer } = list.state.filters;
  const nameOf = usePeopleNames([...requester, ...reviewer]);
  return [
    ...accounts,
    ...filterChips(list, 'requester', t('common.field.requester'), nameOf),
    ...filterChips(list, 'reviewer', t('approver.filter.reviewer'), nameOf),
    ...filterChips(list, 'set', t('common.field.permissionSet')),
    ...types,
    ...filterChips(list, 'reason', t('insights.filter.reason'), code =>
      t(`insights.reasons.${code as RejectReasonCode}`),
    ),
    ...filterChips(list, 'session', t('insights.filter.session'), kind =>
      t(`insights.filter.sessions.${kind as SessionKind}`),
    ),
    ...filterChips(list, 'asked', t('insights.filter.asked')),
    ...filterChips(list, 'coveredBy', t('insights.filter.coveredBy')),
    ...(range
      ? [{ name: t('approver.filter.range'), value: range, remove: setRange }]
      : []),
  ];
}

function Empty({ list, query }: { list: ListControls; query: RequestQuery }) {
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
        <>
          <Button variant="outlined" onClick={list.clearFilters}>
            {t('common.action.clearFilters')}
          </Button>
          {rangeOf(list.state).range && (
            <OlderNote
              query={query}
              onSearchAll={() =>
                list.setFilters({ range: [], from: [], to: [] })
              }
            />
          )}
        </>
      }
    />
  );
}

function History({ isAuditor }: { isAuditor: boolean }) {
  const t = useWords();
  const zone = useZone();
  const list = useListState(historyRules);
  // An approver looks back on the accounts they answer for, an auditor on all
  const scope = isAuditor ? 'all' : 'managed';
  const query = useHistory(list.state, zone.name, scope);
  const asked = () => historyQuery(list.state, serverNow(), zone.name, scope);
  const exporting = useExport({
    key: `${scope} ${list.state.viewKey} ${zone.name}`,
    query: () => historyExport(asked()),
    zone: zone.name,
    isLarge: Boolean(query.data?.totalIsMinimum),
  });
  const held = useHeldRows<AccessRequest>({
    query,
    keyOf: one => one.id,
    versionOf: one => `${one.version} ${one.state}`,
    viewKey: list.state.viewKey,
  });
  const title = useRef<HTMLHeadingElement>(null);
  const dialog = useOpenRequest(held.rows, title);
  const columns = useHistoryColumns(dialog.open);
  const setRange = ({ range, from, to }: RangeChoice) =>
    list.setFilters({
      range: range ? [range] : [],
      from: from ? [from] : [],
      to: to ? [to] : [],
    });
  const chips = useChips(list, () => setRange({}));
  const name = t('common.page.history');
  return (
    <>
      <ListFrame
        title={name}
        what={t('approver.history.what')}
        list={list}
        query={query}
        held={held}
        columns={columns}
        searchLabel={t('approver.history.search')}
        chips={chips}
        filters={
          <HistoryFilters list={list} scope={scope} onRange={setRange} />
        }
        actions={exporting.button}
        notes={exporting.problem}
        moreFilters={<Statuses list={list} answer={query.data} />}
        newRows="newRows"
        titleRef={title}
        empty={<Empty list={list} query={asked()} />}
      />
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
  return (
    <PageFor
      name={t('common.page.history')}
      may={({ capabilities: can }) => can.canApprove || can.canAudit}
      noAccess={t('approver.history.noAccess')}
    >
      {me => (
        <>
          <HistoryTabs value="history" />
          <History isAuditor={me.roles.includes('auditor')} />
        </>
      )}
    </PageFor>
  );
}
