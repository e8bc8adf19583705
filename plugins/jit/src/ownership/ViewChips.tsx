import Chip from '@material-ui/core/Chip';
import { makeStyles } from '@material-ui/core/styles';
import { OwnershipCounts } from '@jit-portal/backstage-plugin-jit-common';
import { countWords } from '../shared/formats';
import { useWords } from '../translation';

export const ownershipViews = ['all', 'attention', 'ok'] as const;
export type OwnershipView = (typeof ownershipViews)[number];

const useStyles = makeStyles(theme => ({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.75),
    marginBottom: theme.spacing(1),
  },
  chip: { margin: 0 },
}));

/** Counts that filter: all, what needs attention, what is in order. */
export function ViewChips(props: {
  view: OwnershipView;
  counts?: OwnershipCounts;
  onChange(view: OwnershipView): void;
}) {
  const { view, counts } = props;
  const t = useWords();
  const classes = useStyles();
  return (
    <div
      role="group"
      aria-label={t('ownership.accounts.view')}
      className={classes.row}
    >
      {ownershipViews.map(one => (
        <Chip
          key={one}
          className={classes.chip}
          size="small"
          label={t(`ownership.accounts.views.${one}`, {
            n: counts ? countWords(counts[one]) : '',
          }).trim()}
          variant={one === view ? 'default' : 'outlined'}
          color={one === view ? 'primary' : 'default'}
          onClick={() => props.onChange(one)}
          aria-pressed={one === view}
        />
      ))}
    </div>
  );
}
