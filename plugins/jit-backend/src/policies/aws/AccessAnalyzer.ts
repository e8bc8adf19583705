import { Place } from '../json/JsonNode';

/** One thing that AWS finds in a policy. */
export interface AnalyzerFinding {
  type: 'ERROR' | 'SECURITY_WARNING' | 'WARNING' | 'SUGGESTION';
  /** AWS's own, for instance `PASS_ROLE_WITH_STAR_IN_RESOURCE`. */
  issueCode: string;
  details: string;
  learnMore?: string;
  place?: Place;
}

/** AWS cannot analyse a policy: nothing is known of it, so it does not pass. */
export interface NotAnalysable {
  kind: 'not-analysable';
  because: string;
}

export type Validation =
  | { kind: 'validated'; findings: AnalyzerFinding[] }
  | NotAnalysable;

export type GrantCheck =
  | { kind: 'never' }
  /** It cannot be ruled out; by which statement, where AWS says so. */
  | { kind: 'perhaps'; because: string; statement?: number }
  | NotAnalysable;

/** CheckAccessNotGranted takes so many actions a call. */
export const MOST_ACTIONS = 100;

/**
 * IAM Access Analyzer's judgement of identity policies. Trouble with AWS is
 * thrown: no answer is not a good one (H19).
 */
export interface AccessAnalyzer {
  validate(policy: string, withinMs: number): Promise<Validation>;
  /** Whether a policy can grant any of these actions; AWS bills each call. */
  mayGrant(
    policy: string,
    actions: string[],
    withinMs: number,
  ): Promise<GrantCheck>;
}
