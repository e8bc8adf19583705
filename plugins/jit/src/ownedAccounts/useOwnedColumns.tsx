import { useMemo } from 'react';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import Tooltip from '@material-ui/core/Tooltip';
import { Account } from '@jit-portal/backstage-plugin-jit-common';
import { useJitLinks } from '../routes';
import { AccountId } from '../shared/AccountText';
import { Column } from '../lists/tableColumns';
import { useWords } from '../translation';
import { Owners } from '../shared/Owners';

function Name({ account }: { account: Account }) {
  const entityLink = useRouteRef(entityRouteRef);
  const to = `${entityLink(parseEntityRef(account.entityRef))}/access`;
  return <Link to={to}>{account.name}</Link>;
}

/** What waits on the account; some of it may be for others to decide. */
function Pending({ account }: { account: Account }) {
  const t = useWords();
  const links = useJitLinks();
  const { pending, pendingForMe, id, name } = account;
  if (pending === 0) return <>0</>;
  const others = pending - pendingForMe;
  const link = (
    <Link
      to={links.page('pending', { account: id })}
      aria-label={t('approver.owned.pendingLink', {
        count: pending,
        account: name,
      })}
    >
      {pending}
    </Link>
  );
  if (others === 0) return link;
  const split = t('approver.owned.pendingSplit', {
    mine: String(pendingForMe),
    others: String(others),
  });
  return (
    <Tooltip title={split}>
      <span>{link}</span>
    </Tooltip>
  );
}

function Active({ account }: { account: Account }) {
  const t = useWords();
  const links = useJitLinks();
  if (account.active === 0) return <>0</>;
  return (
    <Link
      to={links.page('manageSessions', { account: account.id })}
      aria-label={t('approver.owned.activeLink', {
        count: account.active,
        account: account.name,
      })}
    >
      {account.active}
    </Link>
  );
}

/** The guide's five columns. */
export function useOwnedColumns(): Column<Account>[] {
  const t = useWords();
  return useMemo(
    () => [
      {
        id: 'account',
        label: t('common.field.account'),
        sort: 'name',
        isRowHeader: true,
        render: one => <Name account={one} />,
      },
      {
        id: 'id',
        label: t('approver.owned.accountId'),
        sort: 'id',
        render: one => <AccountId id={one.id} />,
      },
      {
        id: 'owners',
        label: t('approver.owned.owners'),
        render: one => <Owners account={one} />,
      },
      {
        id: 'pending',
        label: t('approver.owned.pending'),
        sort: 'pending',
        render: one => <Pending account={one} />,
      },
      {
        id: 'active',
        label: t('approver.owned.active'),
        sort: 'active',
        render: one => <Active account={one} />,
      },
    ],
    [t],
  );
}
