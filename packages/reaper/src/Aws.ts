import {
  DeleteAccountAssignmentCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  ListInstancesCommand,
  paginateListAccountAssignments,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { LiveAssignment, LiveList } from './LiveList';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Ten calls a second: half of what AWS takes. */
const BETWEEN_CALLS_MS = 100;

function awsEndpoint(region: string): string {
  const domain = region.startsWith('cn-')
    ? 'amazonaws.com.cn'
    : 'amazonaws.com';
  return `https://sso.${region}.${domain}`;
}

/**
 * Where calls go. Always said, so that no endpoint from environment or profile
 * leads elsewhere.
 *
 * @throws Error for an emulator that is not on this machine
 */
export function endpointFor(region: string, emulator?: string): string {
  if (emulator === undefined) return awsEndpoint(region);
  const { protocol, hostname } = new URL(emulator);
  if (protocol === 'http:' && LOOPBACK.includes(hostname)) return emulator;
  throw new Error(
    `--endpoint is for the emulator and must be http on this machine, not ${emulator}`,
  );
}

/** The few calls that taking access away needs. */
export class Aws {
  readonly #reads: SSOAdminClient;
  readonly #changes: SSOAdminClient;

  constructor(
    private readonly home: LiveList['home'],
    private readonly options: {
      endpoint?: string;
      pause: (milliseconds: number) => Promise<void>;
    },
  ) {
    const endpoint = endpointFor(home.region, options.endpoint);
    const shared = {
      region: home.region,
      endpoint,
      // An emulator takes anybody’s word; AWS’s own come as the SDK finds them
      ...(options.endpoint && {
        credentials: { accessKeyId: 'EMULATOR', secretAccessKey: 'emulator' },
      }),
    };
    this.#reads = new SSOAdminClient({ ...shared, maxAttempts: 3 });
    // Repeating a change is ours alone: its answer may have been lost
    this.#changes = new SSOAdminClient({ ...shared, maxAttempts: 1 });
  }

  /** @throws Error where the list is of another instance */
  async checkHome(): Promise<void> {
    const { instanceArn, identityStoreId } = this.home;
    const { Instances = [] } = await this.#reads.send(
      new ListInstancesCommand({}),
    );
    const found = Instances.some(
      one =>
        one.InstanceArn === instanceArn &&
        one.IdentityStoreId === identityStoreId,
    );
    if (found) return;
    const seen = Instances.map(one => one.InstanceArn).join(', ') || 'none';
    throw new Error(
      `home.instanceArn: the list is of ${instanceArn} (${identityStoreId}), and these credentials see ${seen}. Nothing was touched.`,
    );
  }

  async has(one: LiveAssignment): Promise<boolean> {
    const pages = paginateListAccountAssignments(
      { client: this.#reads },
      {
        InstanceArn: this.home.instanceArn,
        AccountId: one.accountId,
        PermissionSetArn: one.permissionSetArn,
      },
    );
    for await (const { AccountAssignments = [] } of pages) {
      await this.#wait();
      const found = AccountAssignments.some(
        ({ PrincipalType, PrincipalId }) =>
          PrincipalType === 'USER' && PrincipalId === one.principalId,
      );
      if (found) return true;
    }
    return false;
  }

  /** @returns the id under which AWS tells what becomes of it */
  async delete(one: LiveAssignment): Promise<string> {
    const answer = await this.#changes.send(
      new DeleteAccountAssignmentCommand({
        InstanceArn: this.home.instanceArn,
        TargetId: one.accountId,
        TargetType: 'AWS_ACCOUNT',
        PermissionSetArn: one.permissionSetArn,
        PrincipalType: 'USER',
        PrincipalId: one.principalId,
      }),
    );
    await this.#wait();
    return answer.AccountAssignmentDeletionStatus!.RequestId!;
  }

  /** @returns why it failed; undefined where it did not */
  async failure(requestId: string): Promise<string | undefined | 'pending'> {
    const { AccountAssignmentDeletionStatus: status } = await this.#reads.send(
      new DescribeAccountAssignmentDeletionStatusCommand({
        InstanceArn: this.home.instanceArn,
        AccountAssignmentDeletionRequestId: requestId,
      }),
    );
    await this.#wait();
    if (status?.Status === 'IN_PROGRESS') return 'pending';
    if (status?.Status === 'SUCCEEDED') return undefined;
    return status?.FailureReason ?? 'AWS gave no reason';
  }

  #wait(): Promise<void> {
    return this.options.pause(BETWEEN_CALLS_MS);
  }
}
