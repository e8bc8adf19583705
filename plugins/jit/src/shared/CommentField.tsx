import { RefObject } from 'react';
import TextField from '@material-ui/core/TextField';
import { lengthOf } from '@jit-portal/backstage-plugin-jit-common';
import { useWords } from '../translation';

/** So much of it as the server takes; never half a character. */
function firstOf(text: string, max: number): string {
  return lengthOf(text) > max ? [...text].slice(0, max).join('') : text;
}

/** A box for a comment or a reason, with what it says about itself below. */
export function CommentField(props: {
  id: string;
  label: string;
  value: string;
  onChange(value: string): void;
  max: number;
  help?: string;
  error?: string;
  disabled?: boolean;
  inputRef?: RefObject<HTMLTextAreaElement>;
}) {
  const t = useWords();
  const { id, max, value, error } = props;
  const count = t('common.commentCount', {
    n: String(lengthOf(value)),
    max: String(max),
  });
  return (
    <TextField
      id={id}
      label={props.label}
      value={value}
      onChange={event => props.onChange(firstOf(event.target.value, max))}
      error={Boolean(error)}
      helperText={[error ?? props.help, count].filter(Boolean).join(' ')}
      disabled={props.disabled}
      inputRef={props.inputRef}
      multiline
      minRows={3}
      fullWidth
      variant="outlined"
      margin="normal"
    />
  );
}
