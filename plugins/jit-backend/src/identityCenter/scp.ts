import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListParentsCommand,
  OrganizationsClient,
  paginateListTargetsForPolicy,
  UpdatePolicyCommand,
} from '@aws-sdk/client-organizations';

/*
 * The portal's own service control policy (H29): read, replaced whole, and
 * looked up above accounts. None of it counts against sso-admin's rate.
 */

export async function readContent(
  client: OrganizationsClient,
  policyId: string,
): Promise<string> {
  const answer = await client.send(
    new DescribePolicyCommand({ PolicyId: policyId }),
  );
  return answer.Policy?.Content ?? '';
}

export async function updateContent(
  client: OrganizationsClient,
  policyId: string,
  content: string,
  withinMs: number,
): Promise<void> {
  await client.send(
    new UpdatePolicyCommand({ PolicyId: policyId, Content: content }),
    { abortSignal: AbortSignal.timeout(Math.max(1, withinMs)) },
  );
}

async function targetsOf(
  client: OrganizationsClient,
  policyId: string,
): Promise<Set<string>> {
  const targets = new Set<string>();
  const pages = paginateListTargetsForPolicy(
    { client },
    { PolicyId: policyId },
  );
  for await (const page of pages) {
    page.Targets?.forEach(one => targets.add(one.TargetId!));
  }
  return targets;
}

/** Walks from an account to the root; many accounts share their way up. */
class Ancestry {
  readonly #parents = new Map<string, Promise<string | undefined>>();

  constructor(private readonly client: OrganizationsClient) {}

  async meets(id: string, targets: ReadonlySet<string>): Promise<boolean> {
    if (targets.has(id)) return true;
    const parent = await this.#parentOf(id);
    return parent !== undefined && this.meets(parent, targets);
  }

  #parentOf(id: string): Promise<string | undefined> {
    const known = this.#parents.get(id);
    if (known) return known;
    const asked = id.startsWith('r-')
      ? Promise.resolve(undefined)
      : this.client
          .send(new ListParentsCommand({ ChildId: id }))
          .then(answer => answer.Parents?.[0]?.Id);
    this.#parents.set(id, asked);
    return asked;
  }
}

/** An SCP never applies to the management account. */
export async function beyond(
  client: OrganizationsClient,
  policyId: string,
  accountIds: readonly string[],
): Promise<Set<string>> {
  const { Organization } = await client.send(
    new DescribeOrganizationCommand({}),
  );
  const targets = await targetsOf(client, policyId);
  const ancestry = new Ancestry(client);
  const found = new Set<string>();
  for (const id of accountIds) {
    const isManagement = id === Organization?.MasterAccountId;
    if (isManagement || !(await ancestry.meets(id, targets))) found.add(id);
  }
  return found;
}
