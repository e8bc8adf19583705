import Typography from '@material-ui/core/Typography';
import {
  AccessRequestDetails,
  isPending,
} from '@jit-portal/backstage-plugin-jit-common';
import { StatusChip } from '../../shared/StatusChip';
import { timeLeftWords } from '../../shared/formats';
import { useNow } from '../../shared/useNow';
import { useWords } from '../../translation';
import { BeforeYouDecide } from './BeforeYouDecide';
import { reviewsOf } from './conflict';
import { CustomPermissions } from './CustomPermissions';
import { rejectionOf } from './EndStory';
import { Part } from './Heading';
import { PersonsText } from './Justification';
import { RequestFields } from './RequestFields';
import { Reviews } from './Reviews';
import { Risks } from './Risks';
import { SessionPart } from './SessionPart';
import { Timeline } from './Timeline';

/** Status, stage, and how long is left to decide. */
function StatusLine({ request }: { request: AccessRequestDetails }) {
  const t = useWords();
  const now = useNow(request.windowEndsAt);
  const at = request.stages.findIndex(stage => stage.status === 'waiting');
  const isWaiting = isPending(request.status) && at >= 0;
  const left = timeLeftWords(Date.parse(request.windowEndsAt) - now);
  const parts = [
    isWaiting &&
      request.stages.length > 1 &&
      t('approver.details.stageOf', {
        stage: t(`approver.details.stage.${request.stages[at].name}`),
        n: String(at + 1),
        of: String(request.stages.length),
      }),
    isWaiting && left && t('approver.details.leftToDecide', { words: left }),
  ].filter(Boolean);
  return (
    <Typography
      component="div"
      gutterBottom
      style={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 8,
      }}
    >
      <StatusChip state={request.state} />
      <span>{parts.join(' · ')}</span>
      {/* Before anything that was noted when it was sent */}
      {request.state === 'REJECTED' && <span>{rejectionOf(t, request)}</span>}
    </Typography>
  );
}

/**
 * Everything about a request, in the order of a decision. The same in every
 * dialog and on the request's own page; stage two and custom permissions show
 * themselves where the request has them.
 */
export function RequestDetails({ request }: { request: AccessRequestDetails }) {
  const t = useWords();
  const { permissionSet, session } = request;
  const mayDecide = request.allowedActions.some(
    one => one.name === 'approve' && one.allowed,
  );
  const reviewedBefore = mayDecide && reviewsOf(request).length > 0;
  return (
    <>
      <StatusLine request={request} />
      <Risks flags={request.riskFlags} />
      {/* Who decides second first reads what the first one said */}
      {reviewedBefore && <Reviews request={request} />}
      <Part heading={t('common.field.justification')}>
        <PersonsText text={request.justification} />
      </Part>
      <RequestFields request={request} />
      {permissionSet.type === 'custom' && (
        <CustomPermissions request={request} set={permissionSet} />
      )}
      {mayDecide && <BeforeYouDecide request={request} />}
      {!reviewedBefore && <Reviews request={request} />}
      {session && <SessionPart session={session} />}
      {!mayDecide && <Timeline requestId={request.id} />}
    </>
  );
}
