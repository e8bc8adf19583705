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
 * What everybody may do in the catalog. Accounts, owners and people are
 * entities: whoever takes one out stops approvals until its source is read
 * again. That takes no right to delete: who may register a location may also
 * change where a registered one points to, or take over one of configuration.
 */
const IN_THE_CATALOG = [
  'catalog.entity.read',
  'catalog.entity.create',
  'catalog.entity.refresh',
  'catalog.entity.validate',
  'catalog.location.read',
  'catalog.location.analyze',
  'catalog.ingestion.read',
];

const allowNearlyAll: PermissionPolicy = {
  handle: async ({ permission: { name } }) => ({
    result:
      name.startsWith('catalog.') && !IN_THE_CATALOG.includes(name)
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
   * for what changes the catalog, which stands behind accounts and people:
   * deleting entities and locations, and registering or repointing locations
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
