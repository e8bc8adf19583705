import { Operation, requireInstance } from './context';

function described(seed: {
  instanceArn: string;
  identityStoreId: string;
  managementAccountId: string;
}) {
  return {
    InstanceArn: seed.instanceArn,
    IdentityStoreId: seed.identityStoreId,
    OwnerAccountId: seed.managementAccountId,
    Name: 'emulated',
    Status: 'ACTIVE',
  };
}

export const instanceOperations: Record<string, Operation> = {
  ListInstances: ({ world }) => ({ Instances: [described(world.seed)] }),
  DescribeInstance: (context, input) => {
    requireInstance(context, input);
    return described(context.world.seed);
  },
};
