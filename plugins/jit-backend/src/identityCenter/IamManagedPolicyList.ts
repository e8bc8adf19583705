import { IAMClient, paginateListPolicies } from '@aws-sdk/client-iam';
import { ManagedPolicy } from '@jit-portal/backstage-plugin-jit-common';
import { ManagedPolicyList } from '../policies/data/ManagedPolicyList';
import { DEPRECATED } from '../policies/paths/deprecatedPolicies';

/** AWS adds some policies a week. */
const KEPT_MS = 60 * 60_000;

/**
 * AWS's own list, read at most once an hour. Where IAM does not answer, an
 * older list serves: it is to pick from, and each pick is looked at afresh.
 */
export class IamManagedPolicyList implements ManagedPolicyList {
  #kept?: { until: number; policies: Promise<readonly ManagedPolicy[]> };
  #last?: readonly ManagedPolicy[];

  constructor(
    private readonly client: IAMClient,
    private readonly now: () => number,
  ) {}

  async all(): Promise<readonly ManagedPolicy[]> {
    if (!this.#kept || this.now() >= this.#kept.until) {
      this.#kept = { until: this.now() + KEPT_MS, policies: this.#read() };
    }
    try {
      this.#last = await this.#kept.policies;
      return this.#last;
    } catch (error) {
      this.#kept = undefined;
      if (this.#last) return this.#last;
      throw error;
    }
  }

  async #read(): Promise<readonly ManagedPolicy[]> {
    const found: ManagedPolicy[] = [];
    const pages = paginateListPolicies(
      { client: this.client, pageSize: 1_000 },
      { Scope: 'AWS' },
    );
    for await (const page of pages) {
      for (const one of page.Policies ?? []) {
        const name = one.PolicyName!;
        if (one.IsAttachable === false) continue;
        found.push({
          arn: one.Arn!,
          name,
          updatedAt: one.UpdateDate?.toISOString(),
          deprecated: Object.hasOwn(DEPRECATED, name)
            ? DEPRECATED[name]
            : undefined,
        });
      }
    }
    return found.sort(
      (a, b) => Number(a.name > b.name) - Number(a.name < b.name),
    );
  }
}
