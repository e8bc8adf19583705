import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(280px, 100%), 1fr))',
    gap: theme.spacing(1.5, 3),
    margin: theme.spacing(1, 0, 2),
  },
  name: {
    ...theme.typography.body2,
    color: theme.palette.text.secondary,
    margin: 0,
  },
  value: {
    ...theme.typography.body1,
    margin: 0,
    overflowWrap: 'anywhere',
  },
}));

/** Names with their values, side by side where there is room. */
export function Fields({ children }: { children: ReactNode }) {
  const classes = useStyles();
  return <dl className={classes.list}>{children}</dl>;
}

export function Field(props: { name: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div>
      <dt className={classes.name}>{props.name}</dt>
      <dd className={classes.value}>{props.children}</dd>
    </div>
  );
}
