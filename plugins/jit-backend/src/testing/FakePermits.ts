import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { Knex } from 'knex';
import { AccountRecord } from '../accounts/Accounts';
import { RequestRecord, SessionRecord } from '../domain/model';
import { Deed, Permits, Purpose, ReadFilter } from '../permissions/Permits';
import { FakeFreshAccounts } from './FakeFreshAccounts';

const ends: Deed[] = ['request.cancel', 'session.revoke', 'session.release'];

/** The guide's roles, without a policy service; a test may deny or break it. */
export class FakePermits implements Permits {
  readonly #catalog: FakeFreshAccounts;
  /** Deeds that the policy lets nobody do. */
  readonly denied = new Set<Deed>();
  /** The policy shows nobody requests. */
  hidesRequests = false;
  /** The policy shows nobody how accounts are owned. */
  hidesOwnership = false;
  /** The policy shows nobody patterns. */
  hidesInsights = false;
  /** The policy shows nobody the audit record. */
  hidesAudit = false;
  isDown = false;

  constructor(catalog: FakeFreshAccounts) {
    this.#catalog = catalog;
  }

  async readRequests(
    credentials: BackstageCredentials,
    purpose: Purpose = 'show',
  ): Promise<ReadFilter<RequestRecord>> {
    if (this.hidesRequests) {
      return {
        where: query => query.whereRaw('1 = 0'),
        apply: async () => false,
      };
    }
    return this.#reading(credentials, purpose, 'requests', 'requester_ref', {
      person: request => request.requester.ref,
    });
  }

  async readSessions(
    credentials: BackstageCredentials,
    purpose: Purpose = 'show',
  ): Promise<ReadFilter<SessionRecord>> {
    return this.#reading(credentials, purpose, 'sessions', 'user_ref', {
      person: session => session.user.ref,
    });
  }

  async readAccounts(): Promise<ReadFilter<AccountRecord>> {
    return { where: () => {}, apply: async () => true };
  }

  async mayReadOwnership(): Promise<boolean> {
    if (this.isDown) throw this.#unavailable();
    return !this.hidesOwnership;
  }

  async mayReadInsights(): Promise<boolean> {
    if (this.isDown) throw this.#unavailable();
    return !this.hidesInsights;
  }

  async mayReadAudit(): Promise<boolean> {
    if (this.isDown) throw this.#unavailable();
    return !this.hidesAudit;
  }

  async allowed<T extends RequestRecord | SessionRecord | AccountRecord>(
    _credentials: BackstageCredentials,
    deed: Deed,
    records: T[],
  ): Promise<boolean[]> {
    if (this.isDown && !ends.includes(deed)) throw this.#unavailable();
    return records.map(() => this.isDown || !this.denied.has(deed));
  }

  #reading<T extends { account: { id: string } }>(
    credentials: BackstageCredentials,
    purpose: Purpose,
    table: string,
    column: string,
    { person }: { person: (record: T) => string },
  ): ReadFilter<T> {
    if (this.isDown && purpose === 'show') throw this.#unavailable();
    const { userEntityRef } = credentials.principal as BackstageUserPrincipal;
    const ref = userEntityRef.toLowerCase();
    const standing = this.#catalog.people.get(ref);
    const seesAll = Boolean(
      standing?.isAdmin || standing?.isSsoAdmin || standing?.isAuditor,
    );
    const owned = [...this.#catalog.accounts.values()]
      .filter(one => one.ownerPeople.some(owner => owner.ref === ref))
      .map(({ id }) => id);
    return {
      where: (query: Knex.QueryBuilder) => {
        if (seesAll) return;
        query.where(mine =>
          mine
            .where(`${table}.${column}`, ref)
            .orWhereIn(`${table}.account_id`, owned),
        );
      },
      apply: async record =>
        seesAll || person(record) === ref || owned.includes(record.account.id),
    };
  }

  #unavailable(): Error {
    return new ServiceUnavailableError('The policy cannot be asked now');
  }
}
