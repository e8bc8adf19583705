import { ReactNode, useId } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { Theme } from '@material-ui/core/styles';
import { useWords } from '../translation';
import { ActionButton } from './ActionButton';
import { Banner } from './Banner';
import { useOnline } from './useOnline';
import { useTakesLong } from './useTakesLong';

/**
 * Asks before something that cannot be undone. It cannot be closed while the
 * answer is awaited, and what went wrong is told inside.
 */
export function ConfirmDialog(props: {
  open: boolean;
  title: string;
  text: ReactNode;
  children?: ReactNode;
  keepLabel: string;
  confirmLabel: string;
  busyLabel: string;
  busy: boolean;
  error?: string;
  onClose(): void;
  onConfirm(): void;
}) {
  const t = useWords();
  const id = useId();
  const online = useOnline();
  const isPhone = useMediaQuery<Theme>(theme => theme.breakpoints.down('xs'));
  const isLong = useTakesLong(props.busy);
  const mayClose = !props.busy || isLong;
  const close = () => mayClose && props.onClose();
  return (
    <Dialog
      open={props.open}
      onClose={close}
      fullScreen={isPhone}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      PaperProps={{ role: 'alertdialog' }}
    >
      <DialogTitle id={`${id}-title`}>{props.title}</DialogTitle>
      <DialogContent>
        <DialogContentText
          id={`${id}-text`}
          component="div"
          color="textPrimary"
        >
          {props.text}
        </DialogContentText>
        {props.children}
        {props.error && (
          <Banner family="red" role="alert">
            {props.error}
          </Banner>
        )}
        {isLong && (
          <Banner family="amber" role="status">
            {t('common.slow')}
          </Banner>
        )}
      </DialogContent>
      <DialogActions>
        {/* The harmless button has the focus: Enter by mistake changes nothing */}
        <Button
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          // The ripple is not there yet when the focus comes with the dialog
          disableFocusRipple
          disabled={!mayClose}
          onClick={props.onClose}
        >
          {props.keepLabel}
        </Button>
        <ActionButton
          size="medium"
          busy={props.busy}
          because={online ? undefined : t('common.banner.offlineAction')}
          onClick={props.onConfirm}
        >
          {props.busy ? props.busyLabel : props.confirmLabel}
        </ActionButton>
      </DialogActions>
    </Dialog>
  );
}
