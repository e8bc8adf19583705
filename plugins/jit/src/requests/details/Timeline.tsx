import { useJitQuery } from '../../api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { LoadError } from '../../shared/LoadError';
import { TimeText } from '../../shared/TimeText';
import { useWords } from '../../translation';
import { Part } from './Heading';
import { timelineSteps } from './timelineSteps';

const useStyles = makeStyles(theme => ({
  list: {
    borderLeft: `2px solid ${theme.palette.divider}`,
    listStyle: 'none',
    margin: theme.spacing(1, 0),
    padding: theme.spacing(0, 0, 0, 2),
  },
  step: { marginBottom: theme.spacing(1) },
}));

/** The request's whole story, oldest first. */
export function Timeline({ requestId }: { requestId: string }) {
  const t = useWords();
  const classes = useStyles();
  const query = useJitQuery({
    queryKey: ['requests', requestId, 'events'],
    ask: api => api.getRequestEvents(requestId),
  });
  return (
    <Part heading={t('approver.details.timeline')}>
      {query.isError && !query.data && (
        <LoadError
          what={t('approver.details.timelineWhat')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      )}
      <ol className={classes.list}>
        {timelineSteps(query.data?.items ?? []).map(step => (
          <li key={step.id} className={classes.step}>
            <Typography>{step.text}</Typography>
            <Typography variant="caption" color="textSecondary" component="div">
              <TimeText iso={step.at} />
            </Typography>
          </li>
        ))}
      </ol>
    </Part>
  );
}
