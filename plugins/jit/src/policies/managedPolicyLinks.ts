/** The last part of an ARN: `AmazonS3ReadOnlyAccess`. */
export function managedPolicyName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** AWS's own page about one of its policies, with the whole document. */
export function managedPolicyHref(arn: string): string {
  const name = encodeURIComponent(managedPolicyName(arn));
  return `https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${name}.html`;
}
