import { useState } from 'react';
import { LinkButton } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { useTheme } from '@material-ui/core/styles';
import {
  AccessRequest,
  RequestActionName,
  isPending,
} from '@jit-portal/backstage-plugin-jit-common';
import { useNavigate } from 'react-router-dom';
import { useJitCommand } from '../api';
import { useJitLinks } from '../routes';
import { ActionButton } from '../shared/ActionButton';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { useLeavingHere } from '../shared/cameFrom';
import { ViewDetailsButton } from '../lists/ViewDetailsButton';
import { sentenceOf } from '../shared/errors';
import { nearTime } from '../shared/formats';
import { inkOf } from '../shared/palette';
import { useNow } from '../shared/useNow';
import { useOnline } from '../shared/useOnline';
import { useToast } from '../shared/useToast';
import { useZone } from '../shared/zone';
import { useWords } from '../translation';

const CLOSED = [
  'REJECTED',
  'EXPIRED',
  'CANCELLED',
  'ENDED',
  'REVOKED',
  'FAILED',
];

function actionOf(request: AccessRequest, name: RequestActionName) {
  return request.allowedActions.find(action => action.name === name);
}

/** Takes a pending request back; asks first. */
export function CancelRequest({ request }: { request: AccessRequest }) {
  const t = useWords();
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const cancel = useJitCommand((api, id: string) => api.cancelRequest(id));
  const action = actionOf(request, 'cancel');
  if (!action) return null;
  const confirm = () =>
    cancel.mutate(request.id, {
      onSuccess: () => {
        setOpen(false);
        toast(t('requester.requests.cancelled'));
      },
    });
  return (
    <>
      <ActionButton
        because={action.allowed ? undefined : action.because}
        aria-label={t('requester.requests.cancelOf', {
          number: request.number,
        })}
        onClick={() => setOpen(true)}
      >
        {t('requester.requests.cancel')}
      </ActionButton>
      <ConfirmDialog
        open={open}
        title={t('requester.requests.cancelTitle')}
        text={t('requester.requests.cancelText')}
        keepLabel={t('requester.requests.keep')}
        confirmLabel={t('requester.requests.confirmCancel')}
        busyLabel={t('requester.requests.cancelling')}
        busy={cancel.isPending}
        error={
          cancel.error
            ? t('requester.requests.notDone', {
                reason: sentenceOf(cancel.error),
              })
            : undefined
        }
        onClose={() => setOpen(false)}
        onConfirm={confirm}
      />
    </>
  );
}

/** Asks the reviewers again, once an hour at most. */
export function SendReminder({ request }: { request: AccessRequest }) {
  const t = useWords();
  const theme = useTheme();
  const toast = useToast();
  const zone = useZone();
  const now = useNow();
  const online = useOnline();
  const remind = useJitCommand((api, id: string) => api.remindReviewers(id));
  const action = actionOf(request, 'remind');
  if (!action) return null;
  const offline = online ? undefined : t('common.banner.offlineAction');
  return (
    <>
      <ActionButton
        because={action.allowed ? offline : action.because}
        busy={remind.isPending}
        aria-label={t('requester.requests.remindOf', {
          number: request.number,
        })}
        onClick={() =>
          remind.mutate(request.id, {
            onSuccess: () => toast(t('requester.requests.remindedToast')),
          })
        }
      >
        {t('requester.requests.remind')}
      </ActionButton>
      {request.remindedAt && (
        <Typography variant="caption" display="block">
          {t('requester.requests.reminded', {
            time: nearTime(request.remindedAt, zone.name, now),
          })}
        </Typography>
      )}
      {remind.error && (
        <Typography
          variant="caption"
          role="alert"
          style={{ color: inkOf(theme, 'red').text }}
        >
          {t('requester.requests.notDone', {
            reason: sentenceOf(remind.error),
          })}
        </Typography>
      )}
    </>
  );
}

/** Asks for the same once more; for requests that are over. */
export function RequestAgain({ request }: { request: AccessRequest }) {
  const t = useWords();
  const links = useJitLinks();
  if (!CLOSED.includes(request.state)) return null;
  return (
    <LinkButton
      size="small"
      variant="outlined"
      to={links.page('request', {
        account: request.account.id,
        from: request.number,
      })}
      aria-label={t('requester.requests.againOf', { number: request.number })}
    >
      {t('common.action.requestAgain')}
    </LinkButton>
  );
}

/** What the requester can do with a request of theirs. */
export function MyRequestActions({ request }: { request: AccessRequest }) {
  const navigate = useNavigate();
  const links = useJitLinks();
  const state = useLeavingHere();
  return (
    <Box display="flex" flexWrap="wrap" style={{ gap: 8 }}>
      <ViewDetailsButton
        of={`${request.number}, ${request.account.name}`}
        onClick={() => navigate(links.requestPage(request.number), { state })}
      />
      {isPending(request.status) && (
        <>
          <SendReminder request={request} />
          <CancelRequest request={request} />
        </>
      )}
      <RequestAgain request={request} />
    </Box>
  );
}
