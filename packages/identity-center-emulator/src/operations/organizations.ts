import { AwsError } from '../errors';
import { FullSeed } from '../seed';
import { Operation } from './context';
import { pageOf } from './pages';

// `Status` was retired by AWS on 2026-09-09: `State` alone is answered
function described(seed: FullSeed, account: FullSeed['accounts'][number]) {
  return {
    Id: account.id,
    Arn: `arn:aws:organizations::${seed.managementAccountId}:account/${seed.organization.id}/${account.id}`,
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
    return { Accounts: page.map(one => described(world.seed, one)), NextToken };
  },
  DescribeAccount: ({ world }, input) => {
    const account = world.seed.accounts.find(one => one.id === input.AccountId);
    if (!account) {
      throw new AwsError(
        'AccountNotFoundException',
        "You specified an account that doesn't exist.",
      );
    }
    return { Account: described(world.seed, account) };
  },
  // Of accounts alone: nobody tags units or policies here
  ListTagsForResource: ({ world }, input) => {
    const account = world.seed.accounts.find(
      one => one.id === input.ResourceId,
    );
    if (!account) {
      throw new AwsError(
        'TargetNotFoundException',
        "We can't find a root, OU, account, or policy with the TargetId that you specified.",
      );
    }
    const Tags = Object.entries(account.tags).map(([Key, Value]) => ({
      Key,
      Value,
    }));
    return { Tags };
  },
  DescribeOrganization: ({ world }) => ({
    Organization: {
      Id: world.seed.organization.id,
      MasterAccountId: world.seed.managementAccountId,
      FeatureSet: 'ALL',
    },
  }),
};
