import { Place } from '../json/JsonNode';
import { Policy } from '../reading/Policy';

/** Everything that a policy can be found to do; docs/policy-findings.md explains each. */
export type FindingCode =
  | 'never-granted'
  | 'all-actions'
  | 'all-of-service'
  | 'not-action'
  | 'not-resource'
  | 'administrator-policy'
  | 'escalates-by-policy-edit'
  | 'escalates-by-trust-edit'
  | 'escalates-by-credentials'
  | 'escalates-by-pass-role'
  | 'escalates-by-running-code'
  | 'escalates-by-assuming-roles'
  | 'escalates-by-identity-center'
  | 'changes-access'
  | 'disables-security'
  | 'shares-outside'
  | 'copies-data-out'
  | 'reads-secrets'
  | 'writes-everywhere'
  | 'reads-everywhere'
  | 'action-wildcard'
  | 'missing-condition'
  | 'weak-condition'
  | 'unknown-service'
  | 'unknown-action'
  | 'unknown-condition-key'
  | 'resource-mismatch'
  | 'unknown-managed-policy'
  | 'deprecated-managed-policy';

export type Severity = 'HIGH' | 'MEDIUM' | 'LOW' | 'INFO';

export const SEVERITIES: Severity[] = ['HIGH', 'MEDIUM', 'LOW', 'INFO'];

/** Which of the policies of a custom set: the inline one, or a managed one by its ARN. */
export type Source = 'inline' | string;

export interface SourcedPolicy {
  source: Source;
  policy: Policy;
}

export interface Finding {
  code: FindingCode;
  severity: Severity;
  source: Source;
  /** In the inline policy; a managed policy as a whole has none. */
  place?: Place;
  /** The actions that it is about, at most a dozen of them. */
  actions: string[];
  /** One sentence for a person who decides. */
  text: string;
  why: string;
  /** What to write instead. */
  narrower: string;
  /** What this finding already says: shown once, not many times over. */
  includes: FindingCode[];
  /** Cannot be sent at all: configuration says never, or nobody can judge it. */
  refuses: boolean;
}

/** What a check says; the words of its code are put to it afterwards. */
export type Found = Pick<Finding, 'code' | 'severity' | 'source' | 'place'> & {
  actions?: string[];
  /** In place of the code's own words, where a check knows better ones. */
  text?: string;
  narrower?: string;
};

export function graver(one: Severity, other: Severity): Severity {
  return SEVERITIES.indexOf(one) <= SEVERITIES.indexOf(other) ? one : other;
}
