import { AwsError } from '../errors';
import { FullSeed } from '../seed';
import { Operation, pageOf } from './context';

// `Status` was retired by AWS on 2026-09-09: `State` alone is answered
function described(account: FullSeed['accounts'][number]) {
  return {
    Id: account.id,
    Arn: `arn:aws:organizations::999999999999:account/o-emulated/${account.id}`,
    Name: account.name,
    Email: account.email,
    State: account.state,
    JoinedMethod: 'CREATED',
  };
}

export const organizationsOperations: Record<string, Operation> = {
  ListAccounts: ({ world }, input) => {
    const { page, NextToken } = pageOf(world.seed.accounts, {
      ...input,
      MaxResults: input.MaxResults ?? 20,
    });
    return { Accounts: page.map(described), NextToken };
  },
  DescribeAccount: ({ world }, input) => {
    const account = world.seed.accounts.find(one => one.id === input.AccountId);
    if (!account) {
      throw new AwsError(
        'AccountNotFoundException',
        "You specified an account that doesn't exist.",
      );
    }
    return { Account: described(account) };
  },
  DescribeOrganization: ({ world }) => ({
    Organization: {
      Id: 'o-emulated00',
      MasterAccountId: world.seed.managementAccountId,
      FeatureSet: 'ALL',
    },
  }),
};
