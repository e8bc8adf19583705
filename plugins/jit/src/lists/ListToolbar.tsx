import { ReactNode, useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { Theme, makeStyles } from '@material-ui/core/styles';
import FilterListIcon from '@material-ui/icons/FilterList';
import { useWords } from '../translation';
import { SearchField } from './SearchField';
import { ListControls } from './useListState';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
  chip: { margin: 0 },
}));

/** A filter in force, with how to take it off. */
export interface FilterChip {
  name: string;
  value: string;
  remove(): void;
}

/** A chip for each value that a filter has in the URL. */
export function filterChips(
  list: ListControls,
  key: string,
  name: string,
  wordsOf: (value: string) => string = value => value,
): FilterChip[] {
  const values = list.state.filters[key];
  return values.map(value => ({
    name,
    value: wordsOf(value),
    remove: () =>
      list.setFilter(
        key,
        values.filter(one => one !== value),
      ),
  }));
}

/** Each filter in force as a chip with an ×, and what a link asked for in vain. */
export function FilterChips(props: {
  list: ListControls;
  chips: FilterChip[];
}) {
  const { list, chips } = props;
  const t = useWords();
  const classes = useStyles();
  return (
    <>
      {list.state.hadInvalid && (
        <Typography variant="body2" role="status">
          {t('common.list.invalidFilters')}
        </Typography>
      )}
      {list.state.isFiltered && (
        <div className={classes.row}>
          {chips.map(chip => {
            const label = t('common.list.filterChip', chip);
            return (
              <Chip
                key={`${chip.name} ${chip.value}`}
                className={classes.chip}
                size="small"
                label={label}
                onDelete={chip.remove}
                aria-label={t('common.list.removeFilter', { name: label })}
              />
            );
          })}
          <Button size="small" onClick={list.clearFilters}>
            {t('common.action.clearFilters')}
          </Button>
        </div>
      )}
    </>
  );
}

/** Search and filters above a table; each filter in force is a chip with an ×. */
export function ListToolbar(props: {
  list: ListControls;
  searchLabel: string;
  /** Controls of the page's own. */
  children?: ReactNode;
  /** More of them, which what is in force must not push down. */
  below?: ReactNode;
  chips?: FilterChip[];
}) {
  const { list, chips = [] } = props;
  const t = useWords();
  const classes = useStyles();
  const id = useId();
  const isPhone = useMediaQuery<Theme>(theme => theme.breakpoints.down('xs'));
  const [isOpen, setOpen] = useState(false);
  const inForce = Object.values(list.state.filters).flat().length;
  const folds = isPhone && Boolean(props.children || props.below);
  return (
    <>
      <div className={classes.row}>
        <SearchField
          label={props.searchLabel}
          value={list.state.q}
          onSearch={list.setSearchText}
        />
        {!folds && props.children}
      </div>
      {!folds && props.below}
      {folds && (
        <>
          <Button
            size="small"
            startIcon={<FilterListIcon />}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            {inForce > 0
              ? t('common.list.filtersOn', { n: String(inForce) })
              : t('common.list.filters')}
          </Button>
          {/* On a phone the rows come first; what is in force is told below */}
          <div id={id} hidden={!isOpen}>
            <div className={classes.row}>{props.children}</div>
            {props.below}
          </div>
        </>
      )}
      <FilterChips list={list} chips={chips} />
    </>
  );
}
