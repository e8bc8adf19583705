import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { Words, useWords } from '../translation';
import { isUtc, longTime, roughWords, shortTime, utcTime } from './formats';
import { NoneText } from './NoneText';
import { useNow } from './useNow';
import { useZone } from './zone';

function distance(t: Words, iso: string, now: number): string {
  const ms = now - Date.parse(iso);
  if (Math.abs(ms) < 60_000) return t('common.time.now');
  const words = roughWords(ms);
  return ms > 0
    ? t('common.time.ago', { words })
    : t('common.time.in', { words });
}

/** A time in a table; the whole of it on hover and on keyboard focus. */
export function TimeText({ iso }: { iso?: string }) {
  const { name } = useZone();
  if (!iso) return <NoneText />;
  const long = longTime(iso, name);
  const title = isUtc(iso, name) ? long : `${long} · ${utcTime(iso)}`;
  return (
    <Tooltip title={title}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <time dateTime={iso} tabIndex={0}>
        {shortTime(iso, name)}
      </time>
    </Tooltip>
  );
}

/** A time in details: to the second, with zone, UTC and distance. */
export function TimeDetails({ iso }: { iso?: string }) {
  const t = useWords();
  const { name } = useZone();
  const now = useNow();
  if (!iso) return <NoneText inDetails />;
  // Who is shown UTC has read it already
  const inUtc = isUtc(iso, name) ? [] : [utcTime(iso)];
  return (
    <time dateTime={iso}>
      {longTime(iso, name)}
      <Typography variant="caption" color="textSecondary" display="block">
        {[...inUtc, distance(t, iso, now)].join(' · ')}
      </Typography>
    </time>
  );
}
