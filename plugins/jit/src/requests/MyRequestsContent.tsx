import { LinkButton } from '@backstage/core-components';
import { AccessRequest, State } from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery } from '../api';
import { useJitLinks } from '../routes';
import { EmptyNote } from '../shared/EmptyNote';
import { FilterToggles } from '../lists/FilterToggles';
import { JitPage } from '../shared/JitPage';
import { ListFrame } from '../lists/ListFrame';
import { useHeldRows } from '../lists/useHeldRows';
import {
  ListControls,
  ListRules,
  ListState,
  useListState,
} from '../lists/useListState';
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

function Statuses({ list }: { list: ListControls }) {
  const t = useWords();
  return (
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
  );
}

/** My Requests: where each of them stands. */
export function MyRequestsContent() {
  const t = useWords();
  const list = useListState(rules);
  const query = useMyRequests(list.state);
  const columns = useMyRequestColumns();
  const held = useHeldRows<AccessRequest>({
    query,
    keyOf: one => one.id,
    versionOf: one => `${one.version} ${one.state}`,
    viewKey: list.state.viewKey,
  });
  const name = t('common.page.requests');
  return (
    <JitPage name={name}>
      <ListFrame
        title={name}
        what={t('requester.requests.what')}
        list={list}
        query={query}
        held={held}
        columns={columns}
        searchLabel={t('requester.requests.search')}
        moreFilters={<Statuses list={list} />}
        newRows="newRows"
        asCards
        empty={<Empty isFiltered={list.state.isFiltered} />}
      />
    </JitPage>
  );
}
