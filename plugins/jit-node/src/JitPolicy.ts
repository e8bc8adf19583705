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

const allowAll: PermissionPolicy = {
  handle: async () => ({ result: AuthorizeResult.ALLOW }),
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
   * default they are allowed, as Backstage's own allow-all policy does
   */
  constructor(options: { otherwise?: PermissionPolicy } = {}) {
    this.#otherwise = options.otherwise ?? allowAll;
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
