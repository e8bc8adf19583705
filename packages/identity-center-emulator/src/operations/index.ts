import { accessAnalyzerOperations } from './accessAnalyzer';
import { assignmentOperations } from './assignments';
import { Operation } from './context';
import { controlPolicyOperations } from './controlPolicies';
import { iamOperations, stsOperations } from './iam';
import { identityStoreOperations } from './identityStore';
import { instanceOperations } from './instances';
import { organizationsOperations } from './organizations';
import { permissionSetOperations } from './permissionSets';
import { setPolicyOperations } from './policiesOfSets';
import { provisioningOperations } from './provisioning';
import { tagOperations } from './tags';

/** Every emulated operation, by service. */
export const operations: Record<string, Record<string, Operation>> = {
  'sso-admin': {
    ...instanceOperations,
    ...permissionSetOperations,
    ...setPolicyOperations,
    ...provisioningOperations,
    ...tagOperations,
    ...assignmentOperations,
  },
  identitystore: identityStoreOperations,
  organizations: { ...organizationsOperations, ...controlPolicyOperations },
  iam: iamOperations,
  sts: stsOperations,
  'access-analyzer': accessAnalyzerOperations,
};
