import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /**
       * Brings the accounts of an AWS organisation into the catalog
       * (docs/accounts.md). Region, endpoint and caller are those of `jit.aws`.
       */
      jitAccounts?: {
        /** The organisation, such as o-a1b2c3d4e5: nothing is taken from another. */
        organizationId: string;
        /**
         * Key of the AWS tag on an account that names its owners: full user and
         * group refs, a blank between two. Whoever may tag accounts decides who
         * approves. Left out: nobody is named.
         */
        ownerTag?: string;
        /** `spec.owner` of an account whose tag names nobody. Default: unknown */
        defaultOwner?: string;
        /** Of the entities. Default: default */
        namespace?: string;
        /** Ids of accounts that the catalog has from elsewhere, or shall not have. */
        leftOut?: string[];
        /** Default: every hour, for at most half an hour. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
