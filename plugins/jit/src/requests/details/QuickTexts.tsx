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

/** Reasons to reject, from a short list; the words can be changed in the box. */
export function QuickTexts(props: {
  request: AccessRequestDetails;
  review: ReviewControls;
}) {
  const { request, review } = props;
  const t = useWords();
  const isCustom = request.permissionSet.type === 'custom';
  return (
    <Box
      display="flex"
      flexWrap="wrap"
      style={{ gap: 6 }}
      role="group"
      aria-label={t('approver.review.quickTexts')}
    >
      {(isCustom ? CUSTOM : STANDARD).map(reason => {
        const { label, text } = quickText(t, reason, request);
        const isChosen = review.draft.reasonCode === reason;
        return (
          <Chip
            key={reason}
            size="small"
            variant={isChosen ? 'default' : 'outlined'}
            aria-pressed={isChosen}
            label={label}
            style={{ margin: 0, maxWidth: '100%' }}
            onClick={() =>
              review.change(withQuickText(review.draft, reason, text))
            }
          />
        );
      })}
    </Box>
  );
}
