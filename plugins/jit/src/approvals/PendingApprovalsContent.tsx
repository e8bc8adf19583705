import { useEffect, useRef } from 'react';
import { Link, Progress } from '@backstage/core-components';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Switch from '@material-ui/core/Switch';
import Typography from '@material-ui/core/Typography';
import {
  AccessRequest,
  RequestQuery,
  isPending,
} from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery, useMe } from '../api';
import { DetailsDialog, useOpenRequest } from '../requests/details';
import { useJitLinks } from '../routes';
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
import { badgeWords } from '../shared/formats';
import { useHeldRows } from '../shared/useHeldRows';
import {
  ListControls,
  ListRules,
  ListState,
  useListState,
} from '../shared/useListState';
import { useWords } from '../translation';
import { usePendingColumns } from './usePendingColumns';

const rules: ListRules = {
  filters: {
    account: value => /^\d{12}$/.test(value),
    risk: value => value === 'true',
  },
  sorts: ['windowEndsAt', 'requester', 'account', 'duration', 'requestedAt'],
  defaultOrder: 'asc',
};

function usePending(state: ListState) {
  return useJitQuery({
    queryKey: ['requests', 'to-decide', state.viewKey],
    ask: api =>
      api.listRequests({
        scope: 'to-decide',
        q: state.q || undefined,
        account: state.filters.account,
        risk: state.filters.risk.length > 0 || undefined,
        sort: state.sort as RequestQuery['sort'],
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
          things: t('approver.pending.things'),
        })}
      />
    );
  }
  return (
    <EmptyNote
      title={t('approver.pending.empty')}
      text={t('approver.pending.emptyMore')}
      action={
        <Link to={links.page('history')}>
          {t('approver.pending.historyLink')}
        </Link>
      }
    />
  );
}

/** Own requests are not in the queue: somebody else decides them. */
function OwnWaiting({ count }: { count: number }) {
  const t = useWords();
  const links = useJitLinks();
  if (count === 0) return null;
  return (
    <Typography variant="body2">
      {t('approver.pending.own', { count })}{' '}
      <Link to={links.page('requests')}>{t('approver.pending.ownLink')}</Link>
    </Typography>
  );
}

function OnlyRisk({ list }: { list: ListControls }) {
  const t = useWords();
  return (
    <FormControlLabel
      style={{ marginLeft: 0 }}
      control={
        <Switch
          size="small"
          color="primary"
          checked={list.state.filters.risk.length > 0}
          onChange={event =>
            list.setFilter('risk', event.target.checked ? ['true'] : [])
          }
        />
      }
      label={t('approver.pending.onlyRisk')}
    />
  );
}

function useChips(list: ListControls): FilterChip[] {
  const t = useWords();
  const { account, risk } = list.state.filters;
  return [
    ...account.map(value => ({
      name: t('approver.filter.account'),
      value,
      remove: () =>
        list.setFilter(
          'account',
          account.filter(one => one !== value),
        ),
    })),
    ...(risk.length > 0
      ? [
          {
            name: t('approver.filter.risk'),
            value: t('approver.pending.onlyRisk'),
            remove: () => list.setFilter('risk', []),
          },
        ]
      : []),
  ];
}

/** `(3) Pending Approvals · JIT Access`, as long as the page is open. */
function useDocumentTitle(count: number | undefined, page: string) {
  const t = useWords();
  const text = count
    ? t('approver.pending.documentTitle', { n: badgeWords(count), page })
    : undefined;
  useEffect(() => {
    if (text) document.title = text;
  }, [text]);
}

function Queue() {
  const t = useWords();
  const list = useListState(rules);
  const query = usePending(list.state);
  const me = useMe();
  const title = useRef<HTMLHeadingElement>(null);
  const held = useHeldRows<AccessRequest>({
    query,
    keyOf: one => one.id,
    versionOf: one => `${one.version} ${one.state}`,
    viewKey: list.state.viewKey,
    lookUp: (api, id) => api.getRequest(id),
    belongs: one =>
      isPending(one.status) &&
      one.allowedActions.some(
        action => action.name === 'approve' && action.allowed,
      ),
  });
  const dialog = useOpenRequest(held.rows);
  const columns = usePendingColumns(dialog.open);
  const chips = useChips(list);
  const name = t('common.page.pending');
  useDocumentTitle(query.data?.totalItems, name);
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
        searchLabel={t('approver.pending.search')}
        chips={chips}
      >
        <OnlyRisk list={list} />
      </ListToolbar>
      <QueryBanners query={query} />
      <NewRowsPill count={held.newCount} onShow={show} />
      {query.isError && !query.data ? (
        <LoadError
          what={t('approver.pending.what')}
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
      <OwnWaiting count={me.data?.counts.ownWaiting ?? 0} />
      <DetailsDialog
        number={dialog.number}
        neighbours={dialog.neighbours}
        onClose={dialog.close}
      />
    </>
  );
}

/** Pending Approvals: what this person can decide now. */
export function PendingApprovalsContent() {
  const t = useWords();
  const me = useMe();
  const name = t('common.page.pending');
  const content = () => {
    if (me.data?.capabilities.canApprove) return <Queue />;
    if (me.data) {
      return <NoAccess page={name} text={t('approver.pending.noAccess')} />;
    }
    return me.isError ? (
      <LoadError what={name} error={me.error} onRetry={() => me.refetch()} />
    ) : (
      <Progress />
    );
  };
  return <JitPage name={name}>{content()}</JitPage>;
}
