import Typography from '@material-ui/core/Typography';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { AccountSummary } from '@jit-portal/backstage-plugin-jit-common';
import { useWords } from '../translation';
import { spacedDigits } from './formats';
import { visuallyHidden } from './hidden';

/** Twelve digits, read out one by one. */
export function AccountId({ id }: { id: string }) {
  return (
    <>
      <span aria-hidden style={{ fontFamily: 'monospace' }}>
        {id}
      </span>
      <span style={visuallyHidden}>{spacedDigits(id)}</span>
    </>
  );
}

/** An account: its name above its id. */
export function AccountText(props: {
  account: AccountSummary;
  /** In details the name links to the catalog. */
  link?: boolean;
}) {
  const t = useWords();
  const { account, link } = props;
  return (
    <span>
      {link ? (
        <EntityRefLink entityRef={account.entityRef} hideIcon>
          {account.name}
        </EntityRefLink>
      ) : (
        account.name
      )}
      <Typography variant="caption" color="textSecondary" display="block">
        <span style={visuallyHidden}>{t('common.accountWord')} </span>
        <AccountId id={account.id} />
      </Typography>
    </span>
  );
}
