import Typography from '@material-ui/core/Typography';
import { AccessRequestDetails } from '@jit-portal/backstage-plugin-jit-common';
import { durationWords, shortTime } from '../../shared/formats';
import { useZone } from '../../shared/zone';
import { Words, useWords } from '../../translation';
import { Part } from './Heading';

function recordText(t: Words, request: AccessRequestDetails): string {
  const { days, approved, rejected, expired } = request.requesterRecord;
  const name = request.requester.displayName;
  if (approved + rejected + expired === 0) {
    return t('approver.details.firstHere', { name, days: String(days) });
  }
  return t('approver.details.record', {
    name,
    days: String(days),
    approved: String(approved),
    rejected: String(rejected),
    expired: String(expired),
  });
}

function activeText(t: Words, request: AccessRequestDetails): string {
  const { activeOnAccount, requesterActiveHere: own } = request;
  const name = request.requester.displayName;
  return [
    t('approver.details.activeHere', { count: activeOnAccount }),
    own > 0
      ? t('approver.details.requesterActive', { count: own, name })
      : t('approver.details.requesterActiveNone', { name }),
  ].join(' ');
}

/** The requester's record here, who is inside now, what is usual. */
export function BeforeYouDecide(props: { request: AccessRequestDetails }) {
  const { request } = props;
  const t = useWords();
  const zone = useZone();
  const { last } = request.requesterRecord;
  return (
    <Part heading={t('approver.details.beforeYouDecide')}>
      <Typography>{recordText(t, request)}</Typography>
      {last && (
        <Typography>
          {t('approver.details.recordLast', {
            number: last.number,
            date: shortTime(last.requestedAt, zone.name),
            state: t(`common.state.${last.state}`),
          })}
        </Typography>
      )}
      <Typography>{activeText(t, request)}</Typography>
      {request.usualDuration && (
        <Typography>
          {t('approver.details.usualDuration', {
            words: durationWords(request.usualDuration),
          })}
        </Typography>
      )}
    </Part>
  );
}
