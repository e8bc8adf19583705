import Typography from '@material-ui/core/Typography';
import {
  PermissionSetType,
  RequestOptions,
  wordsOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { millisOf, nearTime } from '../shared/formats';
import { useNow } from '../shared/useNow';
import { useZone } from '../shared/zone';
import { Words, useWords } from '../translation';

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

/** Who decides: one of several people, or one after the other. */
function reviewLines(
  t: Words,
  options: RequestOptions,
  type: PermissionSetType,
): string[] {
  const account = options.account.name;
  const names = ownerNames(options);
  const byAdmins = options.adminsInstead || !names;
  if (type === 'custom') {
    const owner = byAdmins
      ? t('custom.nextOwnerAdmins')
      : t('custom.nextOwner', { account, names });
    return [owner, t('custom.nextAdmin')];
  }
  return [
    byAdmins
      ? t('requester.form.nextReviewAdmins', { account })
      : t('requester.form.nextReview', { account, names }),
  ];
}

/** Who decides, when it expires, when access begins. */
export function WhatHappensNext(props: {
  options: RequestOptions;
  minutes: number;
  type?: PermissionSetType;
}) {
  const { options, minutes, type = 'standard' } = props;
  const t = useWords();
  const zone = useZone();
  const now = useNow();
  const expires = now + millisOf(options.account.limits.approvalWindow);
  // Of standard requests for the most part, which one review decides
  const usually =
    type === 'standard' &&
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
        {reviewLines(t, options, type).map(line => (
          <li key={line}>{[line, usually].filter(Boolean).join(' ')}</li>
        ))}
        <li>
          {t('requester.form.nextExpire', {
            time: nearTime(new Date(expires).toISOString(), zone.name, now),
          })}
        </li>
        {minutes > 0 && (
          <li>
            {t(
              type === 'custom'
                ? 'custom.nextAccess'
                : 'requester.form.nextAccess',
              { words: wordsOf(minutes) },
            )}
          </li>
        )}
      </Typography>
    </section>
  );
}
