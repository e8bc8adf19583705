import Typography from '@material-ui/core/Typography';
import {
  AccessRequestDetails,
  Approver,
} from '@jit-portal/backstage-plugin-jit-common';
import { AccountText } from '../../shared/AccountText';
import { PersonText } from '../../shared/PersonText';
import { TimeDetails } from '../../shared/TimeText';
import { durationWords } from '../../shared/formats';
import { Words, useWords } from '../../translation';
import { Field, Fields } from './Fields';
import { longestLeft } from './shorterDurations';

function durationText(t: Words, request: AccessRequestDetails): string {
  const { approvedDuration, duration, maxDuration } = request;
  const given = approvedDuration ?? longestLeft(request);
  if (given !== duration) {
    return t('approver.details.shortened', {
      words: durationWords(given),
      asked: durationWords(duration),
    });
  }
  return t('approver.details.longestAllowed', {
    words: durationWords(duration),
    max: durationWords(maxDuration),
  });
}

/** A name, and how many people it stands for. */
function counted(t: Words, { displayName: name, people }: Approver): string {
  return people === undefined
    ? name
    : t('approver.details.counted', { name, n: String(people) });
}

/** `You, Payments owners (3), SSO Admins (3)` */
function CanDecide({ request }: { request: AccessRequestDetails }) {
  const t = useWords();
  const { canDecide } = request;
  const names = [
    ...(canDecide.some(one => one.isMe) ? [t('approver.details.you')] : []),
    ...canDecide
      .filter(one => !(one.isMe && one.kind === 'user'))
      .map(one => counted(t, one)),
  ];
  // A role that several groups hold is one role
  return <>{[...new Set(names)].join(', ')}</>;
}

/** The groups that somebody is in. */
function Teams({ names }: { names: string[] | undefined }) {
  const t = useWords();
  if (!names?.length) return null;
  return (
    <Typography variant="caption" color="textSecondary" display="block">
      {t('approver.details.teams', { names: names.join(', ') })}
    </Typography>
  );
}

/** The fields that the guide names, always all of them, in its order. */
export function RequestFields({ request }: { request: AccessRequestDetails }) {
  const t = useWords();
  const { permissionSet } = request;
  return (
    <Fields>
      <Field name={t('common.field.requester')}>
        <PersonText person={request.requester} withEmail />
        <Teams names={request.requesterTeams} />
      </Field>
      <Field name={t('common.field.awsAccount')}>
        <AccountText account={request.account} link />
        {request.environment && (
          <Typography variant="caption" color="textSecondary" display="block">
            {t('approver.details.environment', { name: request.environment })}
          </Typography>
        )}
      </Field>
      <Field name={t('common.field.permissionSet')}>
        {t('approver.details.nameAndType', {
          name: permissionSet.name,
          type: t(`common.setType.${permissionSet.type}`),
        })}
      </Field>
      <Field name={t('common.field.duration')}>
        {durationText(t, request)}
      </Field>
      <Field name={t('common.field.requestedAt')}>
        <TimeDetails iso={request.requestedAt} />
      </Field>
      {request.through && (
        <Field name={t('approver.details.through')}>{request.through}</Field>
      )}
      {request.canDecide.length > 0 && (
        <Field name={t('approver.details.canDecide')}>
          <CanDecide request={request} />
        </Field>
      )}
    </Fields>
  );
}
