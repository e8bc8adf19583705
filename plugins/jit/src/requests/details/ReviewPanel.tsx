import { ReactNode, useEffect, useRef } from 'react';
import Box from '@material-ui/core/Box';
import {
  AccessRequestDetails,
  Decision,
} from '@jit-portal/backstage-plugin-jit-common';
import { ActionButton } from '../../shared/ActionButton';
import { Banner } from '../../shared/Banner';
import { ConflictText } from './ConflictText';
import { CommentField } from '../../shared/CommentField';
import { sentenceOf } from '../../shared/errors';
import { longTime } from '../../shared/formats';
import { useNow } from '../../shared/useNow';
import { useOnline } from '../../shared/useOnline';
import { useTakesLong } from '../../shared/useTakesLong';
import { useZone } from '../../shared/zone';
import { useWords } from '../../translation';
import { BottomBar } from './BottomBar';
import { withComment } from './comment';
import { DurationChoice } from './DurationChoice';
import { Part } from './Heading';
import { ReviewOffer, reviewOfferOf } from './offers';
import { QuickTexts } from './QuickTexts';
import { ReviewControls, useReview } from './useReview';

function Comment(props: {
  request: AccessRequestDetails;
  review: ReviewControls;
}) {
  const { request, review } = props;
  const t = useWords();
  const box = useRef<HTMLTextAreaElement>(null);
  const { draft, problem } = review;
  useEffect(() => {
    if (problem) box.current?.focus();
  }, [problem]);
  return (
    <>
      <CommentField
        id={`comment-${request.id}`}
        label={t('common.field.comment')}
        value={draft.comment}
        max={request.commentMax}
        help={
          request.requireComment.approve
            ? t('approver.review.commentWideHelp')
            : t('approver.review.commentOptional')
        }
        error={
          problem &&
          t(`approver.review.${problem}`, { max: String(request.commentMax) })
        }
        inputRef={box}
        onChange={text => review.change(withComment(draft, text))}
      />
      <QuickTexts request={request} review={review} />
    </>
  );
}

function Trouble({ review }: { review: ReviewControls }) {
  const t = useWords();
  const isLong = useTakesLong(review.deciding !== undefined);
  return (
    <>
      {review.error && (
        <Banner family="red" role="alert">
          {review.isConflict ? (
            <ConflictText review={review} />
          ) : (
            t('approver.review.failed', { reason: sentenceOf(review.error) })
          )}
        </Banner>
      )}
      {isLong && (
        <Banner family="amber" role="status">
          {t('common.slow')}
        </Banner>
      )}
    </>
  );
}

function Decisions(props: {
  offer: Extract<ReviewOffer, { kind: 'decide' }>;
  review: ReviewControls;
  inPage?: boolean;
  beside?: ReactNode;
}) {
  const { offer, review } = props;
  const t = useWords();
  const online = useOnline();
  const { deciding } = review;
  const button = (decision: Decision, label: string, busyLabel: string) =>
    offer.decisions.includes(decision) && (
      <ActionButton
        size="medium"
        variant={decision === 'approve' ? 'contained' : 'outlined'}
        color={decision === 'approve' ? 'primary' : 'default'}
        busy={deciding === decision}
        off={deciding !== undefined}
        because={online ? undefined : t('common.banner.offlineAction')}
        onClick={() => review.decide(decision)}
      >
        {deciding === decision ? busyLabel : label}
      </ActionButton>
    );
  return (
    <BottomBar
      inPage={props.inPage}
      beside={props.beside}
      told={<Trouble review={review} />}
      note={
        offer.approveLabel === 'approveAsOwner'
          ? t('approver.review.ssoAdminNext')
          : t('approver.review.onApproval')
      }
    >
      {button(
        'reject',
        t('approver.review.reject'),
        t('approver.review.rejecting'),
      )}
      {button(
        'approve',
        t(`approver.review.${offer.approveLabel}`),
        t('approver.review.approving'),
      )}
    </BottomBar>
  );
}

/** Approve or Reject, where this person may; else the sentence in its place. */
export function ReviewPanel(props: {
  request: AccessRequestDetails;
  /** On a page, where a phone has a bar of the app at the bottom. */
  inPage?: boolean;
  /** Stands beside the buttons. */
  beside?: ReactNode;
  /** Told while an answer is awaited. */
  onDeciding?(isDeciding: boolean): void;
  onDone(after: AccessRequestDetails, decision: Decision): void;
}) {
  const { request, inPage, beside, onDeciding } = props;
  const t = useWords();
  const zone = useZone();
  const now = useNow(request.windowEndsAt);
  const review = useReview(request, props.onDone);
  const isDeciding = review.deciding !== undefined;
  useEffect(() => {
    onDeciding?.(isDeciding);
    return () => onDeciding?.(false);
  }, [isDeciding, onDeciding]);
  const offer = reviewOfferOf(request, now);
  if (offer.kind === 'none') {
    return (
      <>
        <Trouble review={review} />
        {beside}
      </>
    );
  }
  if (offer.kind === 'told') {
    return (
      <>
        <Trouble review={review} />
        <Banner family="grey">{offer.because}</Banner>
        {beside}
      </>
    );
  }
  if (offer.kind === 'expired') {
    return (
      <>
        <Banner family="grey" role="status">
          {t('approver.happened.expired', {
            time: longTime(offer.at, zone.name),
          })}
        </Banner>
        {beside}
      </>
    );
  }
  return (
    <>
      <Part heading={t('approver.review.heading')}>
        <Box mt={1}>
          <DurationChoice request={request} review={review} />
        </Box>
        <Comment request={request} review={review} />
      </Part>
      <Decisions
        offer={offer}
        review={review}
        inPage={inPage}
        beside={beside}
      />
    </>
  );
}
