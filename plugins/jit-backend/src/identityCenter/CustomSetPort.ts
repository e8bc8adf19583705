import { Sending, SetContent } from './IdentityCenter';

/** A set as it is made: everything but its policies. */
export interface NewSet {
  name: string;
  description: string;
  sessionDuration: string;
  tags: Record<string, string>;
}

/** A custom set as AWS holds it now. */
export interface SeenSet extends SetContent {
  name: string;
  tags: ReadonlyMap<string, string>;
}

/**
 * The part of the port that makes and deletes custom permission sets. Changes
 * are sent once and retry nothing (H2); trouble is an `AwsTrouble`.
 */
export interface CustomSetPort {
  /** How many sets are provisioned in the account. */
  countIn(accountId: string): Promise<number>;
  /** ARNs of all sets there are. */
  list(): Promise<string[]>;
  /** Everything in the set, fresh; undefined when it is gone. */
  read(setArn: string): Promise<SeenSet | undefined>;
  /**
   * Looks for a set by its name. AWS tells sets by ARN alone, so those known
   * under another name are not asked about; names never change.
   */
  find(name: string, known: ReadonlySet<string>): Promise<string | undefined>;
  /** Makes an empty set; gives its ARN. */
  create(set: NewSet, sending: Sending): Promise<string>;
  putBoundary(setArn: string, policy: string, sending: Sending): Promise<void>;
  attach(setArn: string, policy: string, sending: Sending): Promise<void>;
  putInline(setArn: string, text: string, sending: Sending): Promise<void>;
  /** Refused as `still-in-use` while anybody has it anywhere. */
  remove(setArn: string, sending: Sending): Promise<void>;
}
