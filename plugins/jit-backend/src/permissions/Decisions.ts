import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { NoAnswer, within } from '../accounts/within';

const DEADLINE_SECONDS = 5;

/**
 * What the policy decides for somebody. Each question is a call over the
 * network, so the first one asks all of them; they are kept no longer than the
 * credentials, which Backstage makes anew for each HTTP request.
 */
export class Decisions {
  readonly #permissions: PermissionsService;
  readonly #all: readonly ResourcePermission[];
  readonly #asked = new WeakMap<
    BackstageCredentials,
    Promise<Map<string, PolicyDecision>>
  >();

  constructor(
    permissions: PermissionsService,
    all: readonly ResourcePermission[],
  ) {
    this.#permissions = permissions;
    this.#all = all;
  }

  /** @throws whatever keeps the policy from being asked */
  async of(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
  ): Promise<PolicyDecision> {
    const together = await this.#together(credentials);
    const decision = together?.get(permission.name);
    if (decision) return decision;
    // A policy that fails at one question may answer the others
    const [alone] = await this.#ask(credentials, [permission]);
    return alone;
  }

  async #together(credentials: BackstageCredentials) {
    let asked = this.#asked.get(credentials);
    if (!asked) {
      asked = this.#askAll(credentials);
      this.#asked.set(credentials, asked);
    }
    return asked.catch(error => {
      // Silence is not asked again
      if (error instanceof NoAnswer) throw error;
      return undefined;
    });
  }

  async #askAll(credentials: BackstageCredentials) {
    const decisions = await this.#ask(credentials, this.#all);
    return new Map(
      this.#all.map(({ name }, index) => [name, decisions[index]]),
    );
  }

  async #ask(
    credentials: BackstageCredentials,
    permissions: readonly ResourcePermission[],
  ): Promise<PolicyDecision[]> {
    return within(
      DEADLINE_SECONDS,
      this.#permissions.authorizeConditional(
        permissions.map(permission => ({ permission })),
        { credentials },
      ),
    );
  }
}
