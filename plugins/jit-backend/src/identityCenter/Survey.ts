import { Assignee } from '../domain/findings';

/** A read that ends and checks need, and whether AWS lets us. */
export interface Right {
  /** As the policy names it. */
  action: string;
  allowed: boolean;
}

/** What a probe asks about; some reads need an example. */
export interface Probe {
  setArn?: string;
  accountId?: string;
}

/**
 * Reads beyond any one assignment: who has what, and what we may. In the
 * background, within the call budget. Every method may throw an `AwsTrouble`.
 */
export interface Survey {
  /** How many calls may begin now; who finds none comes back later. */
  room(): number;
  /** Every account in which the set is provisioned. */
  accountsWith(setArn: string): Promise<string[]>;
  /** One complete list of who has the set in the account. */
  assignees(accountId: string, setArn: string): Promise<Assignee[]>;
  /** The name that people know; undefined when it is gone. */
  nameOf(assignee: Assignee): Promise<string | undefined>;
  /** Undefined where we run in it ourselves: then nothing is out of reach. */
  foreignManagementAccount(): Promise<string | undefined>;
  /** ARNs of the sets provisioned in the account. */
  setsIn(accountId: string): Promise<string[]>;
  tagsOf(setArn: string): Promise<ReadonlyMap<string, string>>;
  /** Tries each read, and changes nothing. */
  probe(example: Probe): Promise<Right[]>;
}
