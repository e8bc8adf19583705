import { Session } from '@jit-portal/backstage-plugin-jit-common';

/** Lines for `~/.aws/config`, ready to paste. */
export function cliText(session: Session): string | undefined {
  const { cli, account } = session;
  if (!cli) return undefined;
  return `[sso-session ${cli.sessionName}]
sso_start_url = ${cli.startUrl}
sso_region = ${cli.region}
sso_registration_scopes = sso:account:access

[profile ${cli.profile}]
sso_session = ${cli.sessionName}
sso_account_id = ${account.id}
sso_role_name = ${cli.roleName}
region = ${cli.region}
`;
}
