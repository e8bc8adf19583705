import { useState } from 'react';
import { Link } from 'react-router-dom';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { parseEntityRef } from '@backstage/catalog-model';
import Box from '@material-ui/core/Box';
import Chip from '@material-ui/core/Chip';
import GroupIcon from '@material-ui/icons/GroupOutlined';
import { Account, Owner } from '@jit-portal/backstage-plugin-jit-common';
import { InkChip } from './InkChip';
import { useWords } from '../translation';

const SHOWN = 3;

type OwnedBy = Pick<Account, 'name' | 'owners'>;

function OwnerChip({ owner }: { owner: Owner }) {
  const t = useWords();
  const entityLink = useRouteRef(entityRouteRef);
  const isGroup = owner.kind === 'group';
  return (
    <Chip
      size="small"
      variant="outlined"
      clickable
      style={{ margin: 0 }}
      component={Link}
      to={entityLink(parseEntityRef(owner.ref))}
      icon={isGroup ? <GroupIcon aria-hidden /> : undefined}
      label={
        owner.isMe && !isGroup ? t('approver.owned.you') : owner.displayName
      }
      aria-label={
        isGroup
          ? t('approver.owned.groupOwner', { name: owner.displayName })
          : undefined
      }
    />
  );
}

/** Who owns an account: three chips, and the rest on demand. */
export function Owners({ account }: { account: OwnedBy }) {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  const { owners } = account;
  if (owners.length === 0) {
    return (
      <>
        <InkChip family="amber" label={t('approver.owned.noOwner')} />{' '}
        {t('approver.owned.noOwnerHelp')}
      </>
    );
  }
  const shown = isOpen ? owners : owners.slice(0, SHOWN);
  const n = String(owners.length - shown.length);
  return (
    <Box display="flex" flexWrap="wrap" style={{ gap: 4 }}>
      {shown.map(owner => (
        <OwnerChip key={owner.ref} owner={owner} />
      ))}
      {shown.length < owners.length && (
        <Chip
          size="small"
          variant="outlined"
          style={{ margin: 0 }}
          onClick={() => setOpen(true)}
          label={t('approver.owned.more', { n })}
          aria-label={t('approver.owned.moreOwners', {
            n,
            account: account.name,
          })}
        />
      )}
    </Box>
  );
}
