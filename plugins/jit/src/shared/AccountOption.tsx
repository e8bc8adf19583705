import Typography from '@material-ui/core/Typography';
import { Account } from '@jit-portal/backstage-plugin-jit-common';

/** An account among those to choose from. */
export function AccountOption({ account }: { account: Account }) {
  return (
    <span>
      {account.name}
      <Typography
        variant="caption"
        color="textSecondary"
        display="block"
        style={{ fontFamily: 'monospace' }}
      >
        {account.id}
      </Typography>
    </span>
  );
}
