import { useId } from 'react';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormHelperText from '@material-ui/core/FormHelperText';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { PermissionSetType } from '@jit-portal/backstage-plugin-jit-common';
import { useWords } from '../translation';

const types: PermissionSetType[] = ['standard', 'custom'];

/** A set that is offered, or one that is described here. */
export function TypeChoice(props: {
  type: PermissionSetType;
  onChange(type: PermissionSetType): void;
}) {
  const t = useWords();
  const id = useId();
  return (
    <FormControl component="fieldset" fullWidth>
      <FormLabel component="legend">{t('custom.type')}</FormLabel>
      <RadioGroup
        row
        name={id}
        value={props.type}
        onChange={(_event, value) => props.onChange(value as PermissionSetType)}
      >
        {types.map(type => (
          <FormControlLabel
            key={type}
            value={type}
            label={t(`common.setType.${type}`)}
            control={
              <Radio
                size="small"
                color="primary"
                inputProps={{ 'aria-describedby': `${id}-help` }}
              />
            }
          />
        ))}
      </RadioGroup>
      <FormHelperText id={`${id}-help`} style={{ marginTop: 0 }}>
        {t('custom.typeHelp')}
      </FormHelperText>
    </FormControl>
  );
}
