import { LoggerService } from '@backstage/backend-plugin-api';
import { AccountState, Owner } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { PersonRecord } from '../domain/model';
import {
  AccountRecord,
  FreshAccounts,
  PersonStanding,
  ProjectedAccounts,
} from './Accounts';
import { knowsAdmins } from './knowsPeople';
import { accountOf, byAccount, ownerOf, personOf } from './projectionRows';

const STANDING_KEPT_MS = 60_000;
/** So many people's standings are kept; beyond, the oldest go. */
const MOST_STANDINGS = 10_000;

interface KeptStanding {
  at: number;
  standing: PersonStanding | undefined;
}

/** Roles that somebody had, and now has no more. */
function holdsMore(
  known: PersonStanding | undefined,
  now: PersonStanding | undefined,
): boolean {
  const roles = ['isAdmin', 'isSsoAdmin', 'isAuditor'] as const;
  return roles.some(role => known?.[role] && !now?.[role]);
}

/** The state in AWS as last known, for readings of the catalog. */
export async function projectedStateOf(
  db: Knex,
  accountId: string,
): Promise<AccountState> {
  const row = await db('accounts')
    .where({ account_id: accountId })
    .orderBy('entity_ref')
    .first('aws_state');
  return row?.aws_state ?? 'UNKNOWN';
}

/** Accounts and people as last read: for lists and counts, and for an end. */
export class DatabaseProjectedAccounts implements ProjectedAccounts {
  readonly #db: Knex;
  readonly #fresh: FreshAccounts;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  readonly #standings = new Map<string, KeptStanding>();

  constructor(options: {
    db: Knex;
    /** For groups of a person, which no table holds. */
    fresh: FreshAccounts;
    logger: LoggerService;
    now?: () => number;
  }) {
    this.#db = options.db;
    this.#fresh = options.fresh;
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
  }

  async account(accountId: string): Promise<AccountRecord | undefined> {
    const row = await this.#db('accounts')
      .where({ account_id: accountId })
      .orderBy('entity_ref')
      .first();
    if (!row) return undefined;
    const owners = await this.#db('account_owners')
      .where({ account_id: accountId })
      .orderBy(['display_name', 'owner_ref']);
    const people = await this.#db('account_people')
      .where({ account_id: accountId })
      .orderBy('user_ref');
    return accountOf(row, owners, people);
  }

  async accountIdsOwnedBy(userRef: string): Promise<string[]> {
    return this.#db('account_people')
      .where({ user_ref: userRef.toLocaleLowerCase('en-US') })
      .orderBy('account_id')
      .pluck('account_id');
  }

  async ownersOf(
    accountIds: string[],
  ): Promise<Map<string, Omit<Owner, 'isMe'>[]>> {
    if (accountIds.length === 0) return new Map();
    const rows = await this.#db('account_owners')
      .whereIn('account_id', [...new Set(accountIds)])
      .orderBy(['display_name', 'owner_ref']);
    const owners = byAccount(rows);
    return new Map(
      accountIds.map(id => [id, (owners.get(id) ?? []).map(ownerOf)]),
    );
  }

  async peopleOf(accountId: string): Promise<string[]> {
    return this.#db('account_people')
      .where({ account_id: accountId })
      .orderBy('user_ref')
      .pluck('user_ref');
  }

  async peopleInRole(role: 'admin' | 'sso-admin'): Promise<PersonRecord[]> {
    const rows = await this.#db('role_people')
      .where({ role })
      .orderBy(['display_name', 'user_ref']);
    return rows.map(personOf);
  }

  /**
   * Read through the catalog, kept for a minute. While the catalog cannot be
   * read, or knows nobody, the last known standing holds, however old: it
   * serves lists, and an end must not wait for the catalog.
   */
  async standingOf(userRef: string): Promise<PersonStanding | undefined> {
    const ref = userRef.toLocaleLowerCase('en-US');
    const kept = this.#standings.get(ref);
    if (kept && this.#now() - kept.at < STANDING_KEPT_MS) return kept.standing;
    try {
      return this.#keep(ref, await this.#read(ref));
    } catch (error) {
      this.#logger.warn(`Using the last known standing of ${ref}: ${error}`);
      const known = await this.#lastKnown(ref);
      // Groups as remembered; roles as last read of everybody
      const {
        isAdmin = false,
        isSsoAdmin = false,
        isAuditor = false,
      } = known ?? {};
      return this.#keep(
        ref,
        kept?.standing
          ? { ...kept.standing, isAdmin, isSsoAdmin, isAuditor }
          : known,
      );
    }
  }

  async #read(ref: string): Promise<PersonStanding | undefined> {
    const standing = await this.#fresh.readPerson(ref);
    const known = await this.#lastKnown(ref);
    if (holdsMore(known, standing) && !(await knowsAdmins(this.#fresh))) {
      throw new Error('The catalog knows none of the admins');
    }
    return standing;
  }

  #keep(
    ref: string,
    standing: PersonStanding | undefined,
  ): PersonStanding | undefined {
    // Set again, so that the map's order is the order of age
    this.#standings.delete(ref);
    this.#standings.set(ref, { at: this.#now(), standing });
    if (this.#standings.size > MOST_STANDINGS) {
      this.#standings.delete(this.#standings.keys().next().value!);
    }
    return standing;
  }

  /** After a restart without a catalog: roles are known, groups are not. */
  async #lastKnown(ref: string): Promise<PersonStanding | undefined> {
    const rows = await this.#db('role_people').where({ user_ref: ref });
    const owned = await this.accountIdsOwnedBy(ref);
    if (rows.length === 0 && owned.length === 0) return undefined;
    const holds = (role: string) => rows.some(row => row.role === role);
    return {
      person:
        rows.length > 0
          ? personOf(rows[0])
          : { ref, displayName: ref.slice(ref.lastIndexOf('/') + 1) },
      memberOf: [ref],
      isAdmin: holds('admin'),
      isSsoAdmin: holds('sso-admin'),
      isAuditor: holds('auditor'),
    };
  }
}
