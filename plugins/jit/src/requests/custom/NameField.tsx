import { useId } from 'react';
import Button from '@material-ui/core/Button';
import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import { useWords } from '../../translation';
import { CustomLimits } from './customValues';
import { Refused } from './refusals';

/** Somebody who pastes a whole name means what follows the prefix. */
function withoutPrefix(text: string, prefix: string): string {
  return text.toUpperCase().startsWith(prefix.toUpperCase())
    ? text.slice(prefix.length)
    : text;
}

/** The name in AWS: its prefix is fixed, and what is left is counted. */
export function NameField(props: {
  limits: CustomLimits;
  value: string;
  error?: string;
  refused?: Refused;
  inputRef(input: { focus(): void } | null): void;
  onChange(name: string): void;
  onLeave(): void;
}) {
  const { value, limits, refused } = props;
  const { namePrefix, nameMax } = limits;
  const t = useWords();
  const id = useId();
  const room = nameMax - namePrefix.length;
  const error = props.error ?? refused?.message;
  const help = value
    ? t('custom.nameHelp', { name: `${namePrefix}${value}` })
    : t('custom.nameHelpEmpty');
  const suggestion = refused?.suggestion;
  return (
    <>
      <TextField
        id={id}
        fullWidth
        variant="outlined"
        margin="normal"
        label={t('custom.name')}
        value={value}
        error={Boolean(error)}
        helperText={[
          error ?? help,
          t('custom.nameCount', {
            n: String(value.length + namePrefix.length),
            max: String(nameMax),
          }),
        ].join(' · ')}
        inputRef={props.inputRef}
        inputProps={{
          maxLength: room,
          autoComplete: 'off',
          spellCheck: false,
        }}
        InputLabelProps={{ shrink: true }}
        InputProps={{
          startAdornment: (
            <InputAdornment position="start" style={{ marginRight: 2 }}>
              {namePrefix}
            </InputAdornment>
          ),
        }}
        onPaste={event => {
          const text = event.clipboardData.getData('text').trim();
          const meant = withoutPrefix(text, namePrefix);
          if (value !== '' || meant === text) return;
          event.preventDefault();
          props.onChange(meant.slice(0, room));
        }}
        onChange={event => props.onChange(event.target.value.slice(0, room))}
        onBlur={props.onLeave}
      />
      {suggestion && (
        <Button
          size="small"
          variant="outlined"
          onClick={() => props.onChange(withoutPrefix(suggestion, namePrefix))}
        >
          {t('custom.useName', { name: suggestion })}
        </Button>
      )}
    </>
  );
}
