/*
 * What is said of the policies of a custom permission set. The sentences are
 * the server's own: what a requester typed stands in them as text, and pages
 * show it as text.
 */

/**
 * In the inline policy: for a machine, and for a person.
 *
 * @public
 */
export interface PolicyPlace {
  /** RFC 6901, for instance `/Statement/0/Action/2`. */
  pointer: string;
  /** From 1. */
  line: number;
  /** From 1, in characters. */
  column: number;
}

/**
 * Why a set cannot be sent.
 *
 * @public
 */
export interface PolicyProblem {
  /** Kebab-case, stable: docs/policy-findings.md. */
  code: string;
  /** For instance `permissionSet.inlinePolicy`. */
  field: string;
  /** What is wrong, and what to do. */
  message: string;
  /** Absent where it has no place of its own. */
  place?: PolicyPlace;
}

/**
 * How far a finding reaches. HIGH is a risk flag of the request, which then has
 * to be approved by itself; INFO is a remark.
 *
 * @public
 */
export type PolicySeverity = 'HIGH' | 'MEDIUM' | 'LOW' | 'INFO';

/** Something that the policies of a set allow, or get wrong. @public */
export interface PolicyFinding {
  /** Kebab-case, stable: docs/policy-findings.md. */
  code: string;
  /** Often lower where resources are named than where all are taken. */
  severity: PolicySeverity;
  /** `inline`, or the ARN of a managed policy. */
  source: string;
  /** In the inline policy; absent for a managed one, which counts as a whole. */
  place?: PolicyPlace;
  /** The actions that it is about, at most a dozen of them. */
  actions: string[];
  /** One sentence for a person who decides. */
  text: string;
  /** Why it matters: what could come of it. */
  why: string;
  /** What to write instead. */
  narrower: string;
  /** Codes that this finding says already. */
  includes: string[];
  /** A set with it cannot be sent. */
  refuses: boolean;
  /** AWS's own page on it: https, at AWS. */
  learnMore?: string;
}

/**
 * How far one offered standard set would do instead.
 *
 * @public
 */
export interface SetCoverage {
  /** Of the standard set, as it is offered. */
  name: string;
  /** `whole` only where nothing is uncertain. */
  covers: 'whole' | 'part';
  /** Actions that the policies ask for, wildcards written out. */
  asked: number;
  /** Of these, how many the set surely allows on all that is asked. */
  covered: number;
  /** Up to 20 of what the set would not allow; `asked - covered` in all. */
  missing: {
    action: string;
    because: 'action' | 'resource' | 'condition' | 'denied';
  }[];
  /** What the set allows beyond what is asked. */
  tooMuch: { count: number; services: string[] };
  /** Why it may allow less or more than is said here. */
  uncertain: ('boundary' | 'unread-policies')[];
}

/**
 * Characters, as AWS counts them, with room left for the portal's own end.
 *
 * @public
 */
export interface PolicySize {
  /** Of what is typed, blanks included. */
  characters: number;
  /** Blanks left out. */
  nonBlank: number;
  /** 32,768 (AWS: PutInlinePolicyToPermissionSet), less the portal's own end. */
  maxCharacters: number;
  /** 10,240 (AWS: IAM Identity Center quotas), less the portal's own end. */
  maxNonBlank: number;
}

/** Policies to be judged while they are written. Nothing is stored. @public */
export interface CheckPolicies {
  /** With it the standard sets that the account offers are compared. */
  accountId?: string;
  /** ARNs of AWS managed policies; more than configuration allows are not judged. */
  managedPolicies: string[];
  /** JSON, whatever it is worth yet; an empty text is no policy. */
  inlinePolicy?: string;
}

/** What there is to say of the policies, as things stand. @public */
export interface PolicyFindings {
  /** Any of them means that the set cannot be sent. */
  problems: PolicyProblem[];
  /** The gravest first. */
  findings: PolicyFinding[];
  /** The most fitting first; those that cover nothing are left out. */
  coveredBy: SetCoverage[];
  /** Of the inline policy, where there is one. */
  size?: PolicySize;
}

/** An AWS managed policy that can be attached. @public */
export interface ManagedPolicy {
  /** What a custom permission set asks for it by. */
  arn: string;
  /** AWS's name for it, such as `AmazonS3ReadOnlyAccess`. */
  name: string;
  /** When AWS last changed it; ISO 8601, UTC. */
  updatedAt?: string;
  /** What AWS says to take instead, where the portal knows that it is deprecated. */
  deprecated?: string;
}

/** What the list of managed policies is narrowed by. @public */
export interface ManagedPolicyQuery {
  /** Words that all stand in the name. */
  q?: string;
  /** How many to tell: 1 to 100, left out 50. */
  limit?: number;
}

/** AWS's own list, an hour old at most while IAM answers. @public */
export interface ManagedPolicyList {
  /** By name; those that begin with what was typed come first. */
  items: ManagedPolicy[];
  /** How many match in all; exact. */
  totalItems: number;
}
