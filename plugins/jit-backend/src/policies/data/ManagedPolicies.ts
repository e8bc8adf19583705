import { readJson } from '../json/readJson';
import { readDocument } from '../reading/readPolicy';
import { Policy } from '../reading/Policy';

/** An AWS managed policy as AWS gives it. */
export interface ManagedDocument {
  arn: string;
  /** The JSON of its default version. */
  document: string;
}

/** Where documents of AWS managed policies come from. */
export interface ManagedPolicies {
  /** Undefined where AWS has no such policy. */
  find(arn: string): Promise<ManagedDocument | undefined>;
}

/** Undefined for a document that we cannot read: then nothing is known of it. */
export function readManaged({ document }: ManagedDocument): Policy | undefined {
  const json = readJson(document);
  if (!json.ok) return undefined;
  const reading = readDocument(json.node);
  return reading.ok ? reading.policy : undefined;
}

/** `AmazonS3FullAccess` of `arn:aws:iam::aws:policy/AmazonS3FullAccess`. */
export function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
