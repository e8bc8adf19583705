import { ComponentType } from 'react';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import Typography from '@material-ui/core/Typography';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import BlockIcon from '@material-ui/icons/Block';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import RadioButtonUncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import SendIcon from '@material-ui/icons/Send';
import TimerOffIcon from '@material-ui/icons/TimerOff';
import { useJitQuery } from '../../api';
import { LoadError } from '../../shared/LoadError';
import { TimeText } from '../../shared/TimeText';
import { ColourFamily, inkOf } from '../../shared/palette';
import { useWords } from '../../translation';
import { Part } from './Heading';
import { TimelineStep, TimelineTone, timelineSteps } from './timelineSteps';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(1, 0), padding: 0 },
  step: {
    display: 'flex',
    gap: theme.spacing(1.5),
    marginBottom: theme.spacing(1),
    overflowWrap: 'anywhere',
  },
}));

const looks: Record<
  TimelineTone,
  { family: ColourFamily; Icon: ComponentType<SvgIconProps> }
> = {
  asked: { family: 'amber', Icon: SendIcon },
  good: { family: 'green', Icon: CheckCircleIcon },
  bad: { family: 'red', Icon: BlockIcon },
  over: { family: 'grey', Icon: TimerOffIcon },
  note: { family: 'blue', Icon: RadioButtonUncheckedIcon },
};

function Step({ step }: { step: TimelineStep }) {
  const classes = useStyles();
  const theme = useTheme();
  const { family, Icon } = looks[step.tone];
  return (
    <li className={classes.step}>
      <Icon
        aria-hidden
        fontSize="small"
        style={{ color: inkOf(theme, family).text }}
      />
      <div>
        <Typography>
          {[step.text, step.by?.displayName].filter(Boolean).join(' · ')}
        </Typography>
        {step.why && <Typography variant="body2">{`“${step.why}”`}</Typography>}
        <Typography variant="caption" color="textSecondary" component="div">
          <TimeText iso={step.at} />
        </Typography>
      </div>
    </li>
  );
}

/** The request's whole story, oldest first: what, who, why, when. */
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
          <Step key={step.id} step={step} />
        ))}
      </ol>
    </Part>
  );
}
