import { useEffect, useRef } from 'react';
import { LinkButton } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  AccountSummary,
  Submission,
  SubmissionResult,
} from '@jit-portal/backstage-plugin-jit-common';
import { useJitLinks } from '../../routes';
import { RequestNumber } from '../../shared/RequestNumber';
import { StatusChip } from '../../shared/StatusChip';
import { durationWords } from '../../shared/formats';
import { useWords } from '../../translation';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(1, 0, 2), padding: 0 },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
  name: { flexGrow: 1 },
}));

function Line(props: { result: SubmissionResult; name: string }) {
  const { request, error } = props.result;
  const t = useWords();
  const classes = useStyles();
  return (
    <li className={classes.line}>
      <Typography className={classes.name}>{props.name}</Typography>
      {request && (
        <>
          <RequestNumber number={request.number} />
          <StatusChip state={request.state} />
        </>
      )}
      {error && (
        <Typography variant="body2">
          {t('requester.several.notSent', { reason: error.message })}
        </Typography>
      )}
    </li>
  );
}

/** Stands in place of the form: a line for each account. */
export function SeveralSent(props: {
  submission: Submission;
  accounts: AccountSummary[];
  onDone(): void;
  /** Back to the form with the accounts that were refused. */
  onCorrect(accountIds: string[]): void;
}) {
  const { accounts, onDone, onCorrect } = props;
  const { results } = props.submission;
  const t = useWords();
  const links = useJitLinks();
  const classes = useStyles();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const failed = results.filter(one => one.error);
  const [first] = results.flatMap(one => one.request ?? []);
  return (
    <section>
      <h3 ref={title} tabIndex={-1} style={{ outline: 'none' }}>
        {t('requester.several.sentOf', {
          sent: String(results.length - failed.length),
          of: String(results.length),
        })}
      </h3>
      {first && (
        <Typography>
          {t('requester.several.what', {
            set: first.permissionSet.name,
            duration: durationWords(first.duration),
          })}
        </Typography>
      )}
      <ul className={classes.list} aria-label={t('requester.several.results')}>
        {results.map(result => (
          <Line
            key={result.accountId}
            result={result}
            name={
              accounts.find(({ id }) => id === result.accountId)?.name ??
              result.accountId
            }
          />
        ))}
      </ul>
      {failed.length < results.length && (
        <Typography paragraph>{t('requester.sent.notify')}</Typography>
      )}
      <Box display="flex" flexWrap="wrap" style={{ gap: 8 }}>
        <LinkButton variant="outlined" to={links.page('requests')}>
          {t('requester.several.viewAll')}
        </LinkButton>
        {failed.length > 0 && (
          <Button
            variant="outlined"
            onClick={() => onCorrect(failed.map(one => one.accountId))}
          >
            {t('requester.several.correct')}
          </Button>
        )}
        <Button variant="contained" color="primary" onClick={onDone}>
          {t('common.action.done')}
        </Button>
      </Box>
    </section>
  );
}
