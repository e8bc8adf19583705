import { useId } from 'react';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { minutesOf, wordsOf } from '@jit-portal/backstage-plugin-jit-common';
import { useWords } from '../../translation';
import { CustomLimits } from './customValues';

const HOUR = 60;

/** Whole hours within the limits, and what was asked for before. */
function choicesOf(limits: CustomLimits, minutes: number): number[] {
  const min = minutesOf(limits.sessionDurationMin) ?? HOUR;
  const max = minutesOf(limits.sessionDurationMax) ?? 12 * HOUR;
  const hours = Array.from(
    { length: Math.floor(max / HOUR) },
    (_, at) => (at + 1) * HOUR,
  ).filter(one => one >= min);
  return [...new Set([...hours, minutes])].sort((a, b) => a - b);
}

/** How long one sign-in lasts; no part of how long the access lasts. */
export function SessionDurationField(props: {
  limits: CustomLimits;
  minutes: number;
  error?: string;
  inputRef(input: { focus(): void } | null): void;
  onChange(minutes: number): void;
  onLeave(): void;
}) {
  const { limits, minutes, error } = props;
  const t = useWords();
  const id = useId();
  return (
    <TextField
      id={id}
      select
      fullWidth
      variant="outlined"
      margin="normal"
      label={t('custom.sessionDuration')}
      value={minutes}
      error={Boolean(error)}
      helperText={error ?? t('custom.sessionDurationHelp')}
      inputRef={props.inputRef}
      onChange={event => props.onChange(Number(event.target.value))}
      onBlur={props.onLeave}
      SelectProps={{
        SelectDisplayProps: { 'aria-describedby': `${id}-helper-text` },
      }}
    >
      {choicesOf(limits, minutes).map(one => (
        <MenuItem key={one} value={one}>
          {wordsOf(one)}
        </MenuItem>
      ))}
    </TextField>
  );
}
