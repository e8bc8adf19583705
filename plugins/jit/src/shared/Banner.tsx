import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { ColourFamily, inkOf } from './palette';

const useStyles = makeStyles(theme => ({
  root: ({ family }: { family: ColourFamily }) => {
    const { text, fill } = inkOf(theme, family);
    return {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      padding: theme.spacing(1, 2),
      margin: theme.spacing(1, 0),
      borderRadius: theme.shape.borderRadius,
      borderLeft: `4px solid ${text}`,
      color: text,
      backgroundColor: fill,
    };
  },
}));

/** A line across the page: what is the matter, and one thing to do about it. */
export function Banner(props: {
  family: ColourFamily;
  /** `alert` interrupts a screen reader. */
  role?: 'alert' | 'status';
  children: ReactNode;
  action?: ReactNode;
}) {
  const classes = useStyles({ family: props.family });
  return (
    <div className={classes.root} role={props.role}>
      <span>{props.children}</span>
      {props.action}
    </div>
  );
}
