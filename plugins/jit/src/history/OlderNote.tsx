import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { RequestQuery } from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery } from '../api';
import { countWords } from '../shared/formats';
import { useWords } from '../translation';

/** Where the range alone hides rows: how many there are without it. */
export function OlderNote(props: {
  /** As the list asks, range and all. */
  query: RequestQuery;
  onSearchAll(): void;
}) {
  const { from, to, cursor, counts, limit, ...others } = props.query;
  const t = useWords();
  const { data } = useJitQuery({
    queryKey: ['requests', 'history', 'older', others],
    ask: api => api.listRequests({ ...others, limit: 1 }),
  });
  if (!data || data.totalItems === 0) return null;
  const { totalItems: count, totalIsMinimum } = data;
  return (
    <Typography variant="body2" role="status">
      {t('approver.history.older', {
        count,
        n: countWords(count, totalIsMinimum),
      })}{' '}
      <Button size="small" onClick={props.onSearchAll}>
        {t('approver.history.searchAllTime')}
      </Button>
    </Typography>
  );
}
