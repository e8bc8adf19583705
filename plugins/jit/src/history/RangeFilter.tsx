import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { useWords } from '../translation';
import { RangeChoice, rangeNames, rangeProblem } from './ranges';

/** Requested when: a rolling range, or from and to with both ends included. */
export function RangeFilter(props: {
  choice: RangeChoice;
  onChange(choice: RangeChoice): void;
}) {
  const { choice, onChange } = props;
  const t = useWords();
  const isWrong = rangeProblem(choice);
  const day = (key: 'from' | 'to') => (
    <TextField
      type="date"
      size="small"
      variant="outlined"
      label={t(`approver.history.${key}`)}
      InputLabelProps={{ shrink: true }}
      value={choice[key] ?? ''}
      error={isWrong}
      helperText={
        isWrong && key === 'to' ? t('approver.history.endBeforeStart') : ''
      }
      onChange={event =>
        onChange({ ...choice, [key]: event.target.value || undefined })
      }
    />
  );
  return (
    <>
      <TextField
        select
        size="small"
        variant="outlined"
        id="history-range"
        label={t('approver.filter.range')}
        value={choice.range ?? 'all'}
        style={{ minWidth: 160 }}
        onChange={event =>
          onChange({
            range: rangeNames.find(name => name === event.target.value),
          })
        }
      >
        <MenuItem value="all">{t('approver.history.range.all')}</MenuItem>
        {rangeNames.map(name => (
          <MenuItem key={name} value={name}>
            {t(`approver.history.range.${name}`)}
          </MenuItem>
        ))}
      </TextField>
      {choice.range === 'custom' && day('from')}
      {choice.range === 'custom' && day('to')}
    </>
  );
}
