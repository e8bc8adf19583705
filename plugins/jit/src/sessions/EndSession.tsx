import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { Session } from '@jit-portal/backstage-plugin-jit-common';
import { useJitCommand } from '../api';
import { ActionButton } from '../shared/ActionButton';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { sentenceOf } from '../shared/errors';
import { durationWords, nearTime } from '../shared/formats';
import { useNow } from '../shared/useNow';
import { useToast } from '../shared/useToast';
import { useZone } from '../shared/zone';
import { useWords } from '../translation';

/** What stays after the end: another session of the same access, credentials. */
function WhatStays({ session }: { session: Session }) {
  const t = useWords();
  const zone = useZone();
  const now = useNow();
  return (
    <>
      {session.sameAccess.map(({ number, expiresAt }) => (
        <Typography key={number} paragraph>
          {expiresAt
            ? t('requester.sessions.endStays', {
                number,
                time: nearTime(expiresAt, zone.name, now),
              })
            : t('requester.sessions.endStaysOpen', { number })}
        </Typography>
      ))}
      {session.residual && (
        <Typography paragraph>
          {t('requester.sessions.residual', {
            words: durationWords(session.residual),
          })}
        </Typography>
      )}
    </>
  );
}

/** Gives a session back before its time; asks first. */
export function EndSession({ session }: { session: Session }) {
  const t = useWords();
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const release = useJitCommand((api, id: string) => api.releaseSession(id));
  const action = session.allowedActions.find(one => one.name === 'release');
  if (!action) return null;
  const names = {
    account: session.account.name,
    set: session.permissionSet.name,
  };
  const confirm = () =>
    release.mutate(session.id, {
      onSuccess: after => {
        setOpen(false);
        // Ended is said only once AWS has confirmed it
        if (after.status === 'ENDED') {
          toast(t('requester.sessions.endedToast'));
        } else {
          toast(t('requester.sessions.endingToast'), { isUnderWay: true });
        }
      },
    });
  return (
    <>
      <ActionButton
        because={action.allowed ? undefined : action.because}
        aria-label={t('requester.sessions.endOf', names)}
        onClick={() => setOpen(true)}
      >
        {t('requester.sessions.end')}
      </ActionButton>
      <ConfirmDialog
        open={open}
        title={t('requester.sessions.endTitle')}
        text={t('requester.sessions.endText', names)}
        keepLabel={t('requester.sessions.keep')}
        confirmLabel={t('requester.sessions.confirmEnd')}
        busyLabel={t('requester.sessions.endingNow')}
        busy={release.isPending}
        error={
          release.error
            ? t('requester.sessions.endFailed', {
                reason: sentenceOf(release.error),
              })
            : undefined
        }
        onClose={() => setOpen(false)}
        onConfirm={confirm}
      >
        <WhatStays session={session} />
      </ConfirmDialog>
    </>
  );
}
