import { makeStyles } from '@material-ui/core/styles';
import { BADGE_RED } from '../shared/palette';
import { badgeWords } from '../shared/formats';

const useStyles = makeStyles({
  pill: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    minWidth: 20,
    height: 20,
    padding: '0 6px',
    borderRadius: 10,
    // The ring keeps it apart from the dark navigation
    border: '1px solid #FFFFFF',
    backgroundColor: BADGE_RED,
    color: '#FFFFFF',
    fontSize: 12,
    fontWeight: 700,
    lineHeight: 1,
  },
  onIcon: { position: 'absolute', top: -10, left: '55%' },
});

/** The red badge with a number; nothing at zero. */
export function CountPill(props: { count?: number; onIcon?: boolean }) {
  const classes = useStyles();
  if (!props.count) return null;
  return (
    <span
      className={`${classes.pill} ${props.onIcon ? classes.onIcon : ''}`}
      // The link's own name says the number
      aria-hidden
      data-testid="jit-pending-badge"
    >
      {badgeWords(props.count)}
    </span>
  );
}
