import { useEffect, useRef } from 'react';
import { Link } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Switch from '@material-ui/core/Switch';
import Typography from '@material-ui/core/Typography';
import {
  AccessRequest,
  Me,
  RequestQuery,
  isPending,
} from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery } from '../api';
import { DetailsDialog, useOpenRequest } from '../requests/details';
import { useJitLinks } from '../routes';
import { EmptyNote } from '../shared/EmptyNote';
import { ListFrame } from '../lists/ListFrame';
import { FilterChip, filterChips } from '../lists/ListToolbar';
import {
  AccountFilter,
  TypeFilter,
  decidesOn,
  useAccountChips,
  useTypeChips,
} from '../lists/RequestFilters';
import { PageFor } from '../shared/PageFor';
import { badgeWords } from '../shared/formats';
import { useHeldRows } from '../lists/useHeldRows';
import {
  ListControls,
  ListRules,
  ListState,
  useListState,
} from '../lists/useListState';
import { useWords } from '../translation';
import { BulkReview, useRequestSelection } from './bulk/BulkReview';
import { usePendingColumns } from './usePendingColumns';

const rules: ListRules = {
  filters: {
    account: value => /^\d{12}$/.test(value),
    type: value => value === 'standard' || value === 'custom',
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
        type: state.filters.type[0] as RequestQuery['type'],
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
    <Box mt={2}>
      <Typography variant="body2">
        {t('approver.pending.own', { count })}{' '}
        <Link to={links.page('requests')} underline="always">
          {t('approver.pending.ownLink')}
        </Link>
      </Typography>
    </Box>
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
  const accounts = useAccountChips(list);
  const types = useTypeChips(list);
  return [
    ...accounts,
    ...types,
    ...filterChips(list, 'risk', t('approver.filter.risk'), () =>
      t('approver.pending.onlyRisk'),
    ),
  ];
}

/** `(3) Pending Approvals · JIT Access`, as long as the page is open. */
function useDocumentTitle(count: number | undefined, page: string) {
  const t = useWords();
  const text = count
    ? t('approver.pending.documentTitle', { n: badgeWords(count), page })
    : t('common.documentTitle', { page });
  useEffect(() => {
    document.title = text;
  }, [text]);
}

function Queue({ me }: { me: Me }) {
  const t = useWords();
  const list = useListState(rules);
  const query = usePending(list.state);
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
  const title = useRef<HTMLHeadingElement>(null);
  const dialog = useOpenRequest(held.rows, title);
  const selection = useRequestSelection(held.rows);
  const columns = usePendingColumns(dialog.open);
  const chips = useChips(list);
  const name = t('common.page.pending');
  useDocumentTitle(query.data?.totalItems, name);
  return (
    <>
      <ListFrame
        title={name}
        what={t('approver.pending.what')}
        list={list}
        query={query}
        held={held}
        columns={columns}
        searchLabel={t('approver.pending.search')}
        chips={chips}
        filters={
          <>
            <AccountFilter list={list} scope={decidesOn(me)} />
            <TypeFilter id="pending-type" list={list} />
            <OnlyRisk list={list} />
          </>
        }
        newRows="newRows"
        asCards
        selection={selection.boxes}
        titleRef={title}
        empty={<Empty isFiltered={list.state.isFiltered} />}
      />
      <BulkReview selection={selection} onOpen={dialog.open} titleRef={title} />
      <OwnWaiting count={me.counts.ownWaiting} />
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
  return (
    <PageFor
      name={t('common.page.pending')}
      may={me => me.capabilities.canApprove}
      noAccess={t('approver.pending.noAccess')}
    >
      {me => <Queue me={me} />}
    </PageFor>
  );
}
