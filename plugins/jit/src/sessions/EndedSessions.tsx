import { useMemo } from 'react';
import Typography from '@material-ui/core/Typography';
import { Session, State } from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery } from '../api';
import { serverNow } from '../api/serverClock';
import { AccountText } from '../shared/AccountText';
import { CredentialsText } from '../shared/CredentialsText';
import { EmptyNote } from '../shared/EmptyNote';
import { ListBody } from '../lists/ListFrame';
import { ListToolbar } from '../lists/ListToolbar';
import { StatusChip } from '../shared/StatusChip';
import { TimeText } from '../shared/TimeText';
import { Column } from '../lists/tableColumns';
import { useHeldRows } from '../lists/useHeldRows';
import { ListRules, useListState } from '../lists/useListState';
import { useWords } from '../translation';
import { FailureWords, WhatRemains, endWords } from './EndWords';

const ENDED: State[] = ['ENDED', 'REVOKED', 'FAILED'];
const DAY_MS = 24 * 60 * 60_000;

const rules: ListRules = {
  filters: {},
  sorts: ['endedAt', 'account'],
  defaultOrder: 'desc',
};

function Reason({ session }: { session: Session }) {
  const t = useWords();
  return (
    <>
      {session.end && session.state !== 'FAILED' && endWords(t, session.end)}
      <FailureWords session={session} />
      <WhatRemains end={session.end} />
      <CredentialsText session={session} />
    </>
  );
}

function useColumns(): Column<Session>[] {
  const t = useWords();
  return useMemo(
    () => [
      {
        id: 'account',
        label: t('common.field.account'),
        sort: 'account',
        isRowHeader: true,
        render: one => <AccountText account={one.account} />,
      },
      {
        id: 'set',
        label: t('common.field.permissionSet'),
        render: one => one.permissionSet.name,
      },
      {
        id: 'status',
        label: t('common.field.status'),
        render: one => <StatusChip state={one.state} />,
      },
      {
        id: 'started',
        folds: true,
        label: t('requester.sessions.started'),
        render: one => <TimeText iso={one.grantedAt} />,
      },
      {
        id: 'ended',
        label: t('requester.sessions.ended'),
        sort: 'endedAt',
        render: one => <TimeText iso={one.endedAt ?? one.end?.at} />,
      },
      {
        id: 'reason',
        label: t('requester.sessions.reason'),
        render: one => <Reason session={one} />,
      },
    ],
    [t],
  );
}

function Empty({ isFiltered }: { isFiltered: boolean }) {
  const t = useWords();
  return (
    <EmptyNote
      title={
        isFiltered
          ? t('common.list.noMatches', {
              things: t('requester.sessions.things'),
            })
          : t('requester.sessions.endedEmpty')
      }
    />
  );
}

/**
 * The sessions of the last 30 days that are over, with why. One that ends
 * while the page is open is told by its card, and comes here on Refresh.
 *
 * @param props - `view` is another number after each Refresh
 */
export function EndedSessions({ view }: { view: number }) {
  const t = useWords();
  const list = useListState(rules);
  const { state } = list;
  const query = useJitQuery({
    queryKey: ['sessions', 'mine', 'ended', state.viewKey],
    ask: api =>
      api.listSessions({
        scope: 'mine',
        state: ENDED,
        from: new Date(serverNow() - 30 * DAY_MS).toISOString(),
        q: state.q || undefined,
        sort: state.sort as 'endedAt' | 'account',
        order: state.order,
        limit: state.size,
        cursor: state.cursor,
      }),
    keepPrevious: true,
  });
  const held = useHeldRows<Session>({
    query,
    keyOf: one => one.id,
    versionOf: one => one.version,
    viewKey: `${view} ${state.viewKey}`,
  });
  const columns = useColumns();
  const title = t('requester.sessions.endedTitle');
  return (
    <section>
      <Typography variant="h6" component="h2" gutterBottom>
        {title}
      </Typography>
      <ListToolbar list={list} searchLabel={t('requester.sessions.search')} />
      <ListBody
        title={title}
        what={t('requester.sessions.endedWhat')}
        list={list}
        query={query}
        held={held}
        columns={columns}
        asCards
        empty={<Empty isFiltered={state.isFiltered} />}
      />
    </section>
  );
}
