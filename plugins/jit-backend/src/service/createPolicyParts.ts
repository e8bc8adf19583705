import { JitConfig } from '../config/JitConfig';
import { AwsIdentityCenter } from '../identityCenter/AwsIdentityCenter';
import { IamManagedPolicies } from '../identityCenter/IamManagedPolicies';
import { IamManagedPolicyList } from '../identityCenter/IamManagedPolicyList';
import { IamDataReference } from '../policies/data/IamDataReference';
import { ManagedPolicyList } from '../policies/data/ManagedPolicyList';
import { DefaultPolicyAdvisor, PolicyAdvisor } from '../policies/PolicyAdvisor';
import { RememberingAdvisor } from '../policies/RememberingAdvisor';

/** What judges policies, on AWS's data as it is now. */
export function createPolicyParts(
  { customSets }: JitConfig,
  iam: AwsIdentityCenter['iam'],
): { advisor: PolicyAdvisor; managedPolicies: ManagedPolicyList } {
  const tick = () => performance.now();
  return {
    advisor: new RememberingAdvisor(
      new DefaultPolicyAdvisor({
        reference: new IamDataReference(),
        managedPolicies: new IamManagedPolicies(iam, tick),
        neverGrant: customSets.neverGrant,
      }),
      tick,
    ),
    managedPolicies: new IamManagedPolicyList(iam, tick),
  };
}
