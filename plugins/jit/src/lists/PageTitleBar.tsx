import { ReactNode, RefObject } from 'react';
import IconButton from '@material-ui/core/IconButton';
import LinearProgress from '@material-ui/core/LinearProgress';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import RefreshIcon from '@material-ui/icons/Refresh';
import { UseQueryResult } from '@tanstack/react-query';
import { useWords } from '../translation';
import { clockTime, countWords } from '../shared/formats';
import { ZoneMenu } from '../shared/ZoneMenu';
import { useZone } from '../shared/zone';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
  },
  title: {
    ...theme.typography.h5,
    flexGrow: 1,
    margin: 0,
    '&:focus': { outline: 'none' },
  },
  /** Refresh stays beside what it makes new. */
  fresh: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    whiteSpace: 'nowrap',
  },
  bar: { height: 2, marginBottom: theme.spacing(1) },
}));

/** The list's name and count, the zone, how fresh it is, and Refresh. */
export function PageTitleBar(props: {
  title: string;
  count?: number;
  isMinimum?: boolean;
  query: UseQueryResult<unknown, Error>;
  onRefresh(): void;
  /** Takes the focus when what had it is gone. */
  titleRef?: RefObject<HTMLHeadingElement>;
  /** What can be done with the whole list. */
  children?: ReactNode;
}) {
  const { title, count, query } = props;
  const t = useWords();
  const classes = useStyles();
  const { name } = useZone();
  const isRefreshing = query.isFetching && query.data !== undefined;
  return (
    <>
      <div className={classes.root}>
        <h2 className={classes.title} ref={props.titleRef} tabIndex={-1}>
          {count === undefined
            ? title
            : t('common.list.titleWithCount', {
                title,
                n: countWords(count, props.isMinimum),
              })}
        </h2>
        <ZoneMenu />
        <div className={classes.fresh}>
          {query.dataUpdatedAt > 0 && (
            <Typography variant="body2">
              {t('common.time.updated', {
                time: clockTime(query.dataUpdatedAt, name),
              })}
            </Typography>
          )}
          <Tooltip title={t('common.action.refresh')}>
            <IconButton
              size="small"
              aria-label={t('common.action.refresh')}
              onClick={props.onRefresh}
            >
              <RefreshIcon />
            </IconButton>
          </Tooltip>
        </div>
        {props.children}
      </div>
      <div className={classes.bar}>
        {isRefreshing && (
          <LinearProgress
            className={classes.bar}
            aria-label={t('common.list.refreshing')}
          />
        )}
      </div>
    </>
  );
}
