import { ManagedPolicy } from '@jit-portal/backstage-plugin-jit-common';

/** The AWS managed policies there are, to pick from. */
export interface ManagedPolicyList {
  all(): Promise<readonly ManagedPolicy[]>;
}
