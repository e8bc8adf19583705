import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { Insights, Me } from '@jit-portal/backstage-plugin-jit-common';
import { serverNow, useJitQuery } from '../api';
import { HistoryTabs } from '../history/HistoryTabs';
import { RangeFilter } from '../history/RangeFilter';
import { FilterChips } from '../lists/ListToolbar';
import { useAccountChips } from '../lists/RequestFilters';
import { PageTitleBar } from '../lists/PageTitleBar';
import { QueryBanners } from '../lists/QueryBanners';
import { ListControls, ListState, useListState } from '../lists/useListState';
import { AccountPicker } from '../shared/AccountPicker';
import { useJitLinks } from '../routes';
import { EmptyNote } from '../shared/EmptyNote';
import { endTime } from '../shared/formats';
import { LoadError } from '../shared/LoadError';
import { PageFor } from '../shared/PageFor';
import { useZone } from '../shared/zone';
import { useWords } from '../translation';
import { InsightsLinks, cardModels } from './cardModels';
import { csvOf, jsonOf, save } from './download';
import { DownloadMenu } from './DownloadMenu';
import { InsightsCard } from './InsightsCard';
import {
  filtersOfRange,
  historySearch,
  insightsQuery,
  insightsRange,
  insightsRules,
} from './insightsState';
import { tileModels } from './tileModels';
import { Tiles } from './Tiles';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
  picker: { width: 280, maxWidth: '100%' },
  end: { marginLeft: 'auto' },
  cards: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    [theme.breakpoints.down('sm')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
    },
  },
  waiting: { padding: theme.spacing(2) },
}));

function useLinks(state: ListState, me: Me): InsightsLinks {
  const links = useJitLinks();
  const { choice } = useZone();
  const account = state.filters.account.join(',');
  return {
    history: more => links.page('history', historySearch(state, choice, more)),
    longNow: me.capabilities.canApprove
      ? links.page('manageSessions', {
          longRunning: 'true',
          ...(account && { account }),
        })
      : undefined,
  };
}

/** Whose accounts may be picked: all, or one's own. */
function pickedFrom({ roles }: Me): 'all' | 'mine' {
  return roles.some(role => role !== 'owner') ? 'all' : 'mine';
}

function Filters(props: { list: ListControls; me: Me }) {
  const { list, me } = props;
  const t = useWords();
  const classes = useStyles();
  return (
    <>
      <RangeFilter
        choice={insightsRange(list.state)}
        onChange={choice => list.setFilters(filtersOfRange(choice))}
      />
      <div className={classes.picker}>
        <AccountPicker
          scope={pickedFrom(me)}
          size="small"
          label={t('insights.account')}
          placeholder={t('insights.chooseAccount')}
          onChoose={account =>
            list.setFilter('account', account ? [account.id] : [])
          }
        />
      </div>
    </>
  );
}

function Waiting() {
  const classes = useStyles();
  return (
    <div className={classes.cards} aria-hidden>
      {Array.from({ length: 6 }, (_, index) => (
        <Card key={index} className={classes.waiting}>
          <Skeleton variant="text" width="50%" />
          <Skeleton variant="rect" height={180} />
        </Card>
      ))}
    </div>
  );
}

function NotEnough({ startAfter }: { startAfter: number }) {
  const t = useWords();
  return (
    <EmptyNote
      title={t('insights.notEnough')}
      text={t('insights.startAfter', { n: String(startAfter) })}
    />
  );
}

function Cards(props: {
  insights: Insights;
  links: InsightsLinks;
  onRetry(): void;
}) {
  const { insights, links, onRetry } = props;
  const t = useWords();
  const classes = useStyles();
  const { isEnough, definitions, cards } = insights;
  if (!isEnough) return <NotEnough startAfter={definitions.startAfter} />;
  return (
    <>
      {cards.totals ? (
        <Tiles tiles={tileModels(t, insights, links)} />
      ) : (
        <Typography role="alert">
          {t('insights.cardFailed')}{' '}
          <Button size="small" onClick={onRetry}>
            {t('common.action.tryAgain')}
          </Button>
        </Typography>
      )}
      <div className={classes.cards}>
        {cardModels(t, insights, links).map(card => (
          <InsightsCard key={card.name} card={card} onRetry={onRetry} />
        ))}
      </div>
    </>
  );
}

function Page({ me }: { me: Me }) {
  const t = useWords();
  const classes = useStyles();
  const zone = useZone();
  const list = useListState(insightsRules);
  const chips = useAccountChips(list);
  const links = useLinks(list.state, me);
  const query = useJitQuery({
    queryKey: ['insights', list.state.viewKey, zone.name],
    ask: api =>
      api.getInsights(insightsQuery(list.state, serverNow(), zone.name)),
    keepPrevious: true,
  });
  const { data } = query;
  const download = (as: 'csv' | 'json') => {
    if (!data) return;
    const name = `jit-insights_${data.to.slice(0, 10)}.${as}`;
    if (as === 'json') {
      save(name, 'application/json', jsonOf(data));
      return;
    }
    const cards = cardModels(t, data, links);
    const tiles = tileModels(t, data, links);
    save(name, 'text/csv;charset=utf-8', csvOf(data, tiles, cards));
  };
  const title = t('common.page.insights');
  return (
    <>
      <PageTitleBar
        title={title}
        query={query}
        onRefresh={() => query.refetch()}
      />
      <div className={classes.bar}>
        <Filters list={list} me={me} />
        <span className={classes.end}>
          <DownloadMenu onDownload={download} disabled={!data?.isEnough} />
        </span>
      </div>
      <FilterChips list={list} chips={chips} />
      <QueryBanners query={query} />
      {data && (
        <Typography variant="caption" color="textSecondary">
          {t('insights.computed', {
            time: endTime(data.computedAt, zone.name),
          })}
        </Typography>
      )}
      {query.isError && !data && (
        <LoadError
          what={t('insights.what')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      )}
      {query.isPending && <Waiting />}
      {data && (
        <Cards insights={data} links={links} onRetry={() => query.refetch()} />
      )}
    </>
  );
}

/** Insights: what to change; sets to add, guidance to write, groups to help. */
export function InsightsContent() {
  const t = useWords();
  return (
    <PageFor
      name={t('common.page.insights')}
      may={({ capabilities: can }) => can.canApprove || can.canAudit}
      noAccess={t('insights.noAccess')}
    >
      {me => (
        <>
          <HistoryTabs value="insights" />
          <Page me={me} />
        </>
      )}
    </PageFor>
  );
}
