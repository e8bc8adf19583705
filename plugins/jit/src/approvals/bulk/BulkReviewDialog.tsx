import { useEffect, useId, useRef } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { Theme } from '@material-ui/core/styles';
import {
  AccessRequest,
  Decision,
  needsOwnReview,
} from '@jit-portal/backstage-plugin-jit-common';
import {
  ReasonChips,
  useCommonReasons,
  withComment,
  withQuickText,
} from '../../requests/details';
import { ActionButton } from '../../shared/ActionButton';
import { Banner } from '../../shared/Banner';
import { CommentField } from '../../shared/CommentField';
import { sentenceOf, statusOf } from '../../shared/errors';
import { useOnline } from '../../shared/useOnline';
import { useTakesLong } from '../../shared/useTakesLong';
import { useWords } from '../../translation';
import { BulkLines, BulkResultLines, LeftOut } from './BulkLines';
import { BulkResult, summaryOf } from './bulkResults';
import { BulkReviewControls, useBulkReview } from './useBulkReview';

const COMMENT_MAX = 500;

function Comment(props: { decision: Decision; review: BulkReviewControls }) {
  const { decision, review } = props;
  const t = useWords();
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const reasons = useCommonReasons();
  const { draft, isMissing } = review;
  useEffect(() => {
    if (isMissing) box.current?.focus();
  }, [isMissing]);
  return (
    <>
      <CommentField
        id={id}
        label={t('approver.bulk.comment')}
        value={draft.comment}
        max={COMMENT_MAX}
        help={t('approver.review.commentOptional')}
        error={isMissing ? t('approver.review.commentMissing') : undefined}
        disabled={review.isBusy}
        inputRef={box}
        onChange={text => review.change(withComment(draft, text))}
      />
      {decision === 'reject' && (
        <ReasonChips
          reasons={reasons}
          chosen={draft.reasonCode}
          onChoose={(reason, text) =>
            review.change(withQuickText(draft, reason, text))
          }
        />
      )}
    </>
  );
}

function Trouble({ error }: { error: Error }) {
  const t = useWords();
  const status = statusOf(error);
  return (
    <Banner family="red" role="alert">
      {status !== undefined && status < 500
        ? t('approver.bulk.failed', { reason: sentenceOf(error) })
        : t('approver.bulk.unknown')}
    </Banner>
  );
}

function Asking(props: {
  decision: Decision;
  requests: AccessRequest[];
  leftOut: AccessRequest[];
  review: BulkReviewControls;
  isLong: boolean;
  onTakeOut(request: AccessRequest): void;
  onOpen(number: string): void;
}) {
  const { decision, requests, review } = props;
  const t = useWords();
  return (
    <DialogContent>
      <LeftOut requests={props.leftOut} onOpen={props.onOpen} />
      {requests.length > 0 && (
        <>
          <BulkLines
            requests={requests}
            isBusy={review.isBusy}
            onTakeOut={props.onTakeOut}
          />
          <Comment decision={decision} review={review} />
        </>
      )}
      {review.error && <Trouble error={review.error} />}
      {props.isLong && (
        <Banner family="amber" role="status">
          {t('common.slow')}
        </Banner>
      )}
    </DialogContent>
  );
}

function Told(props: { decision: Decision; results: BulkResult[] }) {
  const { decision, results } = props;
  const t = useWords();
  const isWhole = results.every(one => !one.error);
  return (
    <DialogContent>
      <Banner family={isWhole ? 'green' : 'amber'} role="status">
        {summaryOf(t, decision, results)}
      </Banner>
      <BulkResultLines results={results} />
    </DialogContent>
  );
}

function useTitle(decision: Decision, count: number, isDone: boolean): string {
  const t = useWords();
  if (isDone) return t('approver.bulk.titleDone');
  if (count === 0) return t('approver.bulk.titleNone');
  return decision === 'approve'
    ? t('approver.bulk.titleApprove', { count })
    : t('approver.bulk.titleReject', { count });
}

/**
 * Decides several requests with one comment. What needs a look of its own is
 * left out, and each answer is told at its line.
 */
export function BulkReviewDialog(props: {
  decision: Decision;
  /** What is selected. */
  requests: AccessRequest[];
  onTakeOut(request: AccessRequest): void;
  /** Looks at one of them by itself. */
  onOpen(number: string): void;
  /** Told what was decided and selects no longer. */
  onClose(decided: AccessRequest[]): void;
}) {
  const { decision, onClose } = props;
  const t = useWords();
  const id = useId();
  const online = useOnline();
  const isPhone = useMediaQuery<Theme>(theme => theme.breakpoints.down('xs'));
  const review = useBulkReview(decision);
  const isLong = useTakesLong(review.isBusy);
  const mayClose = !review.isBusy || isLong;
  const { results } = review;

  const isAlone = (one: AccessRequest) =>
    decision === 'approve' && needsOwnReview(one);
  const requests = props.requests.filter(one => !isAlone(one));
  const title = useTitle(decision, requests.length, results !== undefined);
  const n = String(requests.length);
  const label =
    decision === 'approve'
      ? t('approver.bulk.confirmApprove', { n })
      : t('approver.bulk.confirmReject', { n });
  const busyLabel =
    decision === 'approve'
      ? t('approver.review.approving')
      : t('approver.review.rejecting');
  const close = () =>
    onClose((results ?? []).filter(one => !one.error).map(one => one.request));
  return (
    <Dialog
      open
      onClose={() => mayClose && close()}
      maxWidth="sm"
      fullWidth
      fullScreen={isPhone}
      aria-labelledby={id}
      PaperProps={{ 'aria-modal': true } as object}
    >
      <DialogTitle id={id}>{title}</DialogTitle>
      {results ? (
        <Told decision={decision} results={results} />
      ) : (
        <Asking
          decision={decision}
          requests={requests}
          leftOut={props.requests.filter(isAlone)}
          review={review}
          isLong={isLong}
          onTakeOut={props.onTakeOut}
          onOpen={props.onOpen}
        />
      )}
      <DialogActions>
        {results ? (
          <Button
            // What had the focus is gone with the question
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            // The ripple is not there yet when the focus comes with the button
            disableFocusRipple
            variant="contained"
            color="primary"
            onClick={close}
          >
            {t('common.action.done')}
          </Button>
        ) : (
          <>
            <Button disabled={!mayClose} onClick={close}>
              {t('common.action.cancel')}
            </Button>
            {requests.length > 0 && (
              <ActionButton
                size="medium"
                variant={decision === 'approve' ? 'contained' : 'outlined'}
                color={decision === 'approve' ? 'primary' : 'default'}
                busy={review.isBusy}
                because={online ? undefined : t('common.banner.offlineAction')}
                onClick={() => review.decide(requests)}
              >
                {review.isBusy ? busyLabel : label}
              </ActionButton>
            )}
          </>
        )}
      </DialogActions>
    </Dialog>
  );
}
