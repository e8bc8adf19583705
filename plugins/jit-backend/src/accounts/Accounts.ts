import { AccountState, Owner } from '@jit-portal/backstage-plugin-jit-common';
import { PersonRecord } from '../domain/model';

/*
 * Who owns what and who may do what, as the catalog and configuration say.
 * `fresh` readings decide; projections serve lists and counts alone (H19).
 */

/** What annotations say of an account; a wrong value fails towards less (H18). */
export interface AccountSettings {
  /** undefined: everybody signed in; an empty list: nobody. */
  requesters?: string[];
  /** Standard sets offered here, already cut to what configuration offers. */
  permissionSets: string[];
  customAllowed: boolean;
  maxMinutes: number;
  windowMinutes: number;
  timeZone: string;
  /** What the account is for; told to reviewers. */
  environment?: string;
}

export interface AccountProblem {
  code: string;
  message: string;
  annotation?: string;
}

export interface AccountRecord {
  id: string;
  name: string;
  entityRef: string;
  entityUid: string;
  /** The location it came from (H12). */
  source: string;
  /** Two entities carry this id: nobody but admins may act on it (H12). */
  duplicate: boolean;
  state: AccountState;
  settings: AccountSettings;
  /** As designated; for showing. */
  owners: Omit<Owner, 'isMe'>[];
  /** As people, groups resolved to any depth; with how each was found. */
  ownerPeople: { ref: string; via: string }[];
  problems: AccountProblem[];
}

/** Everything about a person that a rule asks for. */
export interface PersonStanding {
  person: PersonRecord;
  /** The user itself and every group, to any depth (H13). */
  memberOf: string[];
  /** Names of the groups that the person itself is in; for showing. */
  teams?: string[];
  isAdmin: boolean;
  isSsoAdmin: boolean;
  isAuditor: boolean;
}

/**
 * Fresh readings from the catalog. Each throws `ServiceUnavailableError` on an
 * error or a partial answer: trouble is not permission (H19).
 */
export interface FreshAccounts {
  /** The account as it is now; undefined when no trusted entity carries the id. */
  readAccount(accountId: string): Promise<AccountRecord | undefined>;
  /** Undefined when the person is not in a trusted identity source. */
  readPerson(userRef: string): Promise<PersonStanding | undefined>;
  /** People who hold a role now. */
  peopleInRole(role: 'admin' | 'sso-admin'): Promise<PersonRecord[]>;
}

/** The last known state, for lists, counts and a revocation when the catalog is down. */
export interface ProjectedAccounts {
  account(accountId: string): Promise<AccountRecord | undefined>;
  accountIdsOwnedBy(userRef: string): Promise<string[]>;
  ownersOf(accountIds: string[]): Promise<Map<string, Omit<Owner, 'isMe'>[]>>;
  peopleOf(accountId: string): Promise<string[]>;
  /** Roles by configuration and last known groups; cached for a minute. */
  standingOf(userRef: string): Promise<PersonStanding | undefined>;
  peopleInRole(role: 'admin' | 'sso-admin'): Promise<PersonRecord[]>;
}
