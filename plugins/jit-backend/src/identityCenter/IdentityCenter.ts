import { AccountState } from '@jit-portal/backstage-plugin-jit-common';
import { Principal } from '../domain/model';
import { CallBudget } from './CallBudget';
import type { CustomSetPort } from './CustomSetPort';
import { DenyPort } from './DenyPort';

/*
 * The port: Identity Center in our words. None of the calls waits for an
 * asynchronous operation to finish, none retries a change by itself (H2).
 */

/** A key as AWS takes it. */
export interface AssignmentTarget {
  accountId: string;
  permissionSetArn: string;
  principalId: string;
}

/** Where we are: an engine configured otherwise never touches a row (H10). */
export interface Home {
  instanceArn: string;
  identityStoreId: string;
  region: string;
  callerAccount: string;
}

export interface StandardSet {
  arn: string;
  name: string;
  description?: string;
  sessionMinutes: number;
  /** Over everything that makes its meaning (H16). */
  fingerprint: string;
  /** What the fingerprint is over. */
  content?: SetContent;
}

/** Everything that decides what a set allows, and for how long (H16). */
export interface SetContent {
  managedPolicyArns: string[];
  customerPolicies: { name: string; path: string }[];
  inlinePolicy: string;
  boundary?: { managedPolicyArn?: string; name?: string; path?: string };
  sessionDuration: string;
}

export interface ResolvedUser extends Principal {
  enabled: boolean;
}

/** What a look at an assignment saw. */
export interface Sighting {
  /** The user is assigned directly. */
  direct: boolean;
  /** Group ids assigned on the same account and set. */
  groupIds: string[];
  /** Somebody else is assigned too, so the role in the account lives on. */
  others: boolean;
}

/** How a change is sent (H2). */
export interface Sending {
  /** Milliseconds after which the call is given up, shorter than the lease. */
  withinMs: number;
}

export type OperationState =
  | { status: 'in-progress' }
  | { status: 'succeeded' }
  | { status: 'failed'; reason: string }
  /** AWS does not know the id (yet, or any more). */
  | { status: 'not-found' };

export interface OpenOperation {
  requestId: string;
  startedAt?: Date;
}

/**
 * Every method may throw an `AwsTrouble` (awsErrors.ts), which says what kind
 * of trouble it is: again later, already so, never.
 */
export interface IdentityCenter {
  /** The rate of calls, shared by everything in this process (H30). */
  readonly budget: CallBudget;

  /** Cuts off role credentials that were issued already (H26). */
  readonly denies: DenyPort;

  /** Makes custom permission sets, and deletes them. */
  readonly customSets: CustomSetPort;

  home(): Promise<Home>;

  /** Reads one set again, fresh; undefined when it is gone. */
  readPermissionSet(arn: string): Promise<StandardSet | undefined>;
  /** The user with this attribute value; none or several hits give undefined (H15). */
  findUser(value: string): Promise<ResolvedUser | undefined>;
  readUser(principalId: string): Promise<ResolvedUser | undefined>;
  /** Which of these groups the user is in, with their names. */
  groupsOf(principalId: string, groupIds: string[]): Promise<string[]>;
  accountState(accountId: string): Promise<AccountState | undefined>;
  listAccountStates(): Promise<Map<string, AccountState>>;

  /** One complete list of the account's assignments of the set. */
  look(target: AssignmentTarget): Promise<Sighting>;
  /** Asks AWS to assign; gives AWS's request id. One attempt, no retry. */
  assign(target: AssignmentTarget, sending: Sending): Promise<string>;
  /** Asks AWS to withdraw; gives AWS's request id. One attempt, no retry. */
  withdraw(target: AssignmentTarget, sending: Sending): Promise<string>;
  poll(kind: 'create' | 'delete', requestId: string): Promise<OperationState>;
  /** Operations in progress that match the target: what a lost answer may have begun. */
  findInProgress(
    kind: 'create' | 'delete',
    target: AssignmentTarget,
  ): Promise<OpenOperation[]>;
}
