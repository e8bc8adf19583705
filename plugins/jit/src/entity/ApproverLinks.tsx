import { Link } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import { Account } from '@jit-portal/backstage-plugin-jit-common';
import { useMe } from '../api';
import { useJitLinks } from '../routes';
import { countWords } from '../shared/formats';
import { useWords } from '../translation';

/** For those who decide on this account: into the lists, filtered to it. */
export function ApproverLinks({ account }: { account: Account }) {
  const t = useWords();
  const links = useJitLinks();
  const me = useMe();
  const isOwner = account.owners.some(owner => owner.isMe);
  const decidesAll = me.data?.roles.some(
    role => role === 'admin' || role === 'sso-admin',
  );
  if (!isOwner && !decidesAll) return null;
  const search = { account: account.id };
  return (
    <Box display="flex" mb={2} style={{ gap: 16 }}>
      <Link to={links.page('pending', search)}>
        {t('requester.card.pendingLink', {
          n: countWords(account.pendingForMe),
        })}
      </Link>
      <Link to={links.page('manageSessions', search)}>
        {t('requester.card.activeLink', { n: countWords(account.active) })}
      </Link>
    </Box>
  );
}
