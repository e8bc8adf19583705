import Typography from '@material-ui/core/Typography';
import { AccessRequestDetails } from '@jit-portal/backstage-plugin-jit-common';
import { NoneText } from '../../shared/NoneText';
import { TimeDetails } from '../../shared/TimeText';
import { durationWords, endTime } from '../../shared/formats';
import { useZone } from '../../shared/zone';
import { useWords } from '../../translation';
import { Field, Fields } from './Fields';
import { Part } from './Heading';
import { ReviewBlock, reviewBlocks } from './reviewBlocks';

function Silence({ silence }: { silence: ReviewBlock['silence'] }) {
  const t = useWords();
  const zone = useZone();
  if (!silence) return null;
  const text =
    typeof silence === 'object'
      ? t('approver.details.silence.expired', {
          time: endTime(silence.expiredAt, zone.name),
        })
      : t(`approver.details.silence.${silence}`);
  return <Typography color="textSecondary">{text}</Typography>;
}

function Block(props: { block: ReviewBlock; isOnly: boolean }) {
  const { block, isOnly } = props;
  const t = useWords();
  const { review } = block;
  return (
    <div>
      {!isOnly && (
        <Typography variant="subtitle2" component="h4">
          {`${block.number} · ${t(`approver.details.stage.${block.stage}`)}`}
        </Typography>
      )}
      <Silence silence={block.silence} />
      {review && (
        <>
          <Typography>
            {t(`approver.details.decision.${review.decision}`)}
          </Typography>
          <Fields>
            <Field name={t('approver.details.reviewedBy')}>
              {t(`approver.details.reviewer.${review.as}`, {
                name: review.by.displayName,
              })}
            </Field>
            <Field name={t('approver.details.reviewedAt')}>
              <TimeDetails iso={review.at} />
            </Field>
            {review.duration && (
              <Field name={t('approver.details.shortenedTo')}>
                {durationWords(review.duration)}
              </Field>
            )}
            <Field name={t('approver.details.reviewerComment')}>
              {review.comment ?? <NoneText inDetails />}
            </Field>
          </Fields>
        </>
      )}
    </div>
  );
}

/** Each stage's review: who, when, what they said; or why there is none. */
export function Reviews({ request }: { request: AccessRequestDetails }) {
  const t = useWords();
  const blocks = reviewBlocks(request);
  return (
    <Part heading={t('approver.details.reviews')}>
      {request.stages.some(stage => stage.adminsInstead) && (
        <Typography color="textSecondary">
          {t('approver.details.adminsInstead')}
        </Typography>
      )}
      {blocks.map(block => (
        <Block key={block.stage} block={block} isOnly={blocks.length === 1} />
      ))}
    </Part>
  );
}
