import Chip from '@material-ui/core/Chip';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.75),
    border: 0,
    margin: theme.spacing(0, 0, 1),
    padding: 0,
  },
  chip: { margin: 0 },
}));

/** Chips that switch values of a filter on and off; none on means all. */
export function FilterToggles<TValue extends string>(props: {
  label: string;
  allLabel: string;
  options: readonly { value: TValue; label: string }[];
  chosen: readonly string[];
  onChange(values: TValue[]): void;
}) {
  const classes = useStyles();
  const { options, chosen } = props;
  const isOn = (value: TValue) => chosen.includes(value);
  const toggle = (value: TValue) =>
    props.onChange(
      options
        .map(one => one.value)
        .filter(one => (one === value ? !isOn(one) : isOn(one))),
    );
  const chip = (label: string, on: boolean, onClick: () => void) => (
    <Chip
      key={label}
      className={classes.chip}
      size="small"
      label={label}
      variant={on ? 'default' : 'outlined'}
      color={on ? 'primary' : 'default'}
      onClick={onClick}
      aria-pressed={on}
    />
  );
  return (
    <div role="group" aria-label={props.label} className={classes.row}>
      {chip(props.allLabel, chosen.length === 0, () => props.onChange([]))}
      {options.map(({ value, label }) =>
        chip(label, isOn(value), () => toggle(value)),
      )}
    </div>
  );
}
