import {
  AttachManagedPolicyToPermissionSetCommand,
  CreatePermissionSetCommand,
  DeletePermissionSetCommand,
  DescribePermissionSetCommand,
  paginateListPermissionSetsProvisionedToAccount,
  paginateListTagsForResource,
  PutPermissionsBoundaryToPermissionSetCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { AwsTrouble } from './awsErrors';
import { AwsClients } from './clients';
import { CustomSetPort, NewSet, SeenSet } from './CustomSetPort';
import { Sending } from './IdentityCenter';
import { contentOf, listSetArns } from './permissionSets';
import { putInline } from './setPolicies';

interface Options {
  clients: AwsClients;
  instanceArn: string;
  /** Sorts what goes wrong. */
  ask: <T>(ask: () => Promise<T>) => Promise<T>;
}

type Where = { InstanceArn: string; PermissionSetArn: string };

async function tagsOf(
  client: SSOAdminClient,
  { InstanceArn, PermissionSetArn }: Where,
): Promise<Map<string, string>> {
  const tags = new Map<string, string>();
  const pages = paginateListTagsForResource(
    { client },
    { InstanceArn, ResourceArn: PermissionSetArn },
  );
  for await (const page of pages) {
    page.Tags?.forEach(one => tags.set(one.Key!, one.Value!));
  }
  return tags;
}

const within = ({ withinMs }: Sending) => ({
  abortSignal: AbortSignal.timeout(Math.max(1, withinMs)),
});

/** The custom sets' part of the port on the AWS SDK. */
export class AwsCustomSets implements CustomSetPort {
  constructor(private readonly options: Options) {}

  async countIn(accountId: string): Promise<number> {
    let count = 0;
    await this.options.ask(async () => {
      const pages = paginateListPermissionSetsProvisionedToAccount(
        { client: this.#reads, pageSize: 100 },
        { InstanceArn: this.options.instanceArn, AccountId: accountId },
      );
      for await (const page of pages) count += page.PermissionSets?.length ?? 0;
    });
    return count;
  }

  async list(): Promise<string[]> {
    return this.options.ask(() =>
      listSetArns(this.#reads, this.options.instanceArn),
    );
  }

  async read(setArn: string): Promise<SeenSet | undefined> {
    try {
      return await this.options.ask(() => this.#read(this.#where(setArn)));
    } catch (error) {
      if (error instanceof AwsTrouble && error.code === 'set-not-found') {
        return undefined;
      }
      throw error;
    }
  }

  async #read(where: Where): Promise<SeenSet> {
    const { PermissionSet: set } = await this.#reads.send(
      new DescribePermissionSetCommand(where),
    );
    return {
      ...(await contentOf(this.#reads, where, set!)),
      name: set!.Name!,
      tags: await tagsOf(this.#reads, where),
    };
  }

  async find(
    name: string,
    known: ReadonlySet<string>,
  ): Promise<string | undefined> {
    for (const arn of await this.list()) {
      if (known.has(arn)) continue;
      if ((await this.#nameOf(arn)) === name) return arn;
    }
    return undefined;
  }

  async #nameOf(setArn: string): Promise<string | undefined> {
    try {
      const { PermissionSet: set } = await this.options.ask(() =>
        this.#reads.send(new DescribePermissionSetCommand(this.#where(setArn))),
      );
      return set?.Name;
    } catch (error) {
      if (error instanceof AwsTrouble && error.code === 'set-not-found') {
        return undefined;
      }
      throw error;
    }
  }

  async create(set: NewSet, sending: Sending): Promise<string> {
    const answer = await this.#change(() =>
      this.#changes.send(
        new CreatePermissionSetCommand({
          InstanceArn: this.options.instanceArn,
          Name: set.name,
          Description: set.description,
          SessionDuration: set.sessionDuration,
          Tags: Object.entries(set.tags).map(([Key, Value]) => ({
            Key,
            Value,
          })),
        }),
        within(sending),
      ),
    );
    const arn = answer.PermissionSet?.PermissionSetArn;
    if (arn) return arn;
    throw new AwsTrouble(
      {
        kind: 'again-later',
        code: 'unavailable',
        message: 'Identity Center answered without the ARN of the set',
        fix: 'Nothing to do: it is looked for by itself.',
      },
      true,
    );
  }

  async putBoundary(setArn: string, policy: string, sending: Sending) {
    await this.#change(() =>
      this.#changes.send(
        new PutPermissionsBoundaryToPermissionSetCommand({
          ...this.#where(setArn),
          PermissionsBoundary: { ManagedPolicyArn: policy },
        }),
        within(sending),
      ),
    );
  }

  async attach(setArn: string, policy: string, sending: Sending) {
    await this.#change(() =>
      this.#changes.send(
        new AttachManagedPolicyToPermissionSetCommand({
          ...this.#where(setArn),
          ManagedPolicyArn: policy,
        }),
        within(sending),
      ),
    );
  }

  async putInline(setArn: string, text: string, { withinMs }: Sending) {
    await this.#change(() =>
      putInline(this.#changes, this.#where(setArn), text, withinMs),
    );
  }

  async remove(setArn: string, sending: Sending) {
    await this.#change(() =>
      this.#changes.send(
        new DeletePermissionSetCommand(this.#where(setArn)),
        within(sending),
      ),
    );
  }

  #change<T>(send: () => Promise<T>): Promise<T> {
    return this.options.ask(send);
  }

  #where(setArn: string): Where {
    return {
      InstanceArn: this.options.instanceArn,
      PermissionSetArn: setArn,
    };
  }

  get #reads() {
    return this.options.clients.ssoAdmin;
  }

  get #changes() {
    return this.options.clients.ssoAdminChanges;
  }
}
