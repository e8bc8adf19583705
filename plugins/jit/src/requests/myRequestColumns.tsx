import { useMemo } from 'react';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import {
  AccessRequest,
  isPending,
} from '@jit-portal/backstage-plugin-jit-common';
import { AccountText } from '../shared/AccountText';
import { NoneText } from '../shared/NoneText';
import { RequestNumber } from '../shared/RequestNumber';
import { StatusChip } from '../shared/StatusChip';
import { TimeLeft } from '../shared/TimeLeft';
import { TimeText } from '../shared/TimeText';
import { durationWords } from '../shared/formats';
import { Column } from '../lists/tableColumns';
import { useWords } from '../translation';
import { reviewsOf } from './details';
import { MyRequestActions } from './MyRequestActions';

/** The status, and for what was refused the reviewer's comment: no click needed. */
function Status({ request }: { request: AccessRequest }) {
  const t = useWords();
  const review = reviewsOf(request).pop();
  return (
    <>
      <StatusChip state={request.state} />
      {request.state === 'REJECTED' && review?.comment && (
        <Typography variant="caption" display="block">
          {t('requester.requests.byComment', {
            name: review.by.displayName,
            comment: review.comment,
          })}
        </Typography>
      )}
    </>
  );
}

/** Who is to decide and how long is left; afterwards who decided. */
function WaitingFor({ request }: { request: AccessRequest }) {
  const t = useWords();
  if (!isPending(request.status)) {
    const review = reviewsOf(request).pop();
    if (!review) return <NoneText />;
    const name = review.by.displayName;
    return <>{t(`requester.requests.decided.${review.decision}`, { name })}</>;
  }
  const { names = [], more = 0 } = request.waitingFor ?? {};
  const others = names.length - 1 + more;
  const first =
    others > 0
      ? t('requester.requests.more', { name: names[0], n: String(others) })
      : names[0];
  return (
    <Tooltip title={[...names, ...(more ? [`+${more}`] : [])].join(', ')}>
      {/* The other names stand in the tooltip alone, so it opens on focus too */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <span tabIndex={0}>
        {first && `${first} · `}
        <TimeLeft until={request.windowEndsAt} />
      </span>
    </Tooltip>
  );
}

/** The columns of My Requests. */
export function useMyRequestColumns(): Column<AccessRequest>[] {
  const t = useWords();
  return useMemo(
    () => [
      {
        id: 'number',
        label: t('requester.requests.number'),
        isRowHeader: true,
        render: one => <RequestNumber number={one.number} />,
      },
      {
        id: 'account',
        label: t('common.field.account'),
        sort: 'account',
        render: one => <AccountText account={one.account} />,
      },
      {
        id: 'set',
        label: t('common.field.permissionSet'),
        render: one => one.permissionSet.name,
      },
      {
        id: 'status',
        label: t('common.field.status'),
        render: one => <Status request={one} />,
      },
      {
        id: 'duration',
        label: t('common.field.duration'),
        sort: 'duration',
        folds: true,
        render: one => durationWords(one.approvedDuration ?? one.duration),
      },
      {
        id: 'requested',
        label: t('common.field.requested'),
        sort: 'requestedAt',
        folds: true,
        render: one => <TimeText iso={one.requestedAt} />,
      },
      {
        id: 'waitingFor',
        label: t('requester.requests.waitingFor'),
        render: one => <WaitingFor request={one} />,
      },
      {
        id: 'actions',
        label: t('common.field.actions'),
        render: one => <MyRequestActions request={one} />,
      },
    ],
    [t],
  );
}
