import { useSidebarOpenState } from '@backstage/core-components';
import AccountTreeIcon from '@material-ui/icons/AccountTree';
import AssignmentIcon from '@material-ui/icons/Assignment';
import CloudIcon from '@material-ui/icons/Cloud';
import HistoryIcon from '@material-ui/icons/History';
import InboxIcon from '@material-ui/icons/Inbox';
import SecurityIcon from '@material-ui/icons/Security';
import TimerIcon from '@material-ui/icons/Timer';
import VpnKeyIcon from '@material-ui/icons/VpnKey';
import { JitProvider } from '../api';
import { PageName } from '../routes';
import { CountPill } from './CountPill';
import { usePendingBadge } from './usePendingBadge';

/** With the sidebar collapsed the number stands on the icon. */
function PendingIcon() {
  const { isOpen } = useSidebarOpenState();
  const count = usePendingBadge();
  return (
    <span style={{ position: 'relative', display: 'inline-flex' }}>
      <InboxIcon />
      {!isOpen && <CountPill count={count} onIcon />}
    </span>
  );
}

/** The icon of each page in the sidebar. */
export const icons = {
  request: VpnKeyIcon,
  requests: AssignmentIcon,
  sessions: TimerIcon,
  pending: PendingIcon,
  history: HistoryIcon,
  manageSessions: SecurityIcon,
  accounts: CloudIcon,
  ownership: AccountTreeIcon,
} satisfies Record<PageName, unknown>;

function KeyWithCount() {
  return (
    <span style={{ position: 'relative', display: 'inline-flex' }}>
      <VpnKeyIcon />
      <CountPill count={usePendingBadge()} onIcon />
    </span>
  );
}

/**
 * The icon for a `SidebarGroup` that holds the section, so that a phone's
 * bottom bar shows the number of waiting requests.
 *
 * @public
 */
export function JitSidebarIcon() {
  return (
    <JitProvider>
      <KeyWithCount />
    </JitProvider>
  );
}
