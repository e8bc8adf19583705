import { RiskFlag, RiskLevel } from '@jit-portal/backstage-plugin-jit-common';
import { makeStyles } from '@material-ui/core/styles';
import { InkChip } from '../../shared/InkChip';
import { ColourFamily } from '../../shared/palette';
import { useWords } from '../../translation';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gap: theme.spacing(0.5),
    listStyle: 'none',
    margin: theme.spacing(1, 0),
    padding: 0,
  },
  item: {
    ...theme.typography.body1,
    display: 'flex',
    // Level with the first line of a long one
    alignItems: 'baseline',
    gap: theme.spacing(1),
  },
  level: { flexShrink: 0, minWidth: 64 },
  text: { minWidth: 0, overflowWrap: 'anywhere' },
}));

const families: Record<RiskLevel, ColourFamily> = {
  HIGH: 'red',
  MEDIUM: 'amber',
  NOTE: 'grey',
};
const order: RiskLevel[] = ['HIGH', 'MEDIUM', 'NOTE'];

/** What to look at before deciding, worst first. */
export function Risks({ flags }: { flags: RiskFlag[] }) {
  const t = useWords();
  const classes = useStyles();
  if (flags.length === 0) return null;
  const sorted = [...flags].sort(
    (a, b) => order.indexOf(a.level) - order.indexOf(b.level),
  );
  return (
    <ul className={classes.list} aria-label={t('approver.details.risks')}>
      {sorted.map(flag => (
        <li key={`${flag.code} ${flag.text}`} className={classes.item}>
          <span className={classes.level}>
            <InkChip
              family={families[flag.level]}
              label={t(`approver.details.riskLevel.${flag.level}`)}
            />
          </span>
          <span className={classes.text}>{flag.text}</span>
        </li>
      ))}
    </ul>
  );
}
