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

/** @public */
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

/** @public */
export type FindingLevel = 'critical' | 'warning' | 'note';

/**
 * A difference between AWS and the portal's record, or what a self-check found.
 *
 * @public
 */
export interface Drift {
  id: string;
  kind: FindingKind;
  level: FindingLevel;
  account?: { id: string; name: string };
  /** The set's name. */
  permissionSet?: string;
  principal?: { type: 'user' | 'group'; id: string; name?: string };
  session?: { number: string; requestNumber: string };
  /** A sentence that says what it is. */
  what: string;
  /** A sentence that says what to do. */
  fix: string;
  firstSeenAt: string;
  lastSeenAt: string;
  /** Absent while it lasts. */
  resolvedAt?: string;
}

/** @public */
export interface DriftQuery {
  /** Left out: both. */
  state?: 'open' | 'resolved';
  kind?: FindingKind[];
  /** Account ids. */
  account?: string[];
  q?: string;
  sort?: 'firstSeenAt' | 'lastSeenAt' | 'level';
  order?: 'asc' | 'desc';
  limit?: number;
  cursor?: string;
}

/** @public */
export interface DriftListPage extends ListPage<Drift> {
  /** When the last whole comparison with AWS was done; absent before the first. */
  comparedAt?: string;
}
