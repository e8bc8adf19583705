import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import {
  ManagedDocument,
  ManagedPolicies,
} from '../policies/data/ManagedPolicies';

/** AWS changes a managed policy a few times a year; an hour late is soon enough. */
const KEPT_MS = 60 * 60_000;
/** AWS's own: a policy of the account would be another thing by the same name. */
const AWS_MANAGED =
  /^arn:aws(-[a-z]+)*:iam::aws:policy\/([\w+=,.@-]+\/)*[\w+=,.@-]+$/;

interface Kept {
  until: number;
  document: Promise<ManagedDocument | undefined>;
}

/**
 * AWS managed policies as IAM gives them now, kept for an hour. Trouble with
 * AWS is thrown: what could not be read must not look harmless (H19).
 */
export class IamManagedPolicies implements ManagedPolicies {
  readonly #kept = new Map<string, Kept>();

  constructor(
    private readonly client: IAMClient,
    private readonly now: () => number,
  ) {}

  async find(arn: string): Promise<ManagedDocument | undefined> {
    if (!AWS_MANAGED.test(arn)) return undefined;
    const kept = this.#kept.get(arn);
    if (kept && this.now() < kept.until) return kept.document;
    const document = this.#read(arn);
    this.#kept.set(arn, { until: this.now() + KEPT_MS, document });
    // Neither trouble nor "no such policy" is worth keeping
    const forget = () => this.#kept.delete(arn);
    document.then(found => found ?? forget(), forget);
    return document;
  }

  async #read(arn: string): Promise<ManagedDocument | undefined> {
    try {
      const { Policy } = await this.client.send(
        new GetPolicyCommand({ PolicyArn: arn }),
      );
      const { PolicyVersion } = await this.client.send(
        new GetPolicyVersionCommand({
          PolicyArn: arn,
          VersionId: Policy!.DefaultVersionId,
        }),
      );
      // IAM sends documents as they would stand in a URL
      return { arn, document: decodeURIComponent(PolicyVersion!.Document!) };
    } catch (error) {
      if ((error as Error).name === 'NoSuchEntityException') return undefined;
      throw error;
    }
  }
}
