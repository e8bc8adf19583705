import { useState } from 'react';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Switch from '@material-ui/core/Switch';
import {
  Me,
  openStates,
  Session,
  SessionQuery,
} from '@jit-portal/backstage-plugin-jit-common';
import { useSearchParams } from 'react-router-dom';
import { useJitQuery } from '../api';
import { ActionButton } from '../shared/ActionButton';
import { Banner } from '../shared/Banner';
import { EmptyNote } from '../shared/EmptyNote';
import { ListFrame } from '../lists/ListFrame';
import { FilterChip, filterChips } from '../lists/ListToolbar';
import {
  AccountFilter,
  decidesOn,
  useAccountChips,
} from '../lists/RequestFilters';
import { PageFor } from '../shared/PageFor';
import { usePeopleNames } from '../shared/people';
import { HeldRow, useHeldRows } from '../lists/useHeldRows';
import {
  ListControls,
  ListRules,
  ListState,
  useListState,
} from '../lists/useListState';
import { useWords } from '../translation';
import { RevokeDialog } from './RevokeDialog';
import { revokeActionOf } from './revokeWords';
import { SessionDialog } from './SessionDialog';
import { useManageColumns } from './useManageColumns';

const isTrue = (value: string) => value === 'true';
const rules: ListRules = {
  filters: {
    account: value => /^\d{12}$/.test(value),
    user: value => /^user:[^/]+\/.+$/.test(value),
    longRunning: isTrue,
    offHours: isTrue,
  },
  sorts: ['expiresAt', 'user', 'account', 'grantedAt'],
  defaultOrder: 'asc',
};

function queryOf({ q, filters }: ListState): SessionQuery {
  return {
    scope: 'managed',
    state: [...openStates],
    q: q || undefined,
    account: filters.account,
    user: filters.user,
    longRunning: filters.longRunning.length > 0 || undefined,
    offHours: filters.offHours.length > 0 || undefined,
  };
}

function useManaged(state: ListState) {
  return useJitQuery({
    queryKey: ['sessions', 'managed', state.viewKey],
    ask: api =>
      api.listSessions({
        ...queryOf(state),
        sort: state.sort as SessionQuery['sort'],
        order: state.order,
        limit: state.size,
        cursor: state.cursor,
      }),
    keepPrevious: true,
  });
}

function Only(props: {
  list: ListControls;
  filter: 'longRunning' | 'offHours';
}) {
  const { list, filter } = props;
  const t = useWords();
  return (
    <FormControlLabel
      style={{ marginLeft: 0 }}
      control={
        <Switch
          size="small"
          color="primary"
          checked={list.state.filters[filter].length > 0}
          onChange={event =>
            list.setFilter(filter, event.target.checked ? ['true'] : [])
          }
        />
      }
      label={t(`approver.manage.${filter}`)}
    />
  );
}

/** Far more sessions than one person has. */
const ALL = 100;

/** All that may be revoked of one person, also what is on other pages. */
function useSessionsOfOne(
  list: ListControls,
  query: ReturnType<typeof useManaged>,
): Session[] {
  const { filters } = list.state;
  const isOne = filters.user.length === 1;
  const hasMore = Boolean(query.data?.nextCursor) || list.state.page > 1;
  const all = useJitQuery({
    queryKey: ['sessions', 'managed', 'of', list.state.q, filters],
    ask: api => api.listSessions({ ...queryOf(list.state), limit: ALL }),
    enabled: isOne && hasMore,
  });
  if (!isOne) return [];
  const { data } = hasMore ? all : query;
  return (data?.items ?? []).filter(one => revokeActionOf(one)?.allowed);
}

/** A list of one person's sessions: for an incident, all of them at once. */
function RevokeAll(props: {
  sessions: Session[];
  onRevoke(sessions: Session[]): void;
}) {
  const { sessions, onRevoke } = props;
  const t = useWords();
  if (sessions.length < 2) return null;
  return (
    <ActionButton onClick={() => onRevoke(sessions)}>
      {t('approver.manage.revokeAll', { n: String(sessions.length) })}
    </ActionButton>
  );
}

function useChips(list: ListControls): FilterChip[] {
  const t = useWords();
  const accounts = useAccountChips(list);
  const { user } = list.state.filters;
  const nameOf = usePeopleNames(user);
  return [
    ...accounts,
    ...filterChips(list, 'user', t('approver.filter.user'), nameOf),
  ];
}

function LateRemovals({ rows }: { rows: readonly HeldRow<Session>[] }) {
  const t = useWords();
  const count = rows.filter(row => row.item.removal?.late).length;
  if (count === 0) return null;
  return (
    <Banner family="red" role="status">
      {t('approver.manage.lateBanner', { count })}
    </Banner>
  );
}

function Empty({ isFiltered }: { isFiltered: boolean }) {
  const t = useWords();
  return (
    <EmptyNote
      title={
        isFiltered
          ? t('common.list.noMatches', { things: t('approver.manage.things') })
          : t('approver.manage.empty')
      }
    />
  );
}

function useOpenSession() {
  const [search, setSearch] = useSearchParams();
  const change = (number: string | undefined) =>
    setSearch(
      before => {
        const after = new URLSearchParams(before);
        if (number) after.set('session', number);
        else after.delete('session');
        return after;
      },
      { replace: number === undefined },
    );
  return { number: search.get('session') ?? undefined, change };
}

function Sessions({ me }: { me: Me }) {
  const t = useWords();
  const list = useListState(rules);
  const query = useManaged(list.state);
  const [toRevoke, setToRevoke] = useState<Session[]>();
  const details = useOpenSession();
  const held = useHeldRows<Session>({
    query,
    keyOf: one => one.id,
    versionOf: one => `${one.version} ${one.state}`,
    viewKey: list.state.viewKey,
    lookUp: (api, id) => api.getSession(id),
    belongs: one => openStates.includes(one.state),
  });
  const ofOne = useSessionsOfOne(list, query);
  const columns = useManageColumns({
    open: details.change,
    onlyUser: user => list.setFilter('user', [user.ref]),
    hasMore: session =>
      list.state.filters.user.length === 0 &&
      held.rows.filter(({ item }) => item.user.ref === session.user.ref)
        .length > 1,
    revoke: session => setToRevoke([session]),
  });
  const name = t('common.page.manageSessions');
  const chips = useChips(list);
  return (
    <>
      <ListFrame
        title={name}
        what={t('approver.manage.what')}
        list={list}
        query={query}
        held={held}
        columns={columns}
        searchLabel={t('approver.manage.search')}
        chips={chips}
        filters={
          <>
            <AccountFilter list={list} scope={decidesOn(me)} />
            <Only list={list} filter="longRunning" />
            <Only list={list} filter="offHours" />
            <RevokeAll sessions={ofOne} onRevoke={setToRevoke} />
          </>
        }
        newRows="newSessions"
        notes={<LateRemovals rows={held.rows} />}
        asCards
        empty={<Empty isFiltered={list.state.isFiltered} />}
      />
      {toRevoke && (
        <RevokeDialog
          sessions={toRevoke}
          onClose={() => setToRevoke(undefined)}
        />
      )}
      <SessionDialog
        number={details.number}
        onClose={() => details.change(undefined)}
      />
    </>
  );
}

/** Manage Sessions: who is inside my accounts now. */
export function ManageSessionsContent() {
  const t = useWords();
  return (
    <PageFor
      name={t('common.page.manageSessions')}
      may={me => me.capabilities.canApprove}
      noAccess={t('approver.manage.noAccess')}
    >
      {me => <Sessions me={me} />}
    </PageFor>
  );
}
