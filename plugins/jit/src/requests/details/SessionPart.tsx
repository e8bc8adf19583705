import Typography from '@material-ui/core/Typography';
import { Session } from '@jit-portal/backstage-plugin-jit-common';
import { CredentialsText } from '../../shared/CredentialsText';
import { StatusChip } from '../../shared/StatusChip';
import { TimeDetails } from '../../shared/TimeText';
import { useWords } from '../../translation';
import { EndStory, RemainsText } from './EndStory';
import { Field, Fields } from './Fields';
import { Part } from './Heading';

/** What became of the access: since when, until when, who ended it and why. */
export function SessionPart({ session }: { session: Session }) {
  const t = useWords();
  return (
    <Part heading={t('approver.details.session')}>
      <Typography component="div" gutterBottom>
        <StatusChip state={session.state} /> {session.number}
      </Typography>
      {session.failure && (
        <Typography>
          {session.failure.message}{' '}
          {t('approver.details.fix', { fix: session.failure.fix })}
        </Typography>
      )}
      <Fields>
        <Field name={t('common.field.grantedAt')}>
          {session.grantedAt ? (
            <TimeDetails iso={session.grantedAt} />
          ) : (
            t('approver.details.notStarted')
          )}
        </Field>
        {session.expiresAt && !session.endedAt && (
          <Field name={t('approver.manage.endsAt')}>
            <TimeDetails iso={session.expiresAt} />
          </Field>
        )}
        {session.endedAt && (
          <Field name={t('approver.manage.endedAt')}>
            <TimeDetails iso={session.endedAt} />
          </Field>
        )}
        {session.end && (
          <Field name={t('approver.details.endedBy')}>
            <EndStory session={session} />
          </Field>
        )}
      </Fields>
      <RemainsText session={session} />
      <CredentialsText session={session} />
    </Part>
  );
}
