import Button from '@material-ui/core/Button';
import { UseQueryResult } from '@tanstack/react-query';
import { useWords } from '../translation';
import { Banner } from '../shared/Banner';
import { statusOf } from '../shared/errors';
import { clockTime } from '../shared/formats';
import { useNow } from '../shared/useNow';
import { useOnline } from '../shared/useOnline';
import { useZone } from '../shared/zone';

const STALE_AFTER_MS = 2 * 60_000;

type Trouble = 'offline' | 'signed-out' | 'not-refreshed' | 'stale' | undefined;

function useTrouble(query: UseQueryResult<unknown, Error>): Trouble {
  // The browser's clock: it is what dataUpdatedAt is measured by
  useNow();
  if (!useOnline()) return 'offline';
  if (query.data === undefined) return undefined;
  if (statusOf(query.error) === 401) return 'signed-out';
  if (query.isRefetchError) return 'not-refreshed';
  const isOld = Date.now() - query.dataUpdatedAt > STALE_AFTER_MS;
  // An answer with signals may be old and right: stale is one that is asked for in vain
  return isOld && query.fetchStatus !== 'idle' ? 'stale' : undefined;
}

/** Tells when what is shown may not be what is true; the rows stay. */
export function QueryBanners(props: { query: UseQueryResult<unknown, Error> }) {
  const { query } = props;
  const t = useWords();
  const { name } = useZone();
  const trouble = useTrouble(query);
  if (!trouble) return null;
  const hasData = query.data !== undefined;
  const time = clockTime(query.dataUpdatedAt, name);
  const again = (label: string) => (
    <Button size="small" color="inherit" onClick={() => query.refetch()}>
      {label}
    </Button>
  );
  if (trouble === 'offline') {
    return (
      <Banner family="grey" role="status">
        {hasData
          ? t('common.banner.offline', { time })
          : t('common.banner.offlineEmpty')}
      </Banner>
    );
  }
  if (trouble === 'signed-out') {
    return (
      <Banner family="red" role="alert">
        {t('common.banner.signedOut')}
      </Banner>
    );
  }
  return (
    <Banner
      family="amber"
      role="status"
      action={again(
        trouble === 'stale'
          ? t('common.action.refresh')
          : t('common.action.tryAgain'),
      )}
    >
      {trouble === 'stale'
        ? t('common.banner.stale', { time })
        : t('common.banner.couldNotRefresh', { time })}
    </Banner>
  );
}
