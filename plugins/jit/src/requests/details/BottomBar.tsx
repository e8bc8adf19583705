import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { classNames } from '../../shared/classNames';

/** What has the focus is never behind the bar. */
export const aboveTheBar = 120;

const useStyles = makeStyles(theme => ({
  root: {
    position: 'sticky',
    // Over the room that a dialog leaves below what it holds
    bottom: theme.spacing(-1),
    zIndex: 1,
    // From edge to edge of what it stands in
    margin: theme.spacing(2, -3, -1),
    padding: theme.spacing(1.5, 3),
    borderTop: `1px solid ${theme.palette.divider}`,
    backgroundColor: theme.palette.background.paper,
  },
  inPage: {
    bottom: 0,
    // There the app's own bar is at the bottom of a phone
    [theme.breakpoints.down('xs')]: { position: 'static' },
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: theme.spacing(1),
  },
  beside: { marginRight: 'auto' },
  note: {
    [theme.breakpoints.down('xs')]: { width: '100%', textAlign: 'right' },
  },
}));

/** The way to decide and to go on, in sight however long the request is. */
export function BottomBar(props: {
  inPage?: boolean;
  /** At the left of the buttons. */
  beside?: ReactNode;
  /** Above the buttons: what went wrong, or what became of it. */
  told?: ReactNode;
  /** What pressing a button leads to. */
  note?: string;
  children: ReactNode;
}) {
  const classes = useStyles();
  return (
    <div className={classNames(classes.root, props.inPage && classes.inPage)}>
      {props.told}
      <div className={classes.line}>
        <div className={classes.beside}>{props.beside}</div>
        {props.note && (
          <Typography
            variant="body2"
            color="textSecondary"
            className={classes.note}
          >
            {props.note}
          </Typography>
        )}
        {props.children}
      </div>
    </div>
  );
}
