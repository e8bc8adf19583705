import { ReactElement } from 'react';
import Chip from '@material-ui/core/Chip';
import { alpha, makeStyles } from '@material-ui/core/styles';
import { ColourFamily, inkOf } from './palette';

const useStyles = makeStyles(theme => ({
  root: ({ family }: { family: ColourFamily }) => {
    const { text, fill } = inkOf(theme, family);
    return {
      margin: 0,
      color: text,
      backgroundColor: fill,
      border: `1px solid ${alpha(text, 0.4)}`,
      fontWeight: 600,
      '& svg': { color: text },
    };
  },
}));

/** A chip in one of the colour families: icon and word, never colour alone. */
export function InkChip(props: {
  family: ColourFamily;
  icon?: ReactElement;
  label: string;
}) {
  const classes = useStyles({ family: props.family });
  return (
    <Chip
      className={classes.root}
      size="small"
      icon={props.icon}
      label={props.label}
    />
  );
}
