import { LoggerService } from '@backstage/backend-plugin-api';
import { Insights } from '@jit-portal/backstage-plugin-jit-common';
import { FreshAccounts, ProjectedAccounts } from '../accounts/Accounts';
import { OwnershipCheck } from '../accounts/OwnershipCheck';
import { JitConfig } from '../config/JitConfig';
import { IdentityCenter } from '../identityCenter/IdentityCenter';
import { AwsOpinion } from '../policies/aws/AwsOpinion';
import { ManagedPolicyList } from '../policies/data/ManagedPolicyList';
import { PolicyAdvisor } from '../policies/PolicyAdvisor';
import { JitStores } from '../store/createStores';
import type { Meter } from './Meter';
import type { Places } from './Places';
import type { Presenter } from './views/Presenter';
import type { Refusals } from './Refusals';
import type { Remembered } from './Remembered';
import type { SharedSets } from './SharedSets';
import type { Turns } from './Turns';

/** What the service judges with. */
export interface JitServiceParts {
  config: JitConfig;
  stores: JitStores;
  /** Decides. */
  fresh: FreshAccounts;
  /** Lists; and a revocation while the catalog is down (H19). */
  projected: ProjectedAccounts;
  identityCenter: IdentityCenter;
  /** Reads who owns what, and what is wrong with it. */
  ownershipCheck: Pick<OwnershipCheck, 'onRequest'>;
  /** Says what custom policies allow. */
  advisor: PolicyAdvisor;
  managedPolicies: ManagedPolicyList;
  /** What AWS says of them besides, where it is asked. */
  opinion?: AwsOpinion;
  logger: LoggerService;
  /** Milliseconds that only grow. */
  monotonic?: () => number;
  /** Wakes engine and followers in this process; called after each commit. */
  onChanged: () => void;
}

/** What each use case works with. */
export interface Bench extends JitServiceParts {
  presenter: Presenter;
  refusals: Refusals;
  /** Counts each person's checks of policies. */
  checks: Meter;
  /** Counts what each person asks for, also what is refused. */
  submissions: Meter;
  /** Counts what each person sends with a key for several accounts. */
  keyed: Meter;
  /** Counts each person's reviews, for which AWS is asked who they are. */
  reviews: Meter;
  /** Of late, by what was asked and who may see what. */
  insights: Remembered<Insights>;
  /** For lists and counts, each on a connection of its own. */
  listTurns: Turns;
  /** Single items with what belongs to them, which are read in turn too. */
  itemTurns: Turns;
  /** For checks of policies, which keep the process busy. */
  checkTurns: Turns;
  /** For what one person asks for. */
  submissionTurns: Turns;
  /** For those whose insights have to be counted. */
  insightTurns: Turns;
  /** Permission sets as AWS had them a moment ago. */
  sets: SharedSets;
  /** For those who export. */
  exports: Places;
  /** Counts what each person exports: all of it is on record for years. */
  exported: Meter;
}
