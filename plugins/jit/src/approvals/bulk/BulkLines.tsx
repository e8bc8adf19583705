import { ReactNode } from 'react';
import IconButton from '@material-ui/core/IconButton';
import Link from '@material-ui/core/Link';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { AccessRequest } from '@jit-portal/backstage-plugin-jit-common';
import { RiskChips } from '../../shared/RiskChip';
import { StatusChip } from '../../shared/StatusChip';
import { OneLine } from '../../shared/OneLine';
import { durationWords } from '../../shared/formats';
import { useWords } from '../../translation';
import { BulkResult, whyNot } from './bulkResults';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(1, 0), padding: 0 },
  line: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  text: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
}));

function Line(props: {
  request: AccessRequest;
  below?: ReactNode;
  end?: ReactNode;
}) {
  const { request } = props;
  const classes = useStyles();
  return (
    <li className={classes.line}>
      <div className={classes.text}>
        <Typography variant="body2">
          <b>{request.requester.displayName}</b> · {request.permissionSet.name}{' '}
          · {request.account.name} · {durationWords(request.duration)}
        </Typography>
        {props.below}
      </div>
      {props.end}
    </li>
  );
}

/** What would be decided, a line each, with × to take one out. */
export function BulkLines(props: {
  requests: AccessRequest[];
  isBusy: boolean;
  onTakeOut(request: AccessRequest): void;
}) {
  const t = useWords();
  const classes = useStyles();
  return (
    <ul className={classes.list} aria-label={t('approver.bulk.requests')}>
      {props.requests.map(request => {
        const label = t('approver.bulk.takeOut', { number: request.number });
        return (
          <Line
            key={request.id}
            request={request}
            below={
              <>
                <Typography variant="caption" color="textSecondary">
                  <OneLine text={request.justification} />
                </Typography>
                <RiskChips flags={request.riskFlags} />
              </>
            }
            end={
              <Tooltip title={label}>
                <span>
                  <IconButton
                    size="small"
                    aria-label={label}
                    disabled={props.isBusy}
                    onClick={() => props.onTakeOut(request)}
                  >
                    <CloseIcon fontSize="small" />
                  </IconButton>
                </span>
              </Tooltip>
            }
          />
        );
      })}
    </ul>
  );
}

/** What became of each. */
export function BulkResultLines({ results }: { results: BulkResult[] }) {
  const t = useWords();
  const classes = useStyles();
  const said = (result: BulkResult) => {
    const { after, error } = result;
    if (error) return result.other ? whyNot(t, result) : error.message;
    return after!.status === 'REJECTED'
      ? t('approver.bulk.doneReject', { name: after!.requester.displayName })
      : t('approver.bulk.doneApprove');
  };
  return (
    <ul className={classes.list} aria-label={t('approver.bulk.requests')}>
      {results.map(result => (
        <Line
          key={result.request.id}
          request={result.request}
          below={
            <Typography
              variant="body2"
              color={result.error ? 'textPrimary' : 'textSecondary'}
            >
              {said(result)}
            </Typography>
          }
          end={<StatusChip state={(result.after ?? result.request).state} />}
        />
      ))}
    </ul>
  );
}

/** What is too much for one decision on several, with a way to each. */
export function LeftOut(props: {
  requests: AccessRequest[];
  onOpen(number: string): void;
}) {
  const { requests, onOpen } = props;
  const t = useWords();
  if (requests.length === 0) return null;
  return (
    <Typography variant="body2" gutterBottom>
      {t('approver.bulk.leftOut', { count: requests.length })}{' '}
      {requests.map(({ id, number }) => (
        <Link
          key={id}
          component="button"
          variant="body2"
          underline="always"
          style={{ marginRight: 8 }}
          aria-label={t('approver.bulk.open', { number })}
          onClick={() => onOpen(number)}
        >
          {number}
        </Link>
      ))}
    </Typography>
  );
}
