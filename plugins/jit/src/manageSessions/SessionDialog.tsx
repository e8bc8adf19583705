import { useId } from 'react';
import { Link, Progress } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { Theme } from '@material-ui/core/styles';
import { SessionDetails } from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery } from '../api';
import {
  Field,
  Fields,
  Part,
  PersonsText,
  Timeline,
} from '../requests/details';
import { useJitLinks } from '../routes';
import { AccountText } from '../shared/AccountText';
import { LoadError } from '../shared/LoadError';
import { useLeavingHere } from '../shared/cameFrom';
import { PersonText } from '../shared/PersonText';
import { TimeDetails } from '../shared/TimeText';
import { durationWords } from '../shared/formats';
import { useWords } from '../translation';
import { SessionStatus } from './SessionStatus';

function Details({ session }: { session: SessionDetails }) {
  const t = useWords();
  const links = useJitLinks();
  const state = useLeavingHere();
  const reviews = session.stages.flatMap(one => one.review ?? []);
  return (
    <>
      <Box mb={2}>
        <SessionStatus session={session} />
      </Box>
      {session.failure && (
        <Typography>
          {session.failure.message}{' '}
          {t('approver.details.fix', { fix: session.failure.fix })}
        </Typography>
      )}
      <Fields>
        <Field name={t('common.field.user')}>
          <PersonText person={session.user} withEmail />
        </Field>
        <Field name={t('common.field.awsAccount')}>
          <AccountText account={session.account} link />
        </Field>
        <Field name={t('common.field.permissionSet')}>
          {t('approver.details.nameAndType', {
            name: session.permissionSet.name,
            type: t(`common.setType.${session.permissionSet.type}`),
          })}
        </Field>
        <Field name={t('approver.manage.requestedDuration')}>
          {durationWords(session.duration)}
        </Field>
        <Field name={t('common.field.grantedAt')}>
          <TimeDetails iso={session.grantedAt} />
        </Field>
        <Field
          name={
            session.endedAt
              ? t('approver.manage.endedAt')
              : t('approver.manage.endsAt')
          }
        >
          <TimeDetails iso={session.endedAt ?? session.expiresAt} />
        </Field>
        <Field name={t('approver.manage.request')}>
          <Link to={links.requestPage(session.requestNumber)} state={state}>
            {session.requestNumber}
          </Link>
        </Field>
        <Field name={t('approver.manage.roleName')}>
          <code style={{ fontSize: '0.85em' }}>{session.roleNamePrefix}</code>
        </Field>
        {reviews.map(review => (
          <Field key={review.at} name={t('approver.details.reviewedBy')}>
            {t(`approver.details.reviewer.${review.as}`, {
              name: review.by.displayName,
            })}
            {review.comment && <PersonsText text={review.comment} />}
          </Field>
        ))}
      </Fields>
      <Part heading={t('common.field.justification')}>
        <PersonsText text={session.justification} />
      </Part>
      <Timeline requestId={session.requestId} />
    </>
  );
}

/** A session in full. */
export function SessionDialog(props: {
  /** The session's number; the dialog is open while there is one. */
  number: string | undefined;
  onClose(): void;
}) {
  const { number, onClose } = props;
  const t = useWords();
  const id = useId();
  const isPhone = useMediaQuery<Theme>(theme => theme.breakpoints.down('xs'));
  const query = useJitQuery({
    queryKey: ['sessions', number],
    ask: api => api.getSession(number!),
    enabled: number !== undefined,
  });
  const session = query.data;
  const body = () => {
    if (session) return <Details session={session} />;
    return query.isError ? (
      <LoadError
        what={t('approver.manage.detailsWhat')}
        error={query.error}
        onRetry={() => query.refetch()}
      />
    ) : (
      <Progress />
    );
  };
  return (
    <Dialog
      open={number !== undefined}
      onClose={onClose}
      maxWidth="md"
      fullWidth
      fullScreen={isPhone}
      aria-labelledby={id}
    >
      <DialogTitle id={id}>
        {session
          ? t('approver.manage.details', {
              number: session.number,
              name: session.user.displayName,
              set: session.permissionSet.name,
              account: session.account.name,
            })
          : number}
      </DialogTitle>
      <DialogContent style={{ paddingTop: 0 }}>{body()}</DialogContent>
      <DialogActions>
        <Button
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          // The ripple is not there yet when the focus comes with the button
          disableFocusRipple
          onClick={onClose}
        >
          {t('common.action.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
