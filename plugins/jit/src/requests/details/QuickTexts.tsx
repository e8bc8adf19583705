import Box from '@material-ui/core/Box';
import Chip from '@material-ui/core/Chip';
import {
  AccessRequestDetails,
  RejectReasonCode,
} from '@jit-portal/backstage-plugin-jit-common';
import { Words, useWords } from '../../translation';
import { withQuickText } from './comment';
import { ReviewControls } from './useReview';

type Reason = Exclude<RejectReasonCode, 'other'>;

const STANDARD: Reason[] = ['too-wide', 'too-long', 'wrong-account', 'unclear'];
const CUSTOM: Reason[] = [
  'too-wide',
  'too-long',
  'wrong-account',
  'standard-set-covers',
  'unclear',
];

/** What the chip says, and what it puts into the box. */
function quickText(t: Words, reason: Reason, request: AccessRequestDetails) {
  const text = t(`approver.review.quick.${reason}`);
  if (reason !== 'standard-set-covers') return { label: text, text };
  const set = request.coveredBy?.find(one => one.covers === 'whole');
  if (!set) return { label: t('approver.review.standardSetChip'), text };
  const named = t('approver.review.standardSetNamed', { name: set.name });
  return { label: named, text: named };
}

/** Reasons to reject, from a short list. */
export function ReasonChips(props: {
  reasons: { reason: Reason; label: string; text: string }[];
  chosen?: RejectReasonCode;
  onChoose(reason: Reason, text: string): void;
}) {
  const t = useWords();
  return (
    <Box
      display="flex"
      flexWrap="wrap"
      style={{ gap: 6 }}
      role="group"
      aria-label={t('approver.review.quickTexts')}
    >
      {props.reasons.map(({ reason, label, text }) => {
        const isChosen = props.chosen === reason;
        return (
          <Chip
            key={reason}
            size="small"
            variant={isChosen ? 'default' : 'outlined'}
            aria-pressed={isChosen}
            label={label}
            style={{ margin: 0, maxWidth: '100%' }}
            onClick={() => props.onChoose(reason, text)}
          />
        );
      })}
    </Box>
  );
}

/** Reasons that fit any request, for several at once. */
export function useCommonReasons() {
  const t = useWords();
  return STANDARD.map(reason => {
    const text = t(`approver.review.quick.${reason}`);
    return { reason, label: text, text };
  });
}

/** Fills the box of one review; the words can be changed there. */
export function QuickTexts(props: {
  request: AccessRequestDetails;
  review: ReviewControls;
}) {
  const { request, review } = props;
  const t = useWords();
  const isCustom = request.permissionSet.type === 'custom';
  return (
    <ReasonChips
      reasons={(isCustom ? CUSTOM : STANDARD).map(reason => ({
        reason,
        ...quickText(t, reason, request),
      }))}
      chosen={review.draft.reasonCode}
      onChoose={(reason, text) =>
        review.change(withQuickText(review.draft, reason, text))
      }
    />
  );
}
