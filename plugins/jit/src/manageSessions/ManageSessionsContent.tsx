import { useRef, useState } from 'react';
import { Progress } from '@backstage/core-components';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Switch from '@material-ui/core/Switch';
import {
  Session,
  SessionQuery,
  State,
} from '@jit-portal/backstage-plugin-jit-common';
import { useSearchParams } from 'react-router-dom';
import { useJitQuery, useMe } from '../api';
import { ActionButton } from '../shared/ActionButton';
import { Banner } from '../shared/Banner';
import { EmptyNote } from '../shared/EmptyNote';
import { JitPage } from '../shared/JitPage';
import { JitTable } from '../shared/JitTable';
import { ListFooter } from '../shared/ListFooter';
import { FilterChip, ListToolbar } from '../shared/ListToolbar';
import { LoadError } from '../shared/LoadError';
import { NewRowsPill } from '../shared/NewRowsPill';
import { NoAccess } from '../shared/NoAccess';
import { PageTitleBar } from '../shared/PageTitleBar';
import { QueryBanners } from '../shared/QueryBanners';
import { HeldRow, useHeldRows } from '../shared/useHeldRows';
import {
  ListControls,
  ListRules,
  ListState,
  useListState,
} from '../shared/useListState';
import { useWords } from '../translation';
import { RevokeDialog } from './RevokeDialog';
import { revokeActionOf } from './revokeWords';
import { SessionDialog } from './SessionDialog';
import { useManageColumns } from './useManageColumns';

/** Sessions in which access may stand. */
const OPEN: State[] = ['SETTING_UP', 'ACTIVE', 'ENDING', 'REVOKING'];

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

function useManaged(state: ListState) {
  const { filters } = state;
  return useJitQuery({
    queryKey: ['sessions', 'managed', state.viewKey],
    ask: api =>
      api.listSessions({
        scope: 'managed',
        state: OPEN,
        q: state.q || undefined,
        account: filters.account,
        user: filters.user,
        longRunning: filters.longRunning.length > 0 || undefined,
        offHours: filters.offHours.length > 0 || undefined,
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

/** A list of one person's sessions: for an incident, all of them at once. */
function RevokeAll(props: {
  list: ListControls;
  rows: readonly HeldRow<Session>[];
  onRevoke(sessions: Session[]): void;
}) {
  const { list, rows, onRevoke } = props;
  const t = useWords();
  const sessions = rows
    .filter(row => !row.gone && revokeActionOf(row.item)?.allowed)
    .map(row => row.item);
  if (list.state.filters.user.length !== 1 || sessions.length < 2) return null;
  return (
    <ActionButton onClick={() => onRevoke(sessions)}>
      {t('approver.manage.revokeAll', { n: String(sessions.length) })}
    </ActionButton>
  );
}

function useChips(list: ListControls): FilterChip[] {
  const t = useWords();
  const of = (key: 'account' | 'user', name: string): FilterChip[] =>
    list.state.filters[key].map(value => ({
      name,
      value,
      remove: () =>
        list.setFilter(
          key,
          list.state.filters[key].filter(one => one !== value),
        ),
    }));
  return [
    ...of('account', t('approver.filter.account')),
    ...of('user', t('approver.filter.user')),
  ];
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

function Sessions() {
  const t = useWords();
  const list = useListState(rules);
  const query = useManaged(list.state);
  const title = useRef<HTMLHeadingElement>(null);
  const [toRevoke, setToRevoke] = useState<Session[]>();
  const details = useOpenSession();
  const held = useHeldRows<Session>({
    query,
    keyOf: one => one.id,
    versionOf: one => `${one.version} ${one.state}`,
    viewKey: list.state.viewKey,
    lookUp: (api, id) => api.getSession(id),
    belongs: one => OPEN.includes(one.state),
  });
  const columns = useManageColumns({
    open: details.change,
    revoke: session => setToRevoke([session]),
  });
  const late = held.rows.filter(row => row.item.removal?.late).length;
  const name = t('common.page.manageSessions');
  const chips = useChips(list);
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
        searchLabel={t('approver.manage.search')}
        chips={chips}
      >
        <Only list={list} filter="longRunning" />
        <Only list={list} filter="offHours" />
        <RevokeAll list={list} rows={held.rows} onRevoke={setToRevoke} />
      </ListToolbar>
      <QueryBanners query={query} />
      {late > 0 && (
        <Banner family="red" role="status">
          {t('approver.manage.lateBanner', { count: late })}
        </Banner>
      )}
      <NewRowsPill count={held.newCount} of="newSessions" onShow={show} />
      {query.isError && !query.data ? (
        <LoadError
          what={t('approver.manage.what')}
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
          empty={
            <EmptyNote
              title={
                list.state.isFiltered
                  ? t('common.list.noMatches', {
                      things: t('approver.manage.things'),
                    })
                  : t('approver.manage.empty')
              }
            />
          }
          footer={<ListFooter list={list} answer={query.data} />}
        />
      )}
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
  const me = useMe();
  const name = t('common.page.manageSessions');
  const content = () => {
    if (me.data?.capabilities.canApprove) return <Sessions />;
    if (me.data) {
      return <NoAccess page={name} text={t('approver.manage.noAccess')} />;
    }
    return me.isError ? (
      <LoadError what={name} error={me.error} onRetry={() => me.refetch()} />
    ) : (
      <Progress />
    );
  };
  return <JitPage name={name}>{content()}</JitPage>;
}
