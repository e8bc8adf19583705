import { KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Progress } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogContent from '@material-ui/core/DialogContent';
import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { Theme, makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import LinkIcon from '@material-ui/icons/Link';
import OpenInNewIcon from '@material-ui/icons/OpenInNew';
import { Decision } from '@jit-portal/backstage-plugin-jit-common';
import { Link } from 'react-router-dom';
import { useJitLinks } from '../../routes';
import { LoadError } from '../../shared/LoadError';
import { announce } from '../../shared/announce';
import { useLeavingHere } from '../../shared/cameFrom';
import { useTakesLong } from '../../shared/useTakesLong';
import { useWords } from '../../translation';
import { aboveTheBar } from './BottomBar';
import { Decided } from './Decided';
import { RequestDetails } from './RequestDetails';
import { ReviewPanel } from './ReviewPanel';
import { useRequest } from './useRequest';
import { useRequestTitle } from './useRequestTitle';
import { Outcome, useReviewToast } from './useReviewToast';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    padding: theme.spacing(2, 2, 0, 3),
  },
  title: {
    ...theme.typography.h6,
    flexGrow: 1,
    margin: 0,
    '&:focus': { outline: 'none' },
  },
  content: { scrollPaddingBottom: aboveTheBar },
}));

/** The neighbours of the open request in the list it was opened from. */
export interface Neighbours {
  position: number;
  count: number;
  previous?: string;
  next?: string;
  onGo(number: string): void;
}

function TitleBar(props: {
  id: string;
  title: string;
  number: string;
  mayClose: boolean;
  onClose(): void;
}) {
  const { id, number, mayClose, onClose } = props;
  const t = useWords();
  const links = useJitLinks();
  const classes = useStyles();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), [number]);
  const state = useLeavingHere();
  const href = links.requestPage(number);
  const copy = async () => {
    await window.navigator.clipboard.writeText(
      new URL(href, window.location.origin).toString(),
    );
    announce(t('common.action.copied'));
  };
  const icon = (label: string, Icon: typeof LinkIcon, extra: object) => (
    <Tooltip title={label}>
      <IconButton size="small" aria-label={label} {...extra}>
        <Icon />
      </IconButton>
    </Tooltip>
  );
  return (
    <div className={classes.bar}>
      <h2 id={id} className={classes.title} ref={title} tabIndex={-1}>
        {props.title}
      </h2>
      {icon(t('common.action.copyLink'), LinkIcon, { onClick: copy })}
      {icon(t('approver.details.openFullPage'), OpenInNewIcon, {
        component: Link,
        to: href,
        state,
        // Material UI would call it a button
        role: 'link',
      })}
      {icon(t('common.action.close'), CloseIcon, {
        onClick: () => mayClose && onClose(),
        'aria-disabled': !mayClose || undefined,
      })}
    </div>
  );
}

function Stepper(props: { neighbours: Neighbours; mayLeave: boolean }) {
  const { neighbours, mayLeave } = props;
  const t = useWords();
  const { previous, next, position, count, onGo } = neighbours;
  return (
    <Box display="flex" alignItems="center" style={{ gap: 8 }}>
      <Button
        size="small"
        disabled={!previous || !mayLeave}
        onClick={() => previous && onGo(previous)}
      >
        {t('approver.details.previous')}
      </Button>
      <Typography variant="body2">
        {t('approver.details.position', {
          n: String(position),
          of: String(count),
        })}
      </Typography>
      <Button
        size="small"
        disabled={!next || !mayLeave}
        onClick={() => next && onGo(next)}
      >
        {t('approver.details.next')}
      </Button>
    </Box>
  );
}

function Body(props: {
  query: ReturnType<typeof useRequest>;
  neighbours?: Neighbours;
  mayLeave: boolean;
  onDeciding(isDeciding: boolean): void;
  onDecided(outcome: Outcome): void;
  onClose(): void;
}) {
  const { query, neighbours, mayLeave, onDeciding, onDecided, onClose } = props;
  const t = useWords();
  const [decided, setDecided] = useState<Decision>();
  const stepper = neighbours && neighbours.count > 1 && (
    <Stepper neighbours={neighbours} mayLeave={mayLeave} />
  );
  if (query.isError && !query.data) {
    return (
      <>
        <LoadError
          what={t('approver.details.what')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
        {stepper}
      </>
    );
  }
  if (!query.data) {
    return (
      <>
        <Progress />
        {stepper}
      </>
    );
  }
  const request = query.data;
  const next = neighbours?.next;
  return (
    <>
      <RequestDetails request={request} />
      {decided ? (
        <Decided
          request={request}
          decision={decided}
          beside={stepper}
          onNext={next ? () => neighbours?.onGo(next) : undefined}
          onDone={onClose}
        />
      ) : (
        <ReviewPanel
          request={request}
          beside={stepper}
          onDeciding={onDeciding}
          onDone={(after, decision) => {
            setDecided(decision);
            onDecided({ after, decision });
          }}
        />
      )}
    </>
  );
}

/** A request in a dialog: everything needed to decide, on one screen. */
export function DetailsDialog(props: {
  /** The request's number; the dialog is open while there is one. */
  number: string | undefined;
  neighbours?: Neighbours;
  onClose(): void;
}) {
  const { number, neighbours } = props;
  const id = useId();
  const say = useReviewToast();
  const outcome = useRef<Outcome>();
  const onClose = () => {
    props.onClose();
    // Of one that was left for the next the dialog has told itself
    if (outcome.current?.after.number === number) say(outcome.current!);
    outcome.current = undefined;
  };
  const query = useRequest(number);
  const titleOf = useRequestTitle();
  const title = query.data ? titleOf(query.data) : number ?? '';
  const isPhone = useMediaQuery<Theme>(theme => theme.breakpoints.down('xs'));
  const classes = useStyles();
  const [isDeciding, setDeciding] = useState(false);
  const isLong = useTakesLong(isDeciding);
  // The answer belongs to what is shown: neither close nor go on before it
  const mayLeave = !isDeciding || isLong;
  const onKeyDown = (event: KeyboardEvent) => {
    const isStep = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
    if (!event.altKey || !isStep || !neighbours) return;
    // Else the browser goes back or forward in its own history
    event.preventDefault();
    const { previous, next, onGo } = neighbours;
    const to = event.key === 'ArrowLeft' ? previous : next;
    if (to && mayLeave) onGo(to);
  };
  return (
    <Dialog
      open={number !== undefined}
      onClose={() => mayLeave && onClose()}
      maxWidth="md"
      fullWidth
      fullScreen={isPhone}
      aria-labelledby={id}
      // Not on the dialog itself, whose own handler closes it by Escape
      PaperProps={{ 'aria-modal': true, onKeyDown } as object}
    >
      <TitleBar
        id={id}
        title={title}
        number={number ?? ''}
        mayClose={mayLeave}
        onClose={onClose}
      />
      <DialogContent className={classes.content}>
        <Body
          key={number}
          query={query}
          neighbours={neighbours}
          mayLeave={mayLeave}
          onDeciding={setDeciding}
          onDecided={one => {
            outcome.current = one;
          }}
          onClose={onClose}
        />
      </DialogContent>
    </Dialog>
  );
}
