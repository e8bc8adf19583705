import { Session } from '@jit-portal/backstage-plugin-jit-common';
import { endTime } from '../shared/formats';
import { Words } from '../translation';

/** The quick reasons, in the order of the guide's list of when to revoke. */
export const quickReasons = [
  'incident',
  'done',
  'tooMuch',
  'policy',
  'role',
] as const;

/** What else ends with it: one line for each other session of the same access. */
export function alsoEndsLines(
  t: Words,
  session: Session,
  zone: string,
): string[] {
  return session.sameAccess.map(({ number, expiresAt }) =>
    expiresAt
      ? t('approver.revoke.alsoEnds', {
          number,
          time: endTime(expiresAt, zone),
        })
      : t('approver.revoke.alsoEndsOpen', { number }),
  );
}

/** Whether the server lets this person revoke it now. */
export function revokeActionOf(session: Session) {
  return session.allowedActions.find(one => one.name === 'revoke');
}
