import {
  DescribeOrganizationCommand,
  OrganizationsClient,
  paginateListAccounts,
  paginateListTagsForResource,
} from '@aws-sdk/client-organizations';

/** An account as AWS Organizations tells it. */
export interface OrganizationAccount {
  id: string;
  name: string;
  /** Such as ACTIVE or SUSPENDED. */
  state: string;
  /** Empty where nobody asks for them. */
  tags: Record<string, string>;
}

/** JIT Access gives nobody access to these. */
const CLOSED = 'CLOSED';

async function tagsOf(
  client: OrganizationsClient,
  accountId: string,
): Promise<Record<string, string>> {
  const tags: Record<string, string> = {};
  const pages = paginateListTagsForResource(
    { client },
    { ResourceId: accountId },
  );
  for await (const { Tags = [] } of pages) {
    for (const { Key, Value } of Tags) tags[Key!] = Value!;
  }
  return tags;
}

/**
 * @returns the account that manages the organisation
 * @throws Error where the credentials belong to another organisation, or AWS
 *   does not say which account it is
 */
async function managementAccount(
  client: OrganizationsClient,
  organizationId: string,
): Promise<string> {
  const { Organization: found } = await client.send(
    new DescribeOrganizationCommand({}),
  );
  if (found?.Id === organizationId && found.MasterAccountId) {
    return found.MasterAccountId;
  }
  if (found?.Id === organizationId) {
    throw new Error(`AWS does not say which account manages ${organizationId}`);
  }
  throw new Error(
    `catalog.providers.jitAccounts.organizationId is ${organizationId}, but AWS says ${
      found?.Id ?? 'nothing'
    }`,
  );
}

/**
 * Reads every account that people may work in: neither closed ones nor the
 * management account, in the order of their ids.
 *
 * @throws whatever kept it from being read whole
 */
export async function readOrganization(
  client: OrganizationsClient,
  options: { organizationId: string; withTags: boolean; leftOut: string[] },
): Promise<OrganizationAccount[]> {
  const { organizationId, withTags, leftOut } = options;
  const manager = await managementAccount(client, organizationId);
  const read: OrganizationAccount[] = [];
  // Pages may be empty and still have a next one
  for await (const page of paginateListAccounts({ client }, {})) {
    for (const { Id, Name, State, Status } of page.Accounts ?? []) {
      // `State` took over from `Status` in September 2026
      const state = State ?? Status ?? 'UNKNOWN';
      const id = Id!;
      if (state === CLOSED || id === manager || leftOut.includes(id)) continue;
      read.push({ id, name: Name ?? id, state, tags: {} });
    }
  }
  if (withTags) {
    for (const account of read) account.tags = await tagsOf(client, account.id);
  }
  return read.sort((one, other) => (one.id < other.id ? -1 : 1));
}
