import {
  DescribeOrganizationCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  ListTagsForResourceCommand,
  paginateListAccountAssignments,
  paginateListAccountsForProvisionedPermissionSet,
  paginateListPermissionSetsProvisionedToAccount,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import {
  DescribeGroupCommand,
  IdentitystoreClient,
} from '@aws-sdk/client-identitystore';
import { Assignee } from '../domain/findings';
import { CallBudget } from './CallBudget';
import { Home } from './IdentityCenter';
import { describeUser } from './people';
import { probeRights } from './probe';
import { Probe, Right, Survey } from './Survey';

/** What the survey borrows from the port. */
export interface SurveyTools {
  ssoAdmin: SSOAdminClient;
  identityStore: IdentitystoreClient;
  organizations: OrganizationsClient;
  budget: CallBudget;
  home: () => Promise<Home>;
  /** Sorts what goes wrong. */
  ask: <T>(ask: () => Promise<T>) => Promise<T>;
}

const PAGE = { pageSize: 100 };

/** The survey on the AWS SDK. */
export class AwsSurvey implements Survey {
  #managementAccount?: string;

  constructor(private readonly tools: SurveyTools) {}

  room(): number {
    return this.tools.budget.room('background');
  }

  async accountsWith(setArn: string): Promise<string[]> {
    const where = { ...(await this.#instance()), PermissionSetArn: setArn };
    return this.#whole(
      paginateListAccountsForProvisionedPermissionSet(
        { client: this.tools.ssoAdmin, ...PAGE },
        where,
      ),
      page => page.AccountIds,
    );
  }

  async assignees(accountId: string, setArn: string): Promise<Assignee[]> {
    const where = { AccountId: accountId, PermissionSetArn: setArn };
    const found = await this.#whole(
      paginateListAccountAssignments(
        { client: this.tools.ssoAdmin, ...PAGE },
        { ...(await this.#instance()), ...where },
      ),
      page => page.AccountAssignments,
    );
    return found.map(one => ({
      type: one.PrincipalType === 'GROUP' ? 'group' : 'user',
      id: one.PrincipalId!,
    }));
  }

  async nameOf({ type, id }: Assignee): Promise<string | undefined> {
    const { identityStore, home, ask } = this.tools;
    const { identityStoreId } = await home();
    if (type === 'user') {
      const user = await ask(() =>
        describeUser(identityStore, identityStoreId, id),
      );
      return user?.UserName;
    }
    return ask(async () => {
      try {
        const group = await identityStore.send(
          new DescribeGroupCommand({
            IdentityStoreId: identityStoreId,
            GroupId: id,
          }),
        );
        return group.DisplayName;
      } catch (error) {
        if ((error as Error).name !== 'ResourceNotFoundException') throw error;
        return undefined;
      }
    });
  }

  async foreignManagementAccount(): Promise<string | undefined> {
    const { organizations, home, ask } = this.tools;
    this.#managementAccount ??= await ask(async () => {
      const answer = await organizations.send(
        new DescribeOrganizationCommand({}),
      );
      return answer.Organization?.MasterAccountId;
    });
    const { callerAccount } = await home();
    return this.#managementAccount === callerAccount
      ? undefined
      : this.#managementAccount;
  }

  async setsIn(accountId: string): Promise<string[]> {
    return this.#whole(
      paginateListPermissionSetsProvisionedToAccount(
        { client: this.tools.ssoAdmin, ...PAGE },
        { ...(await this.#instance()), AccountId: accountId },
      ),
      page => page.PermissionSets,
    );
  }

  async tagsOf(setArn: string): Promise<ReadonlyMap<string, string>> {
    const where = { ...(await this.#instance()), ResourceArn: setArn };
    await this.tools.budget.takeTurn();
    const answer = await this.tools.ask(() =>
      this.tools.ssoAdmin.send(new ListTagsForResourceCommand(where)),
    );
    return new Map(answer.Tags?.map(({ Key, Value }) => [Key!, Value!]));
  }

  async probe(example: Probe): Promise<Right[]> {
    return probeRights(this.tools, await this.tools.home(), example);
  }

  async #instance(): Promise<{ InstanceArn: string }> {
    return { InstanceArn: (await this.tools.home()).instanceArn };
  }

  /** All pages or none; each is a call. */
  async #whole<P, T>(
    pages: AsyncIterable<P & { NextToken?: string }>,
    itemsOf: (page: P) => T[] | undefined,
  ): Promise<T[]> {
    return this.tools.ask(async () => {
      const items: T[] = [];
      for await (const page of pages) {
        items.push(...(itemsOf(page) ?? []));
      }
      return items;
    });
  }
}
