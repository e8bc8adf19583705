import { Place } from '../json/JsonNode';

/** Why a policy cannot be accepted at all; docs/policy-findings.md explains each. */
export type ProblemCode =
  // The text
  | 'json-syntax'
  | 'json-duplicate-key'
  | 'json-non-ascii'
  | 'json-needless-escape'
  | 'json-control-character'
  | 'json-too-deep'
  | 'policy-too-long'
  // The grammar of IAM
  | 'element-unknown'
  | 'element-missing'
  | 'element-conflict'
  | 'element-type'
  | 'principal-not-allowed'
  | 'version-unsupported'
  | 'list-empty'
  | 'effect-invalid'
  | 'sid-invalid'
  | 'sid-duplicate'
  | 'sid-reserved'
  | 'action-malformed'
  | 'resource-malformed'
  | 'variable-malformed'
  | 'condition-operator-unknown'
  | 'condition-key-malformed'
  | 'condition-value-invalid';

/** A policy that has one cannot be sent; the sentence says what to do. */
export interface Problem {
  code: ProblemCode;
  message: string;
  place: Place;
}
