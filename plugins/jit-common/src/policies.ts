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
  place?: PolicyPlace;
}

/** @public */
export type PolicySeverity = 'HIGH' | 'MEDIUM' | 'LOW' | 'INFO';

/** @public */
export interface PolicyFinding {
  /** Kebab-case, stable: docs/policy-findings.md. */
  code: string;
  severity: PolicySeverity;
  /** `inline`, or the ARN of a managed policy. */
  source: string;
  place?: PolicyPlace;
  /** The actions that it is about, at most a dozen of them. */
  actions: string[];
  /** One sentence for a person who decides. */
  text: string;
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
  name: string;
  covers: 'whole' | 'part';
  /** Actions asked for, and how many of them the set surely allows as asked. */
  asked: number;
  covered: number;
  /** Some of what the set would not allow; `asked - covered` in all. */
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
  characters: number;
  /** Blanks left out. */
  nonBlank: number;
  maxCharacters: number;
  maxNonBlank: number;
}

/** @public */
export interface CheckPolicies {
  /** With it the standard sets that the account offers are compared. */
  accountId?: string;
  managedPolicies: string[];
  inlinePolicy?: string;
}

/** @public */
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

/** @public */
export interface ManagedPolicy {
  arn: string;
  name: string;
  /** When AWS last changed it. */
  updatedAt?: string;
  /** AWS says to take another one, which is named. */
  deprecated?: string;
}

/** @public */
export interface ManagedPolicyQuery {
  /** Words that all stand in the name. */
  q?: string;
  limit?: number;
}

/** @public */
export interface ManagedPolicyList {
  items: ManagedPolicy[];
  /** How many there are in all. */
  totalItems: number;
}
