import { useEffect, useId, useRef } from 'react';
import TextField from '@material-ui/core/TextField';
import {
  AccountLimits,
  lengthOf,
  tidy,
  visibleLengthOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { announce } from '../shared/announce';
import { useWords } from '../translation';

const WARN_AT = 50;

type Zone = 'short' | 'fine' | 'nearly-full';

/** What, and why; says how much is missing or left. */
export function JustificationField(props: {
  limits: AccountLimits;
  value: string;
  /** Under the minimum, or what the server said. */
  error?: string;
  inputRef(input: { focus(): void } | null): void;
  onChange(value: string): void;
  onLeave(): void;
}) {
  const { value, error, limits } = props;
  const { justificationMin: min, justificationMax: max } = limits;
  const t = useWords();
  const id = useId();
  // Both as the server counts
  const length = lengthOf(tidy(value));
  const missing = min - visibleLengthOf(value);
  const needs = length > 0 ? 'moreNeeded' : 'atLeast';
  const counter =
    missing > 0
      ? t(`requester.form.${needs}`, { count: missing })
      : t('common.commentCount', { n: String(length), max: String(max) });

  const enough: Zone = max - length <= WARN_AT ? 'nearly-full' : 'fine';
  const zone: Zone = missing > 0 ? 'short' : enough;
  const before = useRef(zone);
  useEffect(() => {
    // Only when a limit is crossed: nobody wants to hear each letter
    if (before.current === zone) return;
    before.current = zone;
    announce(
      zone === 'nearly-full'
        ? t('requester.form.charactersLeft', { n: String(max - length) })
        : counter,
    );
  }, [zone, counter, max, length, t]);

  return (
    <TextField
      id={id}
      label={t('requester.form.justification')}
      value={value}
      multiline
      minRows={3}
      fullWidth
      variant="outlined"
      margin="normal"
      error={Boolean(error)}
      inputRef={props.inputRef}
      helperText={
        <>
          {t('requester.form.justificationHelp')}
          <br />
          {error ?? counter}
        </>
      }
      onChange={event => props.onChange(event.target.value)}
      onBlur={props.onLeave}
    />
  );
}
