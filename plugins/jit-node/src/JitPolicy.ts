import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { jitPolicyDecision } from './jitPolicyDecision';

/**
 * Accounts, owners and people are entities: whoever takes one out of the
 * catalog ends sessions and stops approvals until its source is read again.
 */
const TAKING_OUT = ['catalog.entity.delete', 'catalog.location.delete'];

const allowNearlyAll: PermissionPolicy = {
  handle: async ({ permission }) => ({
    result: TAKING_OUT.includes(permission.name)
      ? AuthorizeResult.DENY
      : AuthorizeResult.ALLOW,
  }),
};

/**
 * A whole permission policy: the guide's roles for the JIT portal, another
 * policy for everything else.
 *
 * @public
 */
export class JitPolicy implements PermissionPolicy {
  readonly #otherwise: PermissionPolicy;

  /**
   * @param options - `otherwise` decides on other plugins' permissions; by
   * default they are allowed, as Backstage's own allow-all policy does, except
   * for deleting entities and locations of the catalog, which stand behind
   * accounts and people
   */
  constructor(options: { otherwise?: PermissionPolicy } = {}) {
    this.#otherwise = options.otherwise ?? allowNearlyAll;
  }

  /**
   * Decides on the portal's permissions as its guide says, and asks `otherwise`
   * about all others. Whoever is no user is denied the portal's.
   */
  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    return (
      jitPolicyDecision(request, user) ?? this.#otherwise.handle(request, user)
    );
  }
}
