import {
  SidebarDivider,
  SidebarItem,
  useSidebarOpenState,
} from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Me } from '@jit-portal/backstage-plugin-jit-common';
import { JitProvider, useMe } from '../api';
import { PageName, useJitLinks } from '../routes';
import { useWords } from '../translation';
import { CountPill } from './CountPill';
import { icons } from './icons';
import { usePendingBadge } from './usePendingBadge';

const own: PageName[] = ['request', 'requests', 'sessions'];
const approvers: PageName[] = [
  'pending',
  'history',
  'manageSessions',
  'accounts',
];

/** What stands below the divider: an auditor reads the history alone. */
function furtherPages(me: Me | undefined): PageName[] {
  if (me?.capabilities.canApprove) return approvers;
  return me?.capabilities.canAudit ? ['history'] : [];
}

const useStyles = makeStyles({
  // The item keeps 56 px free for an action and cuts the name off; ours are whole
  whole: {
    '& > span': { width: 'auto', overflow: 'visible' },
    '& > div:last-child': { width: 'auto', minWidth: 8 },
  },
});

/** For an open sidebar; a collapsed one has the icon alone. */
function useWholeName(): string | undefined {
  const { isOpen } = useSidebarOpenState();
  const { whole } = useStyles();
  return isOpen ? whole : undefined;
}

function Item({ page }: { page: PageName }) {
  const t = useWords();
  const links = useJitLinks();
  const className = useWholeName();
  return (
    <SidebarItem
      className={className}
      icon={icons[page]}
      to={links.page(page)}
      text={t(`common.page.${page}`)}
    />
  );
}

function PendingItem() {
  const t = useWords();
  const links = useJitLinks();
  const count = usePendingBadge();
  const className = useWholeName();
  const page = t('common.page.pending');
  return (
    <SidebarItem
      className={className}
      icon={icons.pending}
      to={links.page('pending')}
      text={page}
      aria-label={count ? t('common.sidebar.waiting', { page, count }) : page}
    >
      {/* What is seen reads as the name says it: with a space before the number */}
      {count ? ' ' : null}
      <CountPill count={count} />
    </SidebarItem>
  );
}

function Heading() {
  const t = useWords();
  const { isOpen } = useSidebarOpenState();
  if (!isOpen) return null;
  return (
    <Typography
      variant="overline"
      component="h3"
      style={{ margin: 0, padding: '4px 24px 0', color: '#B5B5B5' }}
    >
      {t('common.sidebar.heading')}
    </Typography>
  );
}

function Section() {
  const me = useMe();
  const further = furtherPages(me.data);
  return (
    <>
      <Heading />
      {own.map(page => (
        <Item key={page} page={page} />
      ))}
      {further.length > 0 && <SidebarDivider />}
      {further.map(page =>
        page === 'pending' ? (
          <PendingItem key={page} />
        ) : (
          <Item key={page} page={page} />
        ),
      )}
      {me.data?.capabilities.canAdmin && (
        <>
          <SidebarDivider />
          <Item page="ownership" />
        </>
      )}
    </>
  );
}

/**
 * The JIT pages in the portal's sidebar, with the live number of requests that
 * wait for the person signed in.
 *
 * @public
 */
export function JitSidebarSection() {
  return (
    <JitProvider>
      <Section />
    </JitProvider>
  );
}
