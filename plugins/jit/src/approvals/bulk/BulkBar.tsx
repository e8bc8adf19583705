import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Decision } from '@jit-portal/backstage-plugin-jit-common';
import { ActionButton } from '../../shared/ActionButton';
import { useOnline } from '../../shared/useOnline';
import { useWords } from '../../translation';

const useStyles = makeStyles(theme => ({
  bar: {
    position: 'sticky',
    bottom: theme.spacing(1),
    zIndex: 2,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1),
    padding: theme.spacing(1, 2),
    [theme.breakpoints.down('sm')]: { '& button': { minHeight: 44 } },
  },
  count: { marginRight: theme.spacing(1) },
}));

/** What can be done with the selected rows, in sight while there are any. */
export function BulkBar(props: {
  count: number;
  onDecide(decision: Decision): void;
  onClear(): void;
}) {
  const { count, onDecide } = props;
  const t = useWords();
  const classes = useStyles();
  const online = useOnline();
  if (count === 0) return null;
  const name = t('approver.bulk.selected', { count });
  const because = online ? undefined : t('common.banner.offlineAction');
  return (
    <Paper
      role="region"
      aria-label={name}
      elevation={4}
      className={classes.bar}
    >
      <Typography className={classes.count}>{name}</Typography>
      <ActionButton
        variant="contained"
        color="primary"
        because={because}
        onClick={() => onDecide('approve')}
      >
        {t('approver.bulk.approve', { n: String(count) })}
      </ActionButton>
      <ActionButton because={because} onClick={() => onDecide('reject')}>
        {t('approver.bulk.reject', { n: String(count) })}
      </ActionButton>
      <Button size="small" onClick={props.onClear}>
        {t('approver.bulk.clear')}
      </Button>
    </Paper>
  );
}
