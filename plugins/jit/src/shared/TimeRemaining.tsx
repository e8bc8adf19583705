import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import { useWords } from '../translation';
import { classNames } from './classNames';
import { endTime, millisOf, spokenDuration, timeLeftWords } from './formats';
import { barColours, fillOf } from './palette';
import { useNow } from './useNow';
import { useZone } from './zone';

// No style depends on what is left: each second would write new rules
const useStyles = makeStyles(theme => {
  const colours = barColours(theme);
  const fill = (backgroundColor: string) => ({
    backgroundColor,
    '@media (prefers-reduced-motion: reduce)': { transition: 'none' },
  });
  return {
    root: {
      display: 'flex',
      // In a table below the bar, in each row alike
      flexDirection: 'column',
      alignItems: 'flex-start',
      gap: theme.spacing(0.5),
      paddingTop: theme.spacing(0.75),
      fontVariantNumeric: 'tabular-nums',
    },
    // Beside the bar on a card
    wide: {
      flexDirection: 'row',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      paddingTop: 0,
    },
    bar: {
      width: 120,
      height: 6,
      borderRadius: 3,
      flexShrink: 0,
      backgroundColor: colours.track,
    },
    wideBar: { width: '100%', maxWidth: 360 },
    much: fill(colours.much),
    some: fill(colours.some),
    few: fill(colours.few),
  };
});

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
  const classes = useStyles();
  const { wide = false } = props;
  const words = timeLeftWords(left);
  return (
    <div className={classNames(classes.root, wide && classes.wide)}>
      <LinearProgress
        variant="determinate"
        classes={{
          root: classNames(classes.bar, wide && classes.wideBar),
          bar: classes[fillOf(share)],
        }}
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
        {wide &&
          ` · ${t('common.time.ends', {
            at: endTime(props.expiresAt, zone.name),
          })}`}
      </span>
    </div>
  );
}
