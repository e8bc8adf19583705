import { ManagedPolicyList } from '../policies/data/ManagedPolicyList';
import { ManagedPolicies } from '../policies/data/ManagedPolicies';

const ARN = 'arn:aws:iam::aws:policy/';

const allow = (...Action: string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  });

/** A few of AWS's, shortened: the packaged ones take half a second to load. */
const DOCUMENTS: [string, string][] = [
  ['AmazonS3ReadOnlyAccess', allow('s3:Get*', 's3:List*')],
  [
    'AmazonSQSReadOnlyAccess',
    allow('sqs:GetQueueAttributes', 'sqs:ListQueues'),
  ],
  ['AdministratorAccess', allow('*')],
  ['AWSLambdaFullAccess', allow('lambda:*')],
];

export const managedArn = (name: string) => `${ARN}${name}`;

/** AWS managed policies as a map. */
export class FakeManagedPolicies implements ManagedPolicies, ManagedPolicyList {
  readonly documents = new Map(DOCUMENTS);
  isDown = false;

  async find(arn: string) {
    this.#answer();
    const document = this.documents.get(arn.slice(ARN.length));
    return document === undefined ? undefined : { arn, document };
  }

  async all() {
    this.#answer();
    return [...this.documents.keys()]
      .sort()
      .map(name => ({ arn: managedArn(name), name }));
  }

  #answer(): void {
    if (this.isDown) throw new Error('IAM does not answer');
  }
}
