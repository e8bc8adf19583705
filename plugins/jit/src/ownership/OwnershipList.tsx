import { useState } from 'react';
import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import {
  OwnershipItem,
  OwnershipListPage,
  OwnershipProblemCode,
  OwnershipQuery,
  ownershipProblems,
} from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery } from '../api';
import { ListFrame } from '../lists/ListFrame';
import { filterChips } from '../lists/ListToolbar';
import { useHeldRows } from '../lists/useHeldRows';
import {
  ListControls,
  ListRules,
  ListState,
  useListState,
} from '../lists/useListState';
import { EmptyNote } from '../shared/EmptyNote';
import { useWords } from '../translation';
import { CheckNow } from './CheckNow';
import { useOwnershipColumns } from './useOwnershipColumns';
import { OwnershipView, ownershipViews, ViewChips } from './ViewChips';
import { YamlDialog } from './YamlDialog';

const rules: ListRules = {
  filters: {
    view: value => (ownershipViews as readonly string[]).includes(value),
    problem: value => (ownershipProblems as readonly string[]).includes(value),
  },
  sorts: ['problem', 'name', 'id'],
  defaultOrder: 'asc',
};

/** What needs attention is what there is to do. */
function viewOf({ filters }: ListState): OwnershipView {
  return (filters.view[0] as OwnershipView) ?? 'attention';
}

function useOwnership(state: ListState) {
  return useJitQuery({
    queryKey: ['ownership', state.viewKey],
    ask: api =>
      api.listOwnership({
        view: viewOf(state),
        problem: state.filters.problem as OwnershipProblemCode[],
        q: state.q || undefined,
        sort: state.sort as OwnershipQuery['sort'],
        order: state.order,
        limit: state.size,
        cursor: state.cursor,
      }),
    keepPrevious: true,
  });
}

function ProblemFilter({ list }: { list: ListControls }) {
  const t = useWords();
  const chosen = list.state.filters.problem;
  return (
    <TextField
      select
      size="small"
      variant="outlined"
      id="ownership-problem"
      label={t('ownership.accounts.problem')}
      value={chosen.length === 1 ? chosen[0] : 'all'}
      style={{ minWidth: 200 }}
      onChange={({ target: { value } }) =>
        list.setFilter('problem', value === 'all' ? [] : [value])
      }
    >
      <MenuItem value="all">{t('ownership.accounts.allProblems')}</MenuItem>
      {ownershipProblems.map(code => (
        <MenuItem key={code} value={code}>
          {t(`ownership.accounts.problems.${code}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}

function Empty(props: { list: ListControls; answer?: OwnershipListPage }) {
  const { list, answer } = props;
  const t = useWords();
  const { q, filters } = list.state;
  if (q === '' && filters.problem.length === 0) {
    if (!answer?.checkedAt) {
      return <EmptyNote title={t('ownership.accounts.neverChecked')} />;
    }
    if (answer.counts.all === 0) {
      return <EmptyNote title={t('ownership.accounts.empty')} />;
    }
    if (viewOf(list.state) === 'attention') {
      return <EmptyNote title={t('ownership.accounts.allWell')} />;
    }
  }
  return (
    <EmptyNote
      title={t('ownership.accounts.noMatches')}
      action={
        <Button variant="outlined" onClick={list.clearFilters}>
          {t('common.action.clearFilters')}
        </Button>
      }
    />
  );
}

/** `Account Ownership (143 accounts · 9 need attention)` */
function useHeading(answer: OwnershipListPage | undefined): string {
  const t = useWords();
  const title = t('common.page.ownership');
  if (!answer?.checkedAt) return title;
  const { all, attention } = answer.counts;
  return t('ownership.accounts.heading', {
    title,
    accounts: t('ownership.accounts.accountCount', { count: all }),
    attention: t('ownership.accounts.needAttention', { count: attention }),
  });
}

/** What a row shows, so that one that changed is noticed. */
function versionOf(item: OwnershipItem): string {
  const { problems, owners, approverCount } = item;
  return JSON.stringify([problems, owners, approverCount]);
}

/** Who owns which account, and what is wrong with it. */
export function OwnershipList() {
  const t = useWords();
  const list = useListState(rules);
  const query = useOwnership(list.state);
  const [shown, setShown] = useState<OwnershipItem>();
  const columns = useOwnershipColumns(setShown);
  const held = useHeldRows<OwnershipItem>({
    query,
    keyOf: one => one.key,
    versionOf,
    viewKey: list.state.viewKey,
  });
  const name = t('common.page.ownership');
  return (
    <>
      <ListFrame
        title={name}
        heading={useHeading(query.data)}
        what={t('ownership.accounts.what')}
        list={list}
        query={query}
        held={held}
        columns={columns}
        searchLabel={t('ownership.accounts.search')}
        filters={<ProblemFilter list={list} />}
        chips={filterChips(
          list,
          'problem',
          t('ownership.accounts.problem'),
          one =>
            t(`ownership.accounts.problems.${one as OwnershipProblemCode}`),
        )}
        moreFilters={
          <ViewChips
            view={viewOf(list.state)}
            counts={query.data?.counts}
            onChange={view =>
              list.setFilter('view', view === 'attention' ? [] : [view])
            }
          />
        }
        notes={
          query.data && (
            <CheckNow state={query.data} onChecked={() => held.refresh()} />
          )
        }
        empty={<Empty list={list} answer={query.data} />}
      />
      {shown && <YamlDialog item={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}
