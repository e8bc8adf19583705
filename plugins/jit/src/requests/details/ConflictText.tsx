import { sentenceOf } from '../../shared/errors';
import { longTime, roughWords } from '../../shared/formats';
import { useNow } from '../../shared/useNow';
import { useZone } from '../../shared/zone';
import { Words, useWords } from '../../translation';
import { ChangedContent } from './changes';
import { Conflict } from './conflict';
import { ReviewControls } from './useReview';

const MINUTE_MS = 60_000;

function ago(t: Words, at: string, now: number): string {
  const ms = Math.max(0, now - Date.parse(at));
  return ms < MINUTE_MS
    ? t('approver.happened.secondsAgo', { count: Math.round(ms / 1000) })
    : t('common.time.ago', { words: roughWords(ms) });
}

function contentName(t: Words, name: ChangedContent): string {
  switch (name) {
    case 'requester':
    case 'awsAccount':
    case 'permissionSet':
    case 'duration':
    case 'justification':
      return t(`common.field.${name}`);
    default:
      return t(`customSet.${name}`);
  }
}

function happened(t: Words, conflict: Conflict, now: number, zone: string) {
  switch (conflict.kind) {
    case 'decided':
      return t(`approver.happened.${conflict.decision}`, {
        name: conflict.by,
        ago: ago(t, conflict.at, now),
      });
    case 'cancelled':
      return t('approver.happened.cancelled', { name: conflict.by });
    case 'expired':
      return t('approver.happened.expired', {
        time: longTime(conflict.at, zone),
      });
    default:
      return conflict.what.length > 0
        ? t('approver.happened.changedContent', {
            what: conflict.what.map(one => contentName(t, one)).join(', '),
          })
        : t('approver.happened.changed');
  }
}

/** What came before a decision; the server's sentence until the request is fresh. */
export function ConflictText({ review }: { review: ReviewControls }) {
  const t = useWords();
  const zone = useZone();
  const now = useNow();
  const { conflict, error } = review;
  if (!conflict) return <>{sentenceOf(error)}</>;
  return (
    <>
      {happened(t, conflict, now, zone.name)} {t('approver.review.notRecorded')}
    </>
  );
}
