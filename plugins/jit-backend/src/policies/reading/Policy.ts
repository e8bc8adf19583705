import { Place } from '../json/JsonNode';

/** A text of the policy, and where it stands. */
export interface Written {
  text: string;
  place: Place;
}

/** One comparison: any of the values, by this operator, on this key. */
export interface Condition {
  /** As written, for instance `ForAnyValue:StringLike`. */
  operator: string;
  /** As written; IAM compares keys without regard to case. */
  key: string;
  values: string[];
  place: Place;
}

/** Exactly one of a pair stands in a statement. */
export interface Statement {
  sid?: string;
  effect: 'Allow' | 'Deny';
  /** Listed, or everything but what is listed. */
  actions: { listed: Written[]; inverted: boolean; place: Place };
  resources: { listed: Written[]; inverted: boolean; place: Place };
  conditions: Condition[];
  place: Place;
}

export interface Policy {
  statements: Statement[];
}
