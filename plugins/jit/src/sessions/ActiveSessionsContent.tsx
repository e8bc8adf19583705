import { useState } from 'react';
import { Link, LinkButton } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Paper from '@material-ui/core/Paper';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  Session,
  isFinalSession,
  openStates,
} from '@jit-portal/backstage-plugin-jit-common';
import { useQueryClient } from '@tanstack/react-query';
import { useJitQuery, useMe } from '../api';
import { useJitLinks } from '../routes';
import { EmptyNote } from '../shared/EmptyNote';
import { JitPage } from '../shared/JitPage';
import { LoadError } from '../shared/LoadError';
import { useIsSlow } from '../lists/SkeletonRows';
import { ListHead } from '../lists/ListFrame';
import { HeldRow, useHeldRows } from '../lists/useHeldRows';
import { useWords } from '../translation';
import { EndedSessions } from './EndedSessions';
import { SessionCard } from './SessionCard';

const MOST = 100;

function useMyOpenSessions() {
  return useJitQuery({
    queryKey: ['sessions', 'mine', 'open'],
    ask: api =>
      api.listSessions({
        scope: 'mine',
        state: [...openStates],
        sort: 'expiresAt',
        order: 'asc',
        limit: MOST,
      }),
  });
}

function SkeletonCard() {
  return useIsSlow() ? <Skeleton variant="rect" height={140} /> : null;
}

function NoSessions() {
  const t = useWords();
  const links = useJitLinks();
  const me = useMe();
  return (
    <Paper>
      <EmptyNote
        title={t('requester.sessions.empty')}
        text={
          // Whoever has to end somebody's session in a hurry looks here first
          me.data?.capabilities.canApprove && (
            <>
              {t('requester.sessions.others')}{' '}
              <Link to={links.page('manageSessions')} underline="always">
                {t('common.page.manageSessions')}
              </Link>
            </>
          )
        }
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
    </Paper>
  );
}

function Cards({ rows }: { rows: HeldRow<Session>[] }) {
  const t = useWords();
  if (rows.length === 0) return <NoSessions />;
  return (
    <ul
      aria-label={t('common.page.sessions')}
      style={{
        listStyle: 'none',
        margin: 0,
        padding: 0,
        display: 'grid',
        gap: 16,
      }}
    >
      {rows.map(row => (
        <SessionCard key={row.key} session={row.item} />
      ))}
    </ul>
  );
}

/** Active Sessions: what I have, how to use it, and what ended lately. */
export function ActiveSessionsContent() {
  const t = useWords();
  const client = useQueryClient();
  const query = useMyOpenSessions();
  const [view, setView] = useState(0);
  const held = useHeldRows<Session>({
    query,
    keyOf: one => one.id,
    versionOf: one => one.version,
    viewKey: 'open',
    // What ended while it is shown turns in place, with who and why
    lookUp: (api, id) => api.getSession(id),
    belongs: one => !isFinalSession(one.status),
  });
  const refresh = async () => {
    await Promise.all([
      held.refresh(),
      client.refetchQueries({ queryKey: ['jit', 'sessions', 'mine', 'ended'] }),
    ]);
    setView(before => before + 1);
  };
  const name = t('common.page.sessions');
  return (
    <JitPage name={name}>
      <ListHead
        title={name}
        query={query}
        held={held}
        onRefresh={refresh}
        newRows="newSessions"
      />
      {query.data && <Cards rows={held.rows} />}
      {query.isLoading && <SkeletonCard />}
      {query.isError && !query.data && (
        <LoadError
          what={t('requester.sessions.what')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      )}
      <Box mt={4}>
        <EndedSessions view={view} />
      </Box>
    </JitPage>
  );
}
