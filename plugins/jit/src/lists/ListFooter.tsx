import { makeStyles } from '@material-ui/core/styles';
import TablePagination from '@material-ui/core/TablePagination';
import { ListPage } from '@jit-portal/backstage-plugin-jit-common';
import { useWords } from '../translation';
import { countWords } from '../shared/formats';
import { ListControls } from './useListState';

const useStyles = makeStyles(theme => ({
  // On a phone it takes two lines, and nothing scrolls sideways
  toolbar: {
    [theme.breakpoints.down('xs')]: {
      flexWrap: 'wrap',
      justifyContent: 'flex-end',
      padding: theme.spacing(0, 1),
    },
  },
  spacer: { [theme.breakpoints.down('xs')]: { display: 'none' } },
}));

/** Pages of a list: the server's, by cursor. */
export function ListFooter(props: {
  list: ListControls;
  answer?: ListPage<unknown>;
}) {
  const { list, answer } = props;
  const t = useWords();
  const classes = useStyles();
  if (!answer || (list.state.page === 1 && !answer.nextCursor)) return null;
  const { page, size } = list.state;
  const from = (page - 1) * size + 1;
  return (
    <TablePagination
      component="div"
      classes={{ toolbar: classes.toolbar, spacer: classes.spacer }}
      // The total may be a minimum, so Next depends on the cursor alone
      count={answer.nextCursor ? -1 : (page - 1) * size + answer.items.length}
      page={page - 1}
      rowsPerPage={size}
      rowsPerPageOptions={[10, 20, 50, 100]}
      labelRowsPerPage={t('common.list.rowsPerPage')}
      labelDisplayedRows={() =>
        t('common.list.rangeOf', {
          from: String(from),
          to: String(from + answer.items.length - 1),
          total: countWords(answer.totalItems, answer.totalIsMinimum),
        })
      }
      nextIconButtonText={t('common.list.nextPage')}
      backIconButtonText={t('common.list.previousPage')}
      onRowsPerPageChange={event => list.setSize(Number(event.target.value))}
      onPageChange={(_event, to) => {
        if (to > page - 1 && answer.nextCursor) {
          list.toNextPage(answer.nextCursor);
        } else {
          list.toPreviousPage();
        }
      }}
    />
  );
}
