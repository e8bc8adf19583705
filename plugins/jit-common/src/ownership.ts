import { ListPage } from './api';
import { AccountState } from './words';

/**
 * What is wrong with an account's ownership, in the order in which problems
 * of one level are told.
 *
 * - `no-owner`: nobody is named
 * - `owner-not-found`: a user or group that is named is not in the catalog, or
 *   not from a trusted source
 * - `owner-group-empty`: a group that is named has nobody in it
 * - `only-one-approver`: the requester could be that one
 * - `account-id-missing`, `account-id-wrong`: an entity that should be an
 *   account and cannot be
 * - `duplicate-account`: two entities carry the same id
 * - `not-in-catalog`, `not-in-aws`: one side knows the account, the other not
 * - `owner-no-sign-in`: Identity Center does not know an approver
 * - `wrong-value`: an annotation that means nothing
 * - `owner-left`: somebody is gone from the catalog, or disabled in Identity
 *   Center
 * - `owner-too-large`: a group of more people than configuration allows
 * - `entity-orphaned`: the source of an account, or of an owner, is gone
 *
 * @public
 */
export const ownershipProblems = [
  'no-owner',
  'owner-not-found',
  'owner-group-empty',
  'only-one-approver',
  'account-id-missing',
  'account-id-wrong',
  'duplicate-account',
  'not-in-catalog',
  'not-in-aws',
  'owner-no-sign-in',
  'wrong-value',
  'owner-left',
  'owner-too-large',
  'entity-orphaned',
] as const;

/** A problem by its code, one of {@link ownershipProblems}. @public */
export type OwnershipProblemCode = (typeof ownershipProblems)[number];

/**
 * - `blocks`: nobody who owns the account can decide, or nobody can ask for it
 * - `risky`: it may come to that
 * - `note`: good to know
 *
 * @public
 */
export type OwnershipLevel = 'blocks' | 'risky' | 'note';

/** One thing wrong with an account's ownership, and how to right it. @public */
export interface OwnershipProblem {
  /** What it is, for a filter. */
  code: OwnershipProblemCode;
  /** How bad it is here: the same code may block one account and not another. */
  level: OwnershipLevel;
  /** The problem in a few words. */
  text: string;
  /** Which owner, entity or value it is about, in a sentence. */
  detail?: string;
  /** What to do, in a sentence. */
  fix: string;
  /** The lines that fix it, where lines can. */
  yaml?: string;
}

/**
 * Where an account's owners are named: `jit.accounts.owners` in configuration,
 * the annotation `jit-portal.io/owners`, or the entity's `ownedBy` relations,
 * which `spec.owner` makes.
 *
 * @public
 */
export type OwnerSource = 'configuration' | 'annotation' | 'relation';

/** An owner as it is named, whether or not that gives anybody a right. @public */
export interface DesignatedOwner {
  /** Full ref, as the catalog or configuration names it. */
  ref: string;
  /** Members of a group own the account too, to any depth. */
  kind: 'user' | 'group';
  /** The catalog's; the ref's last part where the catalog does not have it. */
  displayName: string;
  /** A trusted source has it. */
  found: boolean;
}

/** A person who owns the account, and how that was found. @public */
export interface FoundApprover {
  /** Full entity ref of the user. */
  ref: string;
  /** The catalog's, as last read. */
  displayName: string;
  /** From the owner that is named down to the group that lists this person; empty: named themselves. */
  via: { ref: string; displayName: string }[];
}

/**
 * Lines of a file, and what they do there.
 *
 * @public
 */
export interface OwnershipLines {
  /** In the entity's own file, or in the portal's configuration. */
  where: 'entity' | 'configuration';
  /** Ready to be pasted; the portal changes no file itself. */
  yaml: string;
  /** What else has to be known, in a sentence. */
  note?: string;
}

/** An account, or an entity that should be one, as last read. @public */
export interface OwnershipItem {
  /** Tells this line from all others. */
  key: string;
  /** The twelve digits; absent where the entity has none that can be used. */
  id?: string;
  /** Title of the entity, else its name; AWS's own where there is no entity. */
  name: string;
  /** Absent: in AWS alone. */
  entityRef?: string;
  /** Where the entity's file can be changed. */
  editUrl?: string;
  /** The state in AWS; absent where AWS does not list the account, or could not be asked. */
  state?: AccountState;
  /** Absent where there is no entity. */
  ownersFrom?: OwnerSource;
  /** Everybody named, those who confer nothing included. */
  owners: DesignatedOwner[];
  /** The first hundred. */
  approvers: FoundApprover[];
  /** All who own it, groups resolved; 0 where the entity is no account. */
  approverCount: number;
  /** The worst first. */
  problems: OwnershipProblem[];
  /** The lines that name one more owner; absent where there is no entity. */
  designate?: OwnershipLines;
  /** The lines that leave one owner out, by its ref. */
  remove: { ref: string; lines: OwnershipLines }[];
}

/** How many lines each view has; exact. @public */
export interface OwnershipCounts {
  /** Accounts, and entities that should be some. */
  all: number;
  /** With at least one problem, notes included. */
  attention: number;
  /** With no problem at all. */
  ok: number;
}

/** What the list is narrowed by; all of it has to hold. @public */
export interface OwnershipQuery {
  /** Left out: `attention`. */
  view?: 'attention' | 'ok' | 'all';
  /** With at least one of these problems. */
  problem?: OwnershipProblemCode[];
  /** Words of name, id, owner or approver. */
  q?: string;
  /** Left out: `problem`, the worst first and then by name. */
  sort?: 'problem' | 'name' | 'id';
  /** Left out: `asc`, the worst problem first. */
  order?: 'asc' | 'desc';
  /** Items on a page: 1 to 100, left out 20. */
  limit?: number;
  /** `nextCursor` of the page before; it belongs to this sort and order. */
  cursor?: string;
}

/**
 * How far the list can be trusted.
 *
 * @public
 */
export interface OwnershipState {
  /** Of the whole list, whatever is filtered. */
  counts: OwnershipCounts;
  /** When everything was last read; absent before the first time. */
  checkedAt?: string;
  /** It is being read now. */
  checking: boolean;
  /** The last try failed: what is shown is from `checkedAt`. */
  failure?: { at: string; message: string };
  /** What AWS does not let us read; problems that need it are not told. */
  unread: ('organisation' | 'people')[];
}

/** A page of lines, and how far they can be trusted. @public */
export interface OwnershipListPage
  extends ListPage<OwnershipItem>,
    OwnershipState {}
