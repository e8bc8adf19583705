import { useMemo, useRef } from 'react';
import Box from '@material-ui/core/Box';
import Link from '@material-ui/core/Link';
import Tooltip from '@material-ui/core/Tooltip';
import { Person, Session } from '@jit-portal/backstage-plugin-jit-common';
import { TwoLines } from '../requests/requestColumns';
import { EndSession } from '../sessions/EndSession';
import { AccountText } from '../shared/AccountText';
import { ActionButton } from '../shared/ActionButton';
import { InkChip } from '../shared/InkChip';
import { NoneText } from '../shared/NoneText';
import { TimeRemaining } from '../shared/TimeRemaining';
import { TimeText } from '../shared/TimeText';
import { ViewDetailsButton } from '../lists/ViewDetailsButton';
import { Column } from '../lists/tableColumns';
import { useWords } from '../translation';
import { revokeActionOf } from './revokeWords';
import { SessionStatus } from './SessionStatus';

function Flags({ session }: { session: Session }) {
  const t = useWords();
  const words = {
    'long-running': 'longRunning',
    'off-hours': 'offHours',
  } as const;
  return (
    <span
      style={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: '2px 8px',
      }}
    >
      {session.isMine && <span>{t('approver.manage.thisIsYou')}</span>}
      {session.flags.map(flag => (
        <Tooltip key={flag.code} title={flag.text}>
          {/* The rule stands in the tooltip alone, so it opens on focus too */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <span tabIndex={0}>
            <InkChip
              family="amber"
              label={t(`approver.manage.${words[flag.code]}`)}
            />
          </span>
        </Tooltip>
      ))}
    </span>
  );
}

function Actions(props: {
  session: Session;
  open(number: string): void;
  revoke(session: Session): void;
}) {
  const { session, open, revoke } = props;
  const t = useWords();
  const what = `${session.number}, ${session.user.displayName}, ${session.account.name}`;
  const action = revokeActionOf(session);
  return (
    <Box display="flex" flexWrap="wrap" style={{ gap: 8 }}>
      <ViewDetailsButton of={what} onClick={() => open(session.number)} />
      {action && (
        <ActionButton
          because={action.allowed ? undefined : action.because}
          aria-label={t('approver.manage.revokeOf', { what })}
          onClick={() => revoke(session)}
        >
          {t('approver.manage.revoke')}
        </ActionButton>
      )}
      {session.isMine && <EndSession session={session} />}
    </Box>
  );
}

/** The guide's seven columns. */
export function useManageColumns(deeds: {
  open(number: string): void;
  revoke(session: Session): void;
  /** Shows one person's sessions alone. */
  onlyUser(user: Person): void;
  /** Whether somebody has more sessions in the list. */
  hasMore(session: Session): boolean;
}): Column<Session>[] {
  const t = useWords();
  // What is read while a row is drawn has to be of now
  const now = useRef(deeds);
  now.current = deeds;
  return useMemo(
    () => [
      {
        id: 'user',
        label: t('common.field.user'),
        sort: 'user',
        isRowHeader: true,
        render: one => (
          <TwoLines
            first={one.user.displayName}
            second={
              <>
                <Flags session={one} />
                {now.current.hasMore(one) && (
                  <Link
                    component="button"
                    variant="caption"
                    style={{ display: 'block' }}
                    aria-label={t('approver.manage.onlyUser', {
                      name: one.user.displayName,
                    })}
                    onClick={() => now.current.onlyUser(one.user)}
                  >
                    {t('approver.manage.allSessions')}
                  </Link>
                )}
              </>
            }
          />
        ),
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
        id: 'granted',
        label: t('common.field.grantedAt'),
        sort: 'grantedAt',
        folds: true,
        render: one => <TimeText iso={one.grantedAt} />,
      },
      {
        id: 'remaining',
        label: t('common.field.timeRemaining'),
        sort: 'expiresAt',
        render: one =>
          one.expiresAt && one.state === 'ACTIVE' ? (
            <TimeRemaining
              what={`${one.user.displayName}, ${one.account.name}`}
              expiresAt={one.expiresAt}
              duration={one.duration}
            />
          ) : (
            <NoneText />
          ),
      },
      {
        id: 'status',
        label: t('common.field.status'),
        render: one => <SessionStatus session={one} />,
      },
      {
        id: 'actions',
        label: t('common.field.actions'),
        render: one => <Actions session={one} {...now.current} />,
      },
    ],
    [t],
  );
}
