import { useId } from 'react';
import ListItemText from '@material-ui/core/ListItemText';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { OfferedPermissionSet } from '@jit-portal/backstage-plugin-jit-common';
import { Words, useWords } from '../translation';

function usageWords(t: Words, count: number): string {
  if (count === 0) return t('requester.form.neverUsed');
  if (count === 1) return t('requester.form.usedOnce');
  return t('requester.form.used', { n: String(count) });
}

/** The standard sets that this account offers. */
export function PermissionSetField(props: {
  sets: OfferedPermissionSet[];
  /** A portal that starts anew does not know all sets yet. */
  moreToCome?: boolean;
  value: string;
  error?: string;
  inputRef(input: { focus(): void } | null): void;
  onChange(name: string): void;
  onLeave(): void;
}) {
  const t = useWords();
  const id = useId();
  const chosen = props.sets.find(set => set.name === props.value);
  const help =
    chosen &&
    [chosen.description, usageWords(t, chosen.usageCount90d)]
      .filter(Boolean)
      .join(' · ');
  const said = props.error ?? help ?? t('requester.form.choosePermissionSet');
  return (
    <TextField
      id={id}
      select
      fullWidth
      variant="outlined"
      margin="normal"
      label={t('requester.form.permissionSet')}
      value={chosen ? props.value : ''}
      error={Boolean(props.error)}
      helperText={
        props.moreToCome ? (
          <>
            {said}
            <br />
            {t('requester.form.moreSetsToCome')}
          </>
        ) : (
          said
        )
      }
      inputRef={props.inputRef}
      onChange={event => props.onChange(event.target.value)}
      onBlur={props.onLeave}
      SelectProps={{
        renderValue: value => String(value),
        SelectDisplayProps: { 'aria-describedby': `${id}-helper-text` },
      }}
    >
      {props.sets.map(set => (
        <MenuItem key={set.name} value={set.name}>
          <ListItemText
            primary={set.name}
            secondary={set.description}
            secondaryTypographyProps={{ style: { whiteSpace: 'normal' } }}
          />
        </MenuItem>
      ))}
    </TextField>
  );
}
