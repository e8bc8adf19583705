import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  Drift,
  DriftQuery,
  FindingKind,
  findingKinds,
} from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery } from '../api';
import { EmptyNote } from '../shared/EmptyNote';
import { shortTime } from '../shared/formats';
import { ListFrame } from '../lists/ListFrame';
import { useHeldRows } from '../lists/useHeldRows';
import {
  ListControls,
  ListRules,
  ListState,
  useListState,
} from '../lists/useListState';
import { useZone } from '../shared/zone';
import { useWords } from '../translation';
import { DriftFilters, viewOf, views } from './DriftFilters';
import { useDriftColumns } from './useDriftColumns';

const rules: ListRules = {
  filters: {
    view: value => (views as readonly string[]).includes(value),
    kind: value => findingKinds.includes(value as FindingKind),
  },
  sorts: ['level', 'firstSeenAt', 'lastSeenAt'],
  defaultOrder: 'asc',
};

function useDrift(state: ListState) {
  const view = viewOf(state);
  return useJitQuery({
    queryKey: ['drift', state.viewKey],
    ask: api =>
      api.listDrift({
        state: view === 'all' ? undefined : view,
        kind: state.filters.kind as FindingKind[],
        q: state.q || undefined,
        sort: state.sort as DriftQuery['sort'],
        order: state.order,
        limit: state.size,
        cursor: state.cursor,
      }),
    keepPrevious: true,
  });
}

function Empty({ list }: { list: ListControls }) {
  const t = useWords();
  const { q, filters } = list.state;
  if (q === '' && filters.kind.length === 0) {
    const view = viewOf(list.state);
    return (
      <EmptyNote
        title={t(
          view === 'resolved'
            ? 'ownership.drift.noneResolved'
            : 'ownership.drift.none',
        )}
      />
    );
  }
  return (
    <EmptyNote
      title={t('ownership.drift.noMatches')}
      action={
        <Button variant="outlined" onClick={list.clearFilters}>
          {t('common.action.clearFilters')}
        </Button>
      }
    />
  );
}

/** An empty list says little before everything was looked at once. */
function Compared({ at }: { at?: string }) {
  const t = useWords();
  const { name } = useZone();
  return (
    <Typography variant="body2" color="textSecondary" gutterBottom>
      {at
        ? t('ownership.drift.compared', { time: shortTime(at, name) })
        : t('ownership.drift.neverCompared')}
    </Typography>
  );
}

/** Where AWS differs from the portal's record, and what to do about it. */
export function DriftList() {
  const t = useWords();
  const list = useListState(rules);
  const query = useDrift(list.state);
  const columns = useDriftColumns();
  const held = useHeldRows<Drift>({
    query,
    keyOf: one => one.id,
    versionOf: one => one.resolvedAt ?? one.lastSeenAt,
    viewKey: list.state.viewKey,
  });
  return (
    <ListFrame
      title={t('ownership.drift.tab')}
      what={t('ownership.drift.what')}
      list={list}
      query={query}
      held={held}
      columns={columns}
      searchLabel={t('ownership.drift.search')}
      filters={<DriftFilters list={list} />}
      notes={query.data && <Compared at={query.data.comparedAt} />}
      empty={<Empty list={list} />}
    />
  );
}
