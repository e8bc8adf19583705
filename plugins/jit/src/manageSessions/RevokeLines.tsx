import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Session } from '@jit-portal/backstage-plugin-jit-common';
import { TimeLeft } from '../shared/TimeLeft';
import { sentenceOf } from '../shared/errors';
import { Words, useWords } from '../translation';
import { RevokeResult } from './useRevoke';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(1, 0), padding: 0 },
  line: {
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
}));

function resultWords(t: Words, { outcome, error }: RevokeResult): string {
  switch (outcome) {
    case 'accepted':
      return t('approver.revoke.accepted');
    case 'ended':
      return t('approver.revoke.notChanged');
    default:
      return t('approver.revoke.notRevoked', { reason: sentenceOf(error) });
  }
}

/** Several sessions of one person, a line each; what became of it once that is known. */
export function RevokeLines(props: {
  sessions: Session[];
  results: RevokeResult[];
}) {
  const { sessions, results } = props;
  const t = useWords();
  const classes = useStyles();
  return (
    <ul className={classes.list} aria-label={t('approver.revoke.sessions')}>
      {sessions.map(one => {
        const result = results.find(({ session }) => session.id === one.id);
        return (
          <li key={one.id} className={classes.line}>
            <Typography variant="body2">
              {t('approver.revoke.one', {
                number: one.number,
                set: one.permissionSet.name,
                account: one.account.name,
              })}
              {!result && one.expiresAt && (
                <>
                  {' · '}
                  <TimeLeft until={one.expiresAt} />
                </>
              )}
            </Typography>
            {result && (
              <Typography
                variant="body2"
                color={result.outcome === 'failed' ? 'error' : 'textSecondary'}
              >
                {resultWords(t, result)}
              </Typography>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** `2 sessions are being revoked. 1 was not revoked.` */
export function resultSummary(t: Words, results: RevokeResult[]): string {
  const count = (outcome: RevokeResult['outcome']) =>
    results.filter(one => one.outcome === outcome).length;
  const [accepted, ended, failed] = [
    count('accepted'),
    count('ended'),
    count('failed'),
  ];
  return [
    accepted > 0 && t('approver.revoke.resultAll', { count: accepted }),
    ended > 0 && t('approver.revoke.resultEnded', { count: ended }),
    failed > 0 && t('approver.revoke.resultFailed', { count: failed }),
  ]
    .filter(Boolean)
    .join(' ');
}
