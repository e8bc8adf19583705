import { ListPage } from './api';

/**
 * What is not as it should be.
 *
 * - `stranger`: somebody has an offered permission set outside the portal
 * - `came-back`: access of ours is there again after its end
 * - `removed-outside`: somebody took access of ours away in AWS
 * - `set-changed`: a permission set changed while a session uses it
 * - `management-account`: a set is provisioned in the management account
 * - `right-missing`: AWS denies a call that ends and checks need
 * - `set-not-eligible`: an offered set lacks the tag that lets it be assigned
 * - `aws-refuses`: AWS refuses changes: no right, no credentials, no key
 * - `quota`: a quota of an account is used up
 * - `engine-not-leading`: no engine is at work
 * - `record-behind`: the database has forgotten, and gives no new access
 * - `record-unwitnessed`: the audit record is not sealed, or checkpoints do not
 *   reach a place outside
 *
 * @public
 */
export type FindingKind =
  | 'stranger'
  | 'came-back'
  | 'removed-outside'
  | 'set-changed'
  | 'management-account'
  | 'right-missing'
  | 'set-not-eligible'
  | 'aws-refuses'
  | 'quota'
  | 'engine-not-leading'
  | 'record-behind'
  | 'record-unwitnessed';

/** Every kind there is, in the order above. @public */
export const findingKinds: readonly FindingKind[] = [
  'stranger',
  'came-back',
  'removed-outside',
  'set-changed',
  'management-account',
  'right-missing',
  'set-not-eligible',
  'aws-refuses',
  'quota',
  'engine-not-leading',
  'record-behind',
  'record-unwitnessed',
];

/**
 * How grave it is: `critical` keeps the portal from its work, `warning` wants
 * somebody to look, `note` is good to know.
 *
 * @public
 */
export type FindingLevel = 'critical' | 'warning' | 'note';

/**
 * A difference between AWS and the portal's record, or what a self-check found.
 *
 * @public
 */
export interface Drift {
  /** A UUID that sorts by time; while it lasts it is found again under the same. */
  id: string;
  /** What sort of difference it is. */
  kind: FindingKind;
  /** Of most kinds always the same. */
  level: FindingLevel;
  /** The catalog's name, else the id; absent where it is about no account. */
  account?: { id: string; name: string };
  /** The set's name. */
  permissionSet?: string;
  /** Somebody in Identity Center by AWS's id; `name` where it is known. */
  principal?: { type: 'user' | 'group'; id: string; name?: string };
  /** Ours that it is about: `SES-88` of `REQ-1042`. */
  session?: { number: string; requestNumber: string };
  /** A sentence that says what it is. */
  what: string;
  /** A sentence that says what to do. */
  fix: string;
  /** When it was first found; ISO 8601, UTC. */
  firstSeenAt: string;
  /** When it was last found again; ISO 8601, UTC. */
  lastSeenAt: string;
  /** Absent while it lasts. */
  resolvedAt?: string;
}

/** What the list of findings is narrowed by; all of it has to hold. @public */
export interface DriftQuery {
  /** Left out: both. */
  state?: 'open' | 'resolved';
  /** Of one of these kinds. */
  kind?: FindingKind[];
  /** Account ids. */
  account?: string[];
  /** Words of sentence, account id, set or principal that must all be found. */
  q?: string;
  /** Left out: `firstSeenAt`. By `level` the critical ones come first. */
  sort?: 'firstSeenAt' | 'lastSeenAt' | 'level';
  /** Left out: `asc` by `level`, else `desc`. */
  order?: 'asc' | 'desc';
  /** Items on a page: 1 to 100, left out 20. */
  limit?: number;
  /** `nextCursor` of the page before; it belongs to this sort and order. */
  cursor?: string;
}

/** A page of findings. @public */
export interface DriftListPage extends ListPage<Drift> {
  /** When the last whole comparison with AWS was done; absent before the first. */
  comparedAt?: string;
}
