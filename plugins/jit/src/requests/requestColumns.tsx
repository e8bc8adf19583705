import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { AccessRequest } from '@jit-portal/backstage-plugin-jit-common';
import { AccountText } from '../shared/AccountText';
import { InkChip } from '../shared/InkChip';
import { TimeText } from '../shared/TimeText';
import { ViewDetailsButton } from '../lists/ViewDetailsButton';
import { durationWords } from '../shared/formats';
import { Column } from '../lists/tableColumns';
import { Words } from '../translation';

/** A name with something small below it. */
export function TwoLines(props: { first: ReactNode; second?: ReactNode }) {
  return (
    <span>
      {props.first}
      {props.second && (
        <Typography
          variant="caption"
          color="textSecondary"
          component="span"
          style={{ display: 'block', marginTop: 2 }}
        >
          {props.second}
        </Typography>
      )}
    </span>
  );
}

/** A row in full, for the names of its buttons. */
export function rowName(request: AccessRequest): string {
  const { number, requester, account } = request;
  return `${number}, ${requester.displayName}, ${account.name}`;
}

type Columns = Record<
  'requester' | 'account' | 'set' | 'duration' | 'requested',
  Column<AccessRequest>
>;

/** The guide's columns that approvers' lists share. */
export function sharedColumns(t: Words): Columns {
  return {
    requester: {
      id: 'requester',
      label: t('common.field.requester'),
      sort: 'requester',
      isRowHeader: true,
      render: one => one.requester.displayName,
    },
    account: {
      id: 'account',
      label: t('common.field.account'),
      sort: 'account',
      render: one => <AccountText account={one.account} />,
    },
    set: {
      id: 'set',
      label: t('common.field.permissionSet'),
      render: one => (
        <>
          {one.permissionSet.name}{' '}
          {one.permissionSet.type === 'custom' && (
            <InkChip family="blue" label={t('common.setType.custom')} />
          )}
        </>
      ),
    },
    duration: {
      id: 'duration',
      label: t('common.field.duration'),
      sort: 'duration',
      folds: true,
      render: one => durationWords(one.approvedDuration ?? one.duration),
    },
    requested: {
      id: 'requested',
      label: t('common.field.requested'),
      sort: 'requestedAt',
      folds: true,
      render: one => <TimeText iso={one.requestedAt} />,
    },
  };
}

/** The column that opens the details; off where a row belongs no longer. */
export function detailsColumn(
  t: Words,
  open: (number: string) => void,
): Column<AccessRequest> {
  return {
    id: 'actions',
    label: t('common.field.actions'),
    render: (one, row) => (
      <ViewDetailsButton
        of={rowName(one)}
        because={row.gone ? t('approver.pending.noLongerYours') : undefined}
        onClick={() => open(one.number)}
      />
    ),
  };
}
