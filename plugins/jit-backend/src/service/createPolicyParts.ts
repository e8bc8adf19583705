import { LoggerService } from '@backstage/backend-plugin-api';
import { JitConfig } from '../config/JitConfig';
import { AwsIdentityCenter } from '../identityCenter/AwsIdentityCenter';
import { CallBudget } from '../identityCenter/CallBudget';
import { IamAccessAnalyzer } from '../identityCenter/IamAccessAnalyzer';
import { IamManagedPolicies } from '../identityCenter/IamManagedPolicies';
import { IamManagedPolicyList } from '../identityCenter/IamManagedPolicyList';
import { AwsOpinion, OpinionOptions } from '../policies/aws/AwsOpinion';
import { plainActions } from '../policies/aws/plainActions';
import { IamDataReference } from '../policies/data/IamDataReference';
import { ManagedPolicyList } from '../policies/data/ManagedPolicyList';
import { DefaultPolicyAdvisor, PolicyAdvisor } from '../policies/PolicyAdvisor';
import { RememberingAdvisor } from '../policies/RememberingAdvisor';

/** AWS documents no rate; so many calls a second are far below what it takes. */
const ANALYZER_CALLS_PER_SECOND = 10;

type Clients = Pick<AwsIdentityCenter, 'iam' | 'accessAnalyzer'>;

function opinionFor(
  { accessAnalyzer: asked, neverGrant }: JitConfig['customSets'],
  { accessAnalyzer }: Clients,
  more: Pick<OpinionOptions, 'managedPolicies' | 'logger' | 'now'>,
): AwsOpinion | undefined {
  if (!asked.validatePolicy && !asked.checkNeverGrant) return undefined;
  const budget = new CallBudget(ANALYZER_CALLS_PER_SECOND);
  return new AwsOpinion({
    analyzer: new IamAccessAnalyzer(accessAnalyzer, budget),
    validatePolicy: asked.validatePolicy,
    neverGrant: asked.checkNeverGrant ? plainActions(neverGrant) : [],
    ...more,
  });
}

/** What judges policies, on AWS's data as it is now. */
export function createPolicyParts(
  { customSets }: JitConfig,
  clients: Clients,
  logger: LoggerService,
): {
  advisor: PolicyAdvisor;
  managedPolicies: ManagedPolicyList;
  opinion?: AwsOpinion;
} {
  const { iam } = clients;
  const tick = () => performance.now();
  const managedPolicies = new IamManagedPolicies(iam, tick);
  return {
    advisor: new RememberingAdvisor(
      new DefaultPolicyAdvisor({
        reference: new IamDataReference(),
        managedPolicies,
        neverGrant: customSets.neverGrant,
      }),
      tick,
    ),
    managedPolicies: new IamManagedPolicyList(iam, tick),
    opinion: opinionFor(customSets, clients, {
      managedPolicies,
      logger,
      now: tick,
    }),
  };
}
