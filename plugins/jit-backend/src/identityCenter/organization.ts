import {
  Account,
  DescribeAccountCommand,
  OrganizationsClient,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { AccountState } from '@jit-portal/backstage-plugin-jit-common';
import { AwsAccount } from '../domain/ownership';

const STATES: readonly AccountState[] = [
  'PENDING_ACTIVATION',
  'ACTIVE',
  'SUSPENDED',
  'PENDING_CLOSURE',
  'CLOSED',
];

/** `State` took over from `Status` in September 2026; older answers lack it. */
function stateOf(account: Account): AccountState {
  const said = account.State ?? account.Status;
  return STATES.find(one => one === said) ?? 'UNKNOWN';
}

export async function readAccountState(
  client: OrganizationsClient,
  accountId: string,
): Promise<AccountState | undefined> {
  try {
    const answer = await client.send(
      new DescribeAccountCommand({ AccountId: accountId }),
    );
    return answer.Account && stateOf(answer.Account);
  } catch (error) {
    if ((error as Error).name === 'AccountNotFoundException') return undefined;
    throw error;
  }
}

export async function listAccounts(
  client: OrganizationsClient,
): Promise<AwsAccount[]> {
  const accounts: AwsAccount[] = [];
  // Pages may be empty and still have a next one
  for await (const page of paginateListAccounts({ client }, {})) {
    for (const one of page.Accounts ?? []) {
      accounts.push({
        id: one.Id!,
        name: one.Name ?? one.Id!,
        state: stateOf(one),
      });
    }
  }
  return accounts;
}

export async function listStates(
  client: OrganizationsClient,
): Promise<Map<string, AccountState>> {
  const accounts = await listAccounts(client);
  return new Map(accounts.map(({ id, state }) => [id, state]));
}
