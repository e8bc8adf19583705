import { useMemo } from 'react';
import { AccessRequest } from '@jit-portal/backstage-plugin-jit-common';
import { AccountText } from '../shared/AccountText';
import { OneLine } from '../shared/OneLine';
import { RequestNumber } from '../shared/RequestNumber';
import { StatusChip } from '../shared/StatusChip';
import { Column } from '../lists/tableColumns';
import { endStoryOf, rejectionOf, reviewsOf } from '../requests/details';
import {
  TwoLines,
  detailsColumn,
  sharedColumns,
} from '../requests/requestColumns';
import { Words, useWords } from '../translation';

/** Longer reasons are in the tooltip, and whole in the details. */
const REASON_WIDTH = 260;

/** Who ended it and why: for Rejected, Revoked and Ended. */
function byWhom(t: Words, request: AccessRequest): string | undefined {
  const { state, session } = request;
  if (state === 'REJECTED') {
    const name = reviewsOf(request).pop()?.by.displayName;
    return (
      rejectionOf(t, request) ?? (name && t('approver.pending.by', { name }))
    );
  }
  return session && ['REVOKED', 'REVOKING', 'ENDED', 'FAILED'].includes(state)
    ? endStoryOf(t, session)
    : undefined;
}

/** The guide's seven columns in the guide's order. */
export function useHistoryColumns(
  open: (number: string) => void,
): Column<AccessRequest>[] {
  const t = useWords();
  return useMemo(() => {
    const shared = sharedColumns(t);
    return [
      shared.requester,
      {
        ...shared.account,
        render: one => (
          <TwoLines
            first={<AccountText account={one.account} />}
            second={<RequestNumber number={one.number} />}
          />
        ),
      },
      shared.set,
      {
        id: 'status',
        label: t('common.field.status'),
        sort: 'status',
        render: one => (
          <TwoLines
            first={<StatusChip state={one.state} />}
            second={<OneLine text={byWhom(t, one)} width={REASON_WIDTH} />}
          />
        ),
      },
      shared.duration,
      shared.requested,
      detailsColumn(t, open),
    ];
    // `open` only writes the URL: a new one does the same
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [t]);
}
