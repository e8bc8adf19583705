import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { AccountRecord } from '../accounts/Accounts';
import { RequestRecord, SessionRecord } from '../domain/model';

/** What a resource type is made of, for the permission rules. */
export interface Readable {
  request: RequestRecord;
  session: SessionRecord;
  account: AccountRecord;
}

/**
 * What a caller may read, once as a condition on rows and once on a record;
 * the two agree on every row (a property test says so).
 */
export interface ReadFilter<T> {
  /** Adds the condition to a query on the resource's own table. */
  where(query: Knex.QueryBuilder): void;
  apply(record: T): Promise<boolean>;
}

/** A deed that Backstage's permission framework is asked about. */
export type Deed =
  | 'request.create'
  | 'request.review'
  | 'request.cancel'
  | 'session.revoke'
  | 'session.release';

/**
 * What something is read for. `end`: to revoke, release or cancel it, or to
 * show what came of that; then the built-in rule answers for a policy that
 * cannot be asked, as it does for the deed itself (H20).
 */
export type Purpose = 'show' | 'end';

/**
 * Backstage's permission framework, asked in our words. The built-in rule
 * holds underneath whatever a policy says: policies narrow, and widen reading
 * alone (H20).
 */
export interface Permits {
  readRequests(
    credentials: BackstageCredentials,
    purpose?: Purpose,
  ): Promise<ReadFilter<RequestRecord>>;
  readSessions(
    credentials: BackstageCredentials,
    purpose?: Purpose,
  ): Promise<ReadFilter<SessionRecord>>;
  readAccounts(
    credentials: BackstageCredentials,
  ): Promise<ReadFilter<AccountRecord>>;
  /**
   * Whether the policy lets the caller see how accounts are owned, and where
   * AWS differs. The built-in rule is judged apart.
   */
  mayReadOwnership(credentials: BackstageCredentials): Promise<boolean>;
  /** As above, of the audit record. */
  mayReadAudit(credentials: BackstageCredentials): Promise<boolean>;
  /**
   * Whether the policy lets the caller see patterns in what they may read
   * one by one. The built-in rule is judged apart.
   */
  mayReadInsights(credentials: BackstageCredentials): Promise<boolean>;
  /**
   * Whether the policy lets this deed through, for any number of records at
   * once. The built-in rule is judged apart (domain/).
   *
   * @throws ServiceUnavailableError when the policy cannot be asked, except
   * for revoke, release and cancel, which then pass (H20)
   */
  allowed<T extends RequestRecord | SessionRecord | AccountRecord>(
    credentials: BackstageCredentials,
    deed: Deed,
    records: T[],
  ): Promise<boolean[]>;
}
