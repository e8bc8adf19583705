import { assignmentOperations } from './assignments';
import { Operation } from './context';
import { iamOperations, stsOperations } from './iam';
import { identityStoreOperations } from './identityStore';
import { instanceOperations } from './instances';
import { organizationsOperations } from './organizations';
import { permissionSetOperations } from './permissionSets';

/** Every emulated operation, by service. */
export const operations: Record<string, Record<string, Operation>> = {
  'sso-admin': {
    ...instanceOperations,
    ...permissionSetOperations,
    ...assignmentOperations,
  },
  identitystore: identityStoreOperations,
  organizations: organizationsOperations,
  iam: iamOperations,
  sts: stsOperations,
};
