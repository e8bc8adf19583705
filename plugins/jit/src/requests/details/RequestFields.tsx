import { AccessRequestDetails } from '@jit-portal/backstage-plugin-jit-common';
import { AccountText } from '../../shared/AccountText';
import { NoneText } from '../../shared/NoneText';
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

function CanDecide({ request }: { request: AccessRequestDetails }) {
  const t = useWords();
  if (request.canDecide.length === 0) return <NoneText inDetails />;
  const names = request.canDecide.map(one =>
    one.isMe ? t('approver.details.you') : one.displayName,
  );
  return <>{names.join(', ')}</>;
}

/** The fields that the guide names, always all of them, in its order. */
export function RequestFields({ request }: { request: AccessRequestDetails }) {
  const t = useWords();
  const { permissionSet } = request;
  return (
    <Fields>
      <Field name={t('common.field.requester')}>
        <PersonText person={request.requester} withEmail />
      </Field>
      <Field name={t('common.field.awsAccount')}>
        <AccountText account={request.account} link />
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
