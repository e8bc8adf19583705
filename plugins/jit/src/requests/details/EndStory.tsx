import Typography from '@material-ui/core/Typography';
import {
  AccessRequest,
  Session,
} from '@jit-portal/backstage-plugin-jit-common';
import { endTime } from '../../shared/formats';
import { useZone } from '../../shared/zone';
import { Words, useWords } from '../../translation';
import { reviewsOf } from './conflict';

/** Who ended it and why, in one line. */
export function endStoryOf(t: Words, session: Session): string | undefined {
  const { end } = session;
  if (!end) return undefined;
  const name = end.by?.displayName ?? session.user.displayName;
  if (end.cause === 'revoked' && end.reason) {
    return t('approver.manage.byWithReason', { name, reason: end.reason });
  }
  return t(`approver.manage.cause.${end.cause}`, { name });
}

/** Who rejected it and why, where its reviewer said so. */
export function rejectionOf(
  t: Words,
  request: AccessRequest,
): string | undefined {
  const review = reviewsOf(request).pop();
  return review?.comment
    ? t('approver.manage.byWithReason', {
        name: review.by.displayName,
        reason: review.comment,
      })
    : undefined;
}

export function EndStory({ session }: { session: Session }) {
  const t = useWords();
  return <>{endStoryOf(t, session)}</>;
}

/** Access that rightly stays: saying that it is gone would be untrue. */
export function RemainsText({ session }: { session: Session }) {
  const t = useWords();
  const zone = useZone();
  const remains = session.end?.accessRemains;
  if (!remains) return null;
  const name = session.user.displayName;
  const words = () => {
    if (remains.kind === 'standing') {
      return t('approver.manage.remains.standing', { name });
    }
    if (remains.kind === 'group') {
      return t('approver.manage.remains.group', { name, group: remains.name });
    }
    const { number, until } = remains;
    return until
      ? t('approver.manage.remains.session', {
          number,
          time: endTime(until, zone.name),
        })
      : t('approver.manage.remains.sessionOpen', { number });
  };
  return <Typography role="note">{words()}</Typography>;
}
