import { useState } from 'react';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { ManagedPolicy } from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery } from '../../api';
import { managedPolicyName } from '../../policies';
import { sentenceOf } from '../../shared/errors';
import { useSettled } from '../../shared/useSettled';
import { useWords } from '../../translation';

const WAIT_MS = 300;
const SHOWN = 50;

function useManagedPolicies(text: string, isOpen: boolean) {
  const q = useSettled(text, WAIT_MS);
  return useJitQuery({
    queryKey: ['managed-policies', q],
    ask: api => api.listManagedPolicies({ q: q || undefined, limit: SHOWN }),
    enabled: isOpen,
    keepPrevious: true,
  });
}

function Option({ policy }: { policy: ManagedPolicy }) {
  const t = useWords();
  const { name, deprecated } = policy;
  return (
    <span style={{ overflowWrap: 'anywhere' }}>
      {name}
      {deprecated && (
        <Typography variant="caption" color="textSecondary" display="block">
          {t('custom.deprecated', { name: deprecated })}
        </Typography>
      )}
    </span>
  );
}

/** AWS's own policies, searched on the server, up to the limit of a set. */
export function ManagedPoliciesField(props: {
  arns: string[];
  max: number;
  error?: string;
  inputRef(input: { focus(): void } | null): void;
  onChange(arns: string[]): void;
  onLeave(): void;
}) {
  const { arns, max, error } = props;
  const t = useWords();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const found = useManagedPolicies(text, isOpen);
  const items = found.data?.items ?? [];
  const total = found.data?.totalItems ?? 0;
  const chosen = arns.map(arn => ({ arn, name: managedPolicyName(arn) }));
  const isFull = arns.length >= max;

  const trouble =
    found.isError &&
    t('custom.managedTrouble', { reason: sentenceOf(found.error) });
  const shown =
    isOpen &&
    total > items.length &&
    t('custom.managedShown', { n: String(items.length), total: String(total) });
  const count = isFull
    ? t('custom.managedFull', { max: String(max) })
    : t('custom.managedHelp', { n: String(arns.length), max: String(max) });
  return (
    <Autocomplete<ManagedPolicy, true>
      multiple
      // The list stays open for the next one
      disableCloseOnSelect
      // What is chosen is an option too, whatever is searched for
      options={[...chosen, ...items.filter(one => !arns.includes(one.arn))]}
      value={chosen}
      inputValue={text}
      loading={found.isFetching && items.length === 0}
      loadingText={t('custom.managedLoading')}
      noOptionsText={trouble || t('custom.managedNone')}
      getOptionLabel={one => one.name}
      getOptionSelected={(option, value) => option.arn === value.arn}
      getOptionDisabled={() => isFull}
      // The server has searched already
      filterOptions={options => options.filter(one => !arns.includes(one.arn))}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      onInputChange={(_event, value, why) => {
        // One choice leaves the search as it is, for its neighbours
        if (why !== 'reset') setText(value);
      }}
      onChange={(_event, next) => props.onChange(next.map(one => one.arn))}
      onBlur={() => {
        setText('');
        props.onLeave();
      }}
      renderOption={one => <Option policy={one} />}
      renderInput={params => (
        <TextField
          {...params}
          variant="outlined"
          margin="normal"
          label={t('custom.managedPolicies')}
          placeholder={
            arns.length === 0 ? t('custom.managedPlaceholder') : undefined
          }
          error={Boolean(error)}
          helperText={[error || trouble, count, shown]
            .filter(Boolean)
            .join(' · ')}
          inputRef={props.inputRef}
        />
      )}
    />
  );
}
