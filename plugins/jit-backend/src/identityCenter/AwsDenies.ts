import { InputError } from '@backstage/errors';
import { AwsTrouble } from './awsErrors';
import { AwsClients } from './clients';
import { DenyPort, ScpPolicy, SetPolicy } from './DenyPort';
import { OperationState, Sending } from './IdentityCenter';
import * as scp from './scp';
import * as sets from './setPolicies';

interface Options {
  clients: AwsClients;
  instanceArn: string;
  scpPolicyId?: string;
  /** Sorts what goes wrong. */
  ask: <T>(ask: () => Promise<T>) => Promise<T>;
}

/** The denies' part of the port on the AWS SDK. */
export class AwsDenies implements DenyPort {
  constructor(private readonly options: Options) {}

  async readSetPolicy(setArn: string): Promise<SetPolicy | undefined> {
    const { ask, clients } = this.options;
    try {
      return await ask(() =>
        sets.readSetPolicy(clients.ssoAdmin, this.#where(setArn)),
      );
    } catch (error) {
      if (error instanceof AwsTrouble && error.code === 'set-not-found') {
        return undefined;
      }
      throw error;
    }
  }

  async putSetPolicy(
    setArn: string,
    text: string,
    { withinMs }: Sending,
  ): Promise<void> {
    const { ask, clients } = this.options;
    return ask(() =>
      sets.putInline(
        clients.ssoAdminChanges,
        this.#where(setArn),
        text,
        withinMs,
      ),
    );
  }

  async provision(
    setArn: string,
    accountId: string,
    { withinMs }: Sending,
  ): Promise<string> {
    const { ask, clients } = this.options;
    return ask(() =>
      sets.provision(
        clients.ssoAdminChanges,
        this.#where(setArn),
        accountId,
        withinMs,
      ),
    );
  }

  async pollProvisioning(requestId: string): Promise<OperationState> {
    const { ask, clients, instanceArn } = this.options;
    return ask(() =>
      sets.pollProvisioning(clients.ssoAdmin, instanceArn, requestId),
    );
  }

  async readScp(): Promise<ScpPolicy> {
    const { ask, clients } = this.options;
    const content = await ask(() =>
      scp.readContent(clients.denyPolicies, this.#policyId()),
    );
    return { content };
  }

  async updateScp(content: string, { withinMs }: Sending): Promise<void> {
    const { ask, clients } = this.options;
    return ask(() =>
      scp.updateContent(
        clients.denyPolicies,
        this.#policyId(),
        content,
        withinMs,
      ),
    );
  }

  async beyondScp(accountIds: readonly string[]): Promise<Set<string>> {
    const { ask, clients } = this.options;
    return ask(() =>
      scp.beyond(clients.denyPolicies, this.#policyId(), accountIds),
    );
  }

  #where(setArn: string) {
    return { InstanceArn: this.options.instanceArn, PermissionSetArn: setArn };
  }

  #policyId(): string {
    const { scpPolicyId } = this.options;
    if (scpPolicyId) return scpPolicyId;
    throw new InputError(
      'jit.credentials.scp.policyId is not set, and sessions were approved in the mode scp-deny: set it again until they have ended',
    );
  }
}
