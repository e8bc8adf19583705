import { useId, useRef, useState } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { Theme, useTheme } from '@material-ui/core/styles';
import WarningIcon from '@material-ui/icons/ReportProblemOutlined';
import { Session } from '@jit-portal/backstage-plugin-jit-common';
import { Field, Fields } from '../requests/details';
import { ActionButton } from '../shared/ActionButton';
import { Banner } from '../shared/Banner';
import { CommentField } from '../shared/CommentField';
import { sentenceOf } from '../shared/errors';
import { durationWords } from '../shared/formats';
import { TimeLeft } from '../shared/TimeLeft';
import { inkOf } from '../shared/palette';
import { useDraft } from '../shared/useDraft';
import { useOnline } from '../shared/useOnline';
import { useTakesLong } from '../shared/useTakesLong';
import { useZone } from '../shared/zone';
import { useWords } from '../translation';
import { alsoEndsLines, quickReasons } from './revokeWords';
import { RevokeResult, useRevoke } from './useRevoke';

const REASON_MAX = 500;

/** One session in full, or a line for each of several. */
function What({ sessions }: { sessions: Session[] }) {
  const t = useWords();
  if (sessions.length > 1) {
    return (
      <ul>
        {sessions.map(one => (
          <li key={one.id}>
            {t('approver.revoke.one', {
              number: one.number,
              set: one.permissionSet.name,
              account: one.account.name,
            })}
          </li>
        ))}
      </ul>
    );
  }
  const [session] = sessions;
  return (
    <Fields>
      <Field name={t('common.field.user')}>{session.user.displayName}</Field>
      <Field name={t('common.field.awsAccount')}>
        {t('common.nameAndId', session.account)}
      </Field>
      <Field name={t('common.field.permissionSet')}>
        {session.permissionSet.name}
      </Field>
      <Field name={t('common.field.timeRemaining')}>
        {session.expiresAt ? (
          <TimeLeft until={session.expiresAt} />
        ) : (
          t('approver.manage.settingUp')
        )}
      </Field>
    </Fields>
  );
}

/** What the revocation cannot or will also do; only what is true. */
function Consequences({ sessions }: { sessions: Session[] }) {
  const t = useWords();
  const zone = useZone();
  const shown = new Set(sessions.map(one => one.number));
  const residual = sessions.find(one => one.residual)?.residual;
  const lines = sessions
    .map(one => ({
      ...one,
      sameAccess: one.sameAccess.filter(other => !shown.has(other.number)),
    }))
    .flatMap(one => alsoEndsLines(t, one, zone.name));
  return (
    <>
      {residual && (
        <Typography>
          {t('approver.revoke.residual', { words: durationWords(residual) })}
        </Typography>
      )}
      {lines.map(line => (
        <Typography key={line}>{line}</Typography>
      ))}
    </>
  );
}

function warningOf(t: ReturnType<typeof useWords>, sessions: Session[]) {
  const name = sessions[0].user.displayName;
  return sessions.length === 1
    ? t('approver.revoke.warning', { name, account: sessions[0].account.name })
    : t('approver.revoke.warningAll', { count: sessions.length, name });
}

function Failures({ results }: { results: RevokeResult[] }) {
  const t = useWords();
  const failed = results.filter(one => one.error);
  if (failed.length === 0) return null;
  return (
    <Banner family="red" role="alert">
      {failed.map(({ session, error }) => (
        <span key={session.id} style={{ display: 'block' }}>
          {t('approver.revoke.failed', {
            reason: `${session.number}, ${sentenceOf(error)}`,
          })}
        </span>
      ))}
    </Banner>
  );
}

/**
 * Asks before access is taken away. The Reason box has the focus: harmless,
 * and what one most likely wants.
 */
export function RevokeDialog(props: { sessions: Session[]; onClose(): void }) {
  const { sessions, onClose } = props;
  const t = useWords();
  const id = useId();
  const theme = useTheme();
  const online = useOnline();
  const isPhone = useMediaQuery<Theme>(of => of.breakpoints.down('xs'));
  const box = useRef<HTMLTextAreaElement>(null);
  const reason = useDraft(`revoke ${sessions.map(one => one.id).join(' ')}`);
  const [results, setResults] = useState<RevokeResult[]>([]);
  const revoke = useRevoke();
  const isLong = useTakesLong(revoke.isBusy);
  const mayClose = !revoke.isBusy || isLong;
  const confirm = async () => {
    // Those that were accepted before are not asked for again
    const done = results.filter(one => !one.error).map(one => one.session.id);
    const left = sessions.filter(one => !done.includes(one.id));
    const after = await revoke.revokeAll(left, reason.text);
    if (after.every(one => !one.error)) {
      reason.forget();
      onClose();
    } else {
      setResults([...results.filter(one => !one.error), ...after]);
    }
  };
  return (
    <Dialog
      open
      onClose={() => mayClose && onClose()}
      TransitionProps={{ onEntered: () => box.current?.focus() }}
      maxWidth="sm"
      fullWidth
      fullScreen={isPhone}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-warning`}
      PaperProps={{ role: 'alertdialog', 'aria-modal': true } as object}
    >
      <DialogTitle id={`${id}-title`}>
        {sessions.length === 1
          ? t('approver.revoke.title')
          : t('approver.revoke.titleAll', { n: String(sessions.length) })}
      </DialogTitle>
      <DialogContent>
        <Typography id={`${id}-warning`} gutterBottom>
          <WarningIcon
            aria-hidden
            fontSize="small"
            style={{
              color: inkOf(theme, 'amber').text,
              verticalAlign: 'text-bottom',
            }}
          />{' '}
          {warningOf(t, sessions)}
        </Typography>
        <Consequences sessions={sessions} />
        <What sessions={sessions} />
        <CommentField
          id={`${id}-reason`}
          label={t('approver.revoke.reason')}
          value={reason.text}
          max={REASON_MAX}
          help={t('approver.revoke.reasonHelp', {
            name: sessions[0].user.displayName,
          })}
          inputRef={box}
          onChange={reason.write}
        />
        <Box
          display="flex"
          flexWrap="wrap"
          style={{ gap: 6 }}
          role="group"
          aria-label={t('approver.revoke.quickReasons')}
        >
          {quickReasons.map(quick => (
            <Chip
              key={quick}
              size="small"
              variant="outlined"
              style={{ margin: 0 }}
              label={t(`approver.revoke.quick.${quick}`)}
              onClick={() => reason.write(t(`approver.revoke.quick.${quick}`))}
            />
          ))}
        </Box>
        <Failures results={results} />
        {isLong && (
          <Banner family="amber" role="status">
            {t('common.slow')}
          </Banner>
        )}
      </DialogContent>
      <DialogActions>
        <Button disabled={!mayClose} onClick={onClose}>
          {t('approver.revoke.cancel')}
        </Button>
        <ActionButton
          size="medium"
          busy={revoke.isBusy}
          because={online ? undefined : t('common.banner.offlineAction')}
          style={{
            color: inkOf(theme, 'red').text,
            borderColor: inkOf(theme, 'red').text,
          }}
          onClick={confirm}
        >
          {revoke.isBusy
            ? t('approver.revoke.revoking')
            : t('approver.revoke.confirm')}
        </ActionButton>
      </DialogActions>
    </Dialog>
  );
}
