import { ReactNode } from 'react';
import Button, { ButtonProps } from '@material-ui/core/Button';
import CircularProgress from '@material-ui/core/CircularProgress';
import Tooltip from '@material-ui/core/Tooltip';

type ActionButtonProps = Omit<ButtonProps, 'disabled'> & {
  children: ReactNode;
  /** Why it cannot be pressed now; pressing does nothing while this is set. */
  because?: string;
  /** Its own command is under way. */
  busy?: boolean;
  /** Another command is under way. */
  off?: boolean;
};

/**
 * A button that could become allowed: it stays focusable while it is off, so
 * that the reason can be read with the keyboard too.
 */
export function ActionButton(props: ActionButtonProps) {
  const { because, busy, off, onClick, children, ...rest } = props;
  const isOff = Boolean(because) || busy || off;
  return (
    <Tooltip title={because ?? ''}>
      <Button
        size="small"
        variant="outlined"
        {...rest}
        aria-disabled={isOff ? true : undefined}
        aria-busy={busy || undefined}
        startIcon={
          busy ? <CircularProgress size={14} color="inherit" /> : rest.startIcon
        }
        style={
          isOff
            ? { ...rest.style, opacity: 0.6, cursor: 'not-allowed' }
            : rest.style
        }
        onClick={isOff ? event => event.preventDefault() : onClick}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
