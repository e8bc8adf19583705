import Typography from '@material-ui/core/Typography';
import { Session, SessionEnd } from '@jit-portal/backstage-plugin-jit-common';
import { nearTime } from '../shared/formats';
import { useNow } from '../shared/useNow';
import { useZone } from '../shared/zone';
import { Words, useWords } from '../translation';

/** Why a session ended, in the words of its user. */
export function endWords(t: Words, end: SessionEnd): string {
  switch (end.cause) {
    case 'time':
      return t('requester.sessions.time');
    case 'released':
      return t('requester.sessions.released');
    case 'removed-outside':
      return t('requester.sessions.removedOutside');
    case 'leaver':
      return t('requester.sessions.leaver');
    case 'failed':
      return t('requester.sessions.failed');
    default:
      return end.by && end.reason
        ? t('requester.sessions.byWithReason', {
            name: end.by.displayName,
            reason: end.reason,
          })
        : end.by?.displayName ?? end.reason ?? '';
  }
}

/** The whole sentence of a revoke, said on the open page. */
export function revokedWords(t: Words, session: Session): string {
  const account = session.account.name;
  const { by, reason } = session.end ?? {};
  if (!by) return t('requester.sessions.revokedNobody', { account });
  const name = by.displayName;
  return reason
    ? t('requester.sessions.revokedBy', { account, name, reason })
    : t('requester.sessions.revokedByNoReason', { account, name });
}

/** Access that rightly stays after an end: saying it is gone would be untrue. */
export function WhatRemains({ end }: { end?: SessionEnd }) {
  const t = useWords();
  const zone = useZone();
  const now = useNow();
  const remains = end?.accessRemains;
  if (!remains) return null;
  const words = () => {
    switch (remains.kind) {
      case 'session':
        return remains.until
          ? t('requester.sessions.endStays', {
              number: remains.number,
              time: nearTime(remains.until, zone.name, now),
            })
          : t('requester.sessions.endStaysOpen', { number: remains.number });
      case 'group':
        return t('requester.sessions.remainsGroup', { name: remains.name });
      default:
        return t('requester.sessions.remainsStanding');
    }
  };
  return (
    <Typography variant="caption" display="block">
      {words()}
    </Typography>
  );
}

/** Why AWS could not set it up, and what to do. */
export function FailureWords({ session }: { session: Session }) {
  const t = useWords();
  const { failure } = session;
  if (!failure) return null;
  return (
    <Typography variant="body2">
      {failure.message} {t('requester.sessions.fix', { fix: failure.fix })}
    </Typography>
  );
}
