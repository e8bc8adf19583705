import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { AccessRequestDetails } from '@jit-portal/backstage-plugin-jit-common';
import { durationWords } from '../../shared/formats';
import { useWords } from '../../translation';
import { durationChoices, durationToGive } from './shorterDurations';
import { ReviewControls } from './useReview';

/** As asked, as another review left it, or shorter: the shortest counts. */
export function DurationChoice(props: {
  request: AccessRequestDetails;
  review: ReviewControls;
}) {
  const { request, review } = props;
  const t = useWords();
  const [longest, ...shorter] = durationChoices(request);
  const longestWords =
    longest === request.duration
      ? 'approver.review.durationAsked'
      : 'approver.review.durationLeft';
  return (
    <TextField
      select
      variant="outlined"
      size="small"
      id={`duration-${request.id}`}
      label={t('approver.review.duration')}
      helperText={t('approver.review.shorten')}
      value={durationToGive(request, review.draft.duration) ?? longest}
      onChange={({ target }) =>
        review.change({
          ...review.draft,
          duration: target.value === longest ? undefined : target.value,
        })
      }
    >
      <MenuItem value={longest}>
        {t(longestWords, { words: durationWords(longest) })}
      </MenuItem>
      {shorter.map(choice => (
        <MenuItem key={choice} value={choice}>
          {durationWords(choice)}
        </MenuItem>
      ))}
    </TextField>
  );
}
