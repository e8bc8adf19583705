import { useState } from 'react';
import Button from '@material-ui/core/Button';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import Popover from '@material-ui/core/Popover';
import Typography from '@material-ui/core/Typography';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  FoundApprover,
  OwnershipItem,
} from '@jit-portal/backstage-plugin-jit-common';
import { useWords } from '../translation';

/** `member of Ops team`, or through a child group of it. */
function Way({ via }: { via: FoundApprover['via'] }) {
  const t = useWords();
  const [root] = via;
  const last = via[via.length - 1];
  if (!root) return <>{t('ownership.accounts.named')}</>;
  if (via.length === 1) {
    return <>{t('ownership.accounts.member', { group: root.displayName })}</>;
  }
  return (
    <>
      {t('ownership.accounts.child', {
        group: last.displayName,
        root: root.displayName,
      })}
    </>
  );
}

/** How many can decide; pressing tells who, and how each was found. */
export function Approvers({ item }: { item: OwnershipItem }) {
  const t = useWords();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const { approvers, approverCount, name } = item;
  if (approverCount === 0) return <>0</>;
  const title = t('ownership.accounts.approversOf', {
    count: approverCount,
    account: name,
  });
  return (
    <>
      <Button
        size="small"
        color="primary"
        // Its number stands where that of a row without one stands
        style={{
          minWidth: 44,
          margin: '-4px 0 0 -5px',
          justifyContent: 'start',
        }}
        aria-haspopup="dialog"
        aria-expanded={Boolean(anchor)}
        aria-label={title}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {approverCount}
      </Button>
      <Popover
        open={Boolean(anchor)}
        anchorEl={anchor}
        onClose={() => setAnchor(undefined)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        PaperProps={
          { role: 'dialog', 'aria-label': title, tabIndex: 0 } as object
        }
      >
        <List dense style={{ maxHeight: 320, overflowY: 'auto' }}>
          {approvers.map(({ ref, displayName, via }) => (
            <ListItem key={ref}>
              <span>
                <EntityRefLink entityRef={ref} hideIcon>
                  {displayName}
                </EntityRefLink>
                <Typography
                  variant="caption"
                  color="textSecondary"
                  display="block"
                >
                  <Way via={via} />
                </Typography>
              </span>
            </ListItem>
          ))}
          {approverCount > approvers.length && (
            <ListItem>
              {t('ownership.accounts.approversShown', {
                n: String(approvers.length),
              })}
            </ListItem>
          )}
        </List>
      </Popover>
    </>
  );
}
