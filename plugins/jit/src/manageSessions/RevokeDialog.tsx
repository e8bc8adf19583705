import { RefObject, useId, useRef } from 'react';
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
import { resultSummary, RevokeLines } from './RevokeLines';
import { RevokeResult, useRevoke } from './useRevoke';

const REASON_MAX = 500;

/** One session in full. */
function What({ session }: { session: Session }) {
  const t = useWords();
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

/** What a single one, or all of several, led to. */
function Results(props: { isOnly: boolean; results: RevokeResult[] }) {
  const { isOnly, results } = props;
  const t = useWords();
  const failed = results.find(one => one.outcome === 'failed');
  if (isOnly) {
    return failed ? (
      <Banner family="red" role="alert">
        {t('approver.revoke.failed', { reason: sentenceOf(failed.error) })}
      </Banner>
    ) : null;
  }
  return results.length > 0 ? (
    <Banner
      family={failed ? 'red' : 'green'}
      role={failed ? 'alert' : 'status'}
    >
      {resultSummary(t, results)}
    </Banner>
  ) : null;
}

function Reason(props: {
  id: string;
  name: string;
  reason: ReturnType<typeof useDraft>;
  inputRef: RefObject<HTMLTextAreaElement>;
}) {
  const { reason } = props;
  const t = useWords();
  return (
    <>
      <CommentField
        id={props.id}
        label={t('approver.revoke.reason')}
        value={reason.text}
        max={REASON_MAX}
        help={t('approver.revoke.reasonHelp', { name: props.name })}
        inputRef={props.inputRef}
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
    </>
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
  const revoke = useRevoke();
  const { results } = revoke;
  const isOnly = sessions.length === 1;
  const failed = results.filter(one => one.outcome === 'failed');
  // What became of several stays to be read
  const isDone =
    !revoke.isBusy && results.length === sessions.length && failed.length === 0;
  const isLong = useTakesLong(revoke.isBusy);
  const mayClose = !revoke.isBusy || isLong;
  const confirm = async () => {
    const after = await revoke.revokeAll(sessions, reason.text);
    if (after.some(one => one.outcome === 'failed')) return;
    reason.forget();
    if (isOnly) onClose();
  };
  const confirmLabel =
    failed.length > 0
      ? t('approver.revoke.tryAgain')
      : t('approver.revoke.confirm');
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
        {isOnly
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
        {isOnly ? (
          <What session={sessions[0]} />
        ) : (
          <RevokeLines sessions={sessions} results={results} />
        )}
        {!isDone && (
          <Reason
            id={`${id}-reason`}
            name={sessions[0].user.displayName}
            reason={reason}
            inputRef={box}
          />
        )}
        {!revoke.isBusy && <Results isOnly={isOnly} results={results} />}
        {isLong && (
          <Banner family="amber" role="status">
            {t('common.slow')}
          </Banner>
        )}
      </DialogContent>
      <DialogActions>
        {isDone ? (
          <Button
            // What had the focus is gone with the question
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            // The ripple is not there yet when the focus comes with the button
            disableFocusRipple
            onClick={onClose}
          >
            {t('common.action.done')}
          </Button>
        ) : (
          <>
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
              {revoke.isBusy ? t('approver.revoke.revoking') : confirmLabel}
            </ActionButton>
          </>
        )}
      </DialogActions>
    </Dialog>
  );
}
