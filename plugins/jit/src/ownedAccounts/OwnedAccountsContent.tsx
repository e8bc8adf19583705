import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import {
  Account,
  AccountQuery,
  Me,
} from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery } from '../api';
import { EmptyNote } from '../shared/EmptyNote';
import { ListFrame } from '../lists/ListFrame';
import { PageFor } from '../shared/PageFor';
import { useHeldRows } from '../lists/useHeldRows';
import {
  ListControls,
  ListRules,
  ListState,
  useListState,
} from '../lists/useListState';
import { useWords } from '../translation';
import { useOwnedColumns } from './useOwnedColumns';

const rules: ListRules = {
  filters: { scope: value => value === 'mine' || value === 'all' },
  sorts: ['name', 'id', 'pending', 'active'],
  defaultOrder: 'asc',
};

/** SSO Admins and Admins may look at all accounts. */
function seesAll({ roles }: Me): boolean {
  return roles.includes('admin') || roles.includes('sso-admin');
}

function scopeOf(state: ListState, me: Me): 'mine' | 'all' {
  const chosen = state.filters.scope[0];
  if (!seesAll(me)) return 'mine';
  if (chosen) return chosen as 'mine' | 'all';
  return me.roles.includes('owner') ? 'mine' : 'all';
}

function useOwned(state: ListState, scope: 'mine' | 'all') {
  return useJitQuery({
    queryKey: ['accounts', scope, state.viewKey],
    ask: api =>
      api.listAccounts({
        scope,
        q: state.q || undefined,
        sort: state.sort as AccountQuery['sort'],
        order: state.order,
        limit: state.size,
        cursor: state.cursor,
      }),
    keepPrevious: true,
  });
}

function Scope(props: { list: ListControls; scope: 'mine' | 'all' }) {
  const t = useWords();
  return (
    <TextField
      select
      size="small"
      variant="outlined"
      id="owned-scope"
      label={t('approver.owned.scope')}
      value={props.scope}
      style={{ minWidth: 150 }}
      onChange={event => props.list.setFilter('scope', [event.target.value])}
    >
      <MenuItem value="mine">{t('approver.owned.mine')}</MenuItem>
      <MenuItem value="all">{t('approver.owned.all')}</MenuItem>
    </TextField>
  );
}

function Empty({ list }: { list: ListControls }) {
  const t = useWords();
  const { q } = list.state;
  if (!q) {
    return (
      <EmptyNote
        title={t('approver.owned.empty')}
        text={t('approver.owned.emptyMore')}
      />
    );
  }
  return (
    <EmptyNote
      title={t('approver.owned.noMatches', { q })}
      action={
        <Button variant="outlined" onClick={() => list.setSearchText('')}>
          {t('common.action.clearSearch')}
        </Button>
      }
    />
  );
}

function Accounts({ me }: { me: Me }) {
  const t = useWords();
  const list = useListState(rules);
  const scope = scopeOf(list.state, me);
  const query = useOwned(list.state, scope);
  const columns = useOwnedColumns();
  const held = useHeldRows<Account>({
    query,
    keyOf: one => one.entityRef,
    versionOf: one => `${one.pending} ${one.active}`,
    viewKey: `${scope} ${list.state.viewKey}`,
  });
  return (
    <ListFrame
      title={t('common.page.accounts')}
      what={t('approver.owned.what')}
      list={list}
      query={query}
      held={held}
      columns={columns}
      searchLabel={t('approver.owned.search')}
      filters={seesAll(me) && <Scope list={list} scope={scope} />}
      empty={<Empty list={list} />}
    />
  );
}

/** Owned Accounts: what this person answers for, and where work waits. */
export function OwnedAccountsContent() {
  const t = useWords();
  return (
    <PageFor
      name={t('common.page.accounts')}
      may={me => me.capabilities.canApprove}
      noAccess={t('approver.owned.noAccess')}
    >
      {me => <Accounts me={me} />}
    </PageFor>
  );
}
