import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import {
  FindingKind,
  findingKinds,
} from '@jit-portal/backstage-plugin-jit-common';
import { ListControls, ListState } from '../lists/useListState';
import { useWords } from '../translation';

export const views = ['open', 'resolved', 'all'] as const;

/** What lasts is what there is to do. */
export function viewOf({ filters }: ListState): (typeof views)[number] {
  return (filters.view[0] as (typeof views)[number]) ?? 'open';
}

function Choice(props: {
  id: string;
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange(value: string): void;
}) {
  return (
    <TextField
      select
      size="small"
      variant="outlined"
      id={props.id}
      label={props.label}
      value={props.value}
      style={{ minWidth: 160 }}
      onChange={event => props.onChange(event.target.value)}
    >
      {props.options.map(({ value, label }) => (
        <MenuItem key={value} value={value}>
          {label}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** Whether it lasts, and of what kind it is. */
export function DriftFilters({ list }: { list: ListControls }) {
  const t = useWords();
  const kind = (list.state.filters.kind[0] ?? 'all') as FindingKind | 'all';
  return (
    <>
      <Choice
        id="drift-view"
        label={t('ownership.drift.view')}
        value={viewOf(list.state)}
        options={views.map(value => ({
          value,
          label: t(`ownership.drift.views.${value}`),
        }))}
        onChange={value =>
          list.setFilter('view', value === 'open' ? [] : [value])
        }
      />
      <Choice
        id="drift-kind"
        label={t('ownership.drift.kind')}
        value={kind}
        options={[
          { value: 'all', label: t('ownership.drift.allKinds') },
          ...findingKinds.map(value => ({
            value,
            label: t(`ownership.drift.kinds.${value}`),
          })),
        ]}
        onChange={value =>
          list.setFilter('kind', value === 'all' ? [] : [value])
        }
      />
    </>
  );
}
