import Typography from '@material-ui/core/Typography';
import {
  RequestOptions,
  wordsOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { millisOf, nearTime } from '../shared/formats';
import { useNow } from '../shared/useNow';
import { useZone } from '../shared/zone';
import { useWords } from '../translation';

const NAMES_SHOWN = 3;

function ownerNames(options: RequestOptions): string {
  const names = options.reviewers
    .filter(one => one.as === 'owner')
    .map(one => one.displayName);
  const more = names.length - NAMES_SHOWN;
  return [
    ...names.slice(0, NAMES_SHOWN),
    ...(more > 0 ? [`+${more}`] : []),
  ].join(', ');
}

/** Who decides, when it expires, when access begins. */
export function WhatHappensNext(props: {
  options: RequestOptions;
  minutes: number;
}) {
  const { options, minutes } = props;
  const t = useWords();
  const zone = useZone();
  const now = useNow();
  const account = options.account.name;
  const names = ownerNames(options);
  const expires = now + millisOf(options.account.limits.approvalWindow);
  const review =
    options.adminsInstead || !names
      ? t('requester.form.nextReviewAdmins', { account })
      : t('requester.form.nextReview', { account, names });
  const usually =
    options.typicalApprovalMinutes &&
    t('requester.form.usually', {
      words: wordsOf(Math.round(options.typicalApprovalMinutes)),
    });
  return (
    <section>
      <Typography variant="subtitle2" component="h4">
        {t('requester.form.next')}
      </Typography>
      <Typography component="ol" variant="body2" style={{ paddingLeft: 20 }}>
        <li>{[review, usually].filter(Boolean).join(' ')}</li>
        <li>
          {t('requester.form.nextExpire', {
            time: nearTime(new Date(expires).toISOString(), zone.name, now),
          })}
        </li>
        {minutes > 0 && (
          <li>{t('requester.form.nextAccess', { words: wordsOf(minutes) })}</li>
        )}
      </Typography>
    </section>
  );
}
