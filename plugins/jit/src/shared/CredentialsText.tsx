import Typography from '@material-ui/core/Typography';
import {
  CredentialsFate,
  Session,
} from '@jit-portal/backstage-plugin-jit-common';
import { Words, useWords } from '../translation';
import { nearTime } from './formats';
import { useNow } from './useNow';
import { useZone } from './zone';

function lines(
  t: Words,
  { state, until, denySubmittedAt }: CredentialsFate,
  timeOf: (iso: string) => string,
): string[] {
  if (state === 'cut-off' && until) {
    return [t('common.credentials.cutOff', { time: timeOf(until) })];
  }
  if (state !== 'running-out' || !until) return [];
  const running = t('common.credentials.runningOut', { time: timeOf(until) });
  return denySubmittedAt
    ? [
        running,
        t('common.credentials.submitted', { time: timeOf(denySubmittedAt) }),
      ]
    : [running];
}

/**
 * What an end did to AWS credentials that were taken before. Nothing is said
 * of a running session, nor once there is nothing left of them.
 */
export function CredentialsText({
  session: { credentials },
}: {
  session: Session;
}) {
  const t = useWords();
  const zone = useZone();
  const now = useNow();
  return (
    <>
      {lines(t, credentials, iso => nearTime(iso, zone.name, now)).map(line => (
        <Typography key={line} variant="caption" display="block">
          {line}
        </Typography>
      ))}
    </>
  );
}
