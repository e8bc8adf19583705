import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import { useWords } from '../translation';
import { endTime, millisOf, spokenDuration, timeLeftWords } from './formats';
import { barColours } from './palette';
import { useNow } from './useNow';
import { useZone } from './zone';

const useStyles = makeStyles(theme => ({
  root: ({ wide }: { share: number; wide: boolean }) => ({
    display: 'flex',
    // Beside the bar on a card; below it in a table, in each row alike
    flexDirection: wide ? 'row' : 'column',
    flexWrap: wide ? 'wrap' : 'nowrap',
    alignItems: wide ? 'center' : 'flex-start',
    gap: theme.spacing(wide ? 1 : 0.5),
    paddingTop: wide ? 0 : theme.spacing(0.75),
    fontVariantNumeric: 'tabular-nums',
  }),
  bar: ({ share, wide }: { share: number; wide: boolean }) => ({
    width: wide ? '100%' : 120,
    maxWidth: wide ? 360 : 120,
    height: 6,
    borderRadius: 3,
    flexShrink: 0,
    backgroundColor: barColours(theme, share).track,
  }),
  fill: ({ share }: { share: number; wide: boolean }) => ({
    backgroundColor: barColours(theme, share).fill,
    '@media (prefers-reduced-motion: reduce)': { transition: 'none' },
  }),
}));

/**
 * What remains of a session: a bar that empties, and the words. Not a live
 * region: nobody wants to hear every minute.
 */
export function TimeRemaining(props: {
  /** Whose: user and account, for the bar's name. */
  what: string;
  expiresAt: string;
  /** What was granted, ISO 8601. */
  duration: string;
  /** For a card: a wider bar, and the end told with its zone. */
  wide?: boolean;
}) {
  const t = useWords();
  const zone = useZone();
  const now = useNow(props.expiresAt);
  const whole = millisOf(props.duration);
  const left = Math.max(0, Date.parse(props.expiresAt) - now);
  const share = whole > 0 ? Math.min(1, left / whole) : 0;
  const classes = useStyles({ share, wide: props.wide ?? false });
  const words = timeLeftWords(left);
  return (
    <div className={classes.root}>
      <LinearProgress
        variant="determinate"
        classes={{ root: classes.bar, bar: classes.fill }}
        value={share * 100}
        aria-label={t('common.time.remainingLabel', { what: props.what })}
        aria-valuemin={0}
        aria-valuemax={Math.round(whole / 60_000)}
        aria-valuenow={Math.floor(left / 60_000)}
        aria-valuetext={t('common.time.remainingText', {
          left: spokenDuration(left),
          whole: spokenDuration(whole),
        })}
      />
      <span>
        {words ? t('common.time.left', { words }) : t('common.time.noneLeft')}
        {props.wide &&
          ` · ${t('common.time.ends', {
            at: endTime(props.expiresAt, zone.name),
          })}`}
      </span>
    </div>
  );
}
