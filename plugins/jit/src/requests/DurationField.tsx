import { useId, useState } from 'react';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormHelperText from '@material-ui/core/FormHelperText';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import TextField from '@material-ui/core/TextField';
import {
  AccountLimits,
  wordsOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { useWords } from '../translation';
import { capsOf, presetsOf } from './formValues';

const OTHER = 'other';

function NumberBox(props: {
  label: string;
  value: number;
  step: number;
  max: number;
  onChange(value: number): void;
  onLeave(): void;
}) {
  const id = useId();
  return (
    <TextField
      id={id}
      type="number"
      size="small"
      variant="outlined"
      label={props.label}
      value={Number.isNaN(props.value) ? '' : props.value}
      inputProps={{ min: 0, max: props.max, step: props.step }}
      style={{ width: 112, marginRight: 8 }}
      onChange={({ target }) =>
        props.onChange(target.value === '' ? NaN : Number(target.value))
      }
      onBlur={props.onLeave}
    />
  );
}

/** How long: presets within the cap, or hours and minutes. */
export function DurationField(props: {
  limits: AccountLimits;
  minutes: number;
  error?: string;
  note?: string;
  inputRef(input: { focus(): void } | null): void;
  onChange(minutes: number): void;
  onLeave(): void;
}) {
  const { limits, minutes, error } = props;
  const t = useWords();
  const id = useId();
  const { max, step } = capsOf(limits);
  const presets = presetsOf(limits);
  const [isOther, setOther] = useState(!presets.includes(minutes));
  const [hours, setHours] = useState(Math.floor(minutes / 60));
  const [rest, setRest] = useState(minutes % 60);
  const write = (h: number, m: number) => {
    setHours(h);
    setRest(m);
    props.onChange(h * 60 + m);
  };
  const choose = (value: string) => {
    setOther(value === OTHER);
    if (value === OTHER) write(Math.floor(minutes / 60), minutes % 60);
    else props.onChange(Number(value));
  };
  const options = [
    ...presets.map(one => ({ value: String(one), label: wordsOf(one) })),
    { value: OTHER, label: t('requester.form.other') },
  ];
  return (
    <FormControl
      component="fieldset"
      margin="normal"
      error={Boolean(error)}
      fullWidth
    >
      <FormLabel component="legend">{t('requester.form.duration')}</FormLabel>
      <RadioGroup
        row
        name={id}
        value={isOther ? OTHER : String(minutes)}
        onChange={(_event, value) => choose(value)}
      >
        {options.map((one, index) => (
          <FormControlLabel
            key={one.value}
            value={one.value}
            label={one.label}
            control={
              <Radio
                size="small"
                color="primary"
                inputRef={index === 0 ? props.inputRef : undefined}
                inputProps={{ 'aria-describedby': `${id}-help` }}
              />
            }
          />
        ))}
      </RadioGroup>
      {isOther && (
        <div>
          <NumberBox
            label={t('requester.form.hours')}
            value={hours}
            step={1}
            max={Math.floor(max / 60)}
            onChange={value => write(value, rest)}
            onLeave={props.onLeave}
          />
          <NumberBox
            label={t('requester.form.minutes')}
            value={rest}
            step={step}
            max={59}
            onChange={value => write(hours, value)}
            onLeave={props.onLeave}
          />
        </div>
      )}
      <FormHelperText id={`${id}-help`}>
        {error ?? t('requester.form.longest', { words: wordsOf(max) })}
        {props.note && ` ${props.note}`}
      </FormHelperText>
    </FormControl>
  );
}
