import { AccountState } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { PersonRecord } from '../domain/model';
import { markRead } from '../store/projections';
import { OPEN_SESSIONS, Row } from '../store/rows';
import { AccountReading } from './describeAccount';
import {
  accountRow,
  byAccount,
  ownerPersonOf,
  ownerRows,
  peopleRows,
  personOf,
  roleRow,
} from './projectionRows';
import { syncTable } from './syncTable';

/** What one reading of the catalog says. */
export interface CatalogPicture {
  accounts: AccountReading[];
  roles: Record<string, PersonRecord[]>;
}

/** How much of each a projection holds; to notice a suspicious reading. */
export interface PictureSize {
  accounts: number;
  ownerPeople: number;
  rolePeople: number;
}

/** Who was known when the catalog was read before. */
export interface KnownPeople {
  admins: PersonRecord[];
  ownersOf(accountId: string): AccountReading['ownerPeople'];
}

/** Counts a picture as the projection would hold it. */
export function sizeOf(picture: CatalogPicture): PictureSize {
  return {
    accounts: picture.accounts.length,
    ownerPeople: peopleRows(picture.accounts).length,
    rolePeople: Object.values(picture.roles).flat().length,
  };
}

async function count(db: Knex, table: string): Promise<number> {
  const [row] = await db(table).count({ count: '*' });
  return Number(row.count);
}

/** So many rows change with one statement: a first reading tells thousands. */
const AT_ONCE = 500;

async function saveState(
  trx: Knex,
  state: AccountState,
  entityRefs: string[],
): Promise<void> {
  for (let from = 0; from < entityRefs.length; from += AT_ONCE) {
    await trx('accounts')
      .whereIn('entity_ref', entityRefs.slice(from, from + AT_ONCE))
      .update({ aws_state: state });
  }
}

/** The tables that lists and counts read instead of the catalog and AWS. */
export class Projection {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async size(): Promise<PictureSize> {
    return {
      accounts: await count(this.#db, 'accounts'),
      ownerPeople: await this.#ownerPeople(),
      rolePeople: await count(this.#db, 'role_people'),
    };
  }

  /** Without those of accounts that have gone; see `#stillAnswering`. */
  async #ownerPeople(): Promise<number> {
    const [row] = await this.#db('account_people')
      .whereIn('account_id', this.#db('accounts').select('account_id'))
      .count({ count: '*' });
    return Number(row.count);
  }

  /** Admins and owners as they were read before. */
  async peopleKnown(): Promise<KnownPeople> {
    const admins = await this.#db('role_people')
      .where({ role: 'admin' })
      .orderBy('user_ref');
    const rows = await this.#db('account_people').orderBy('user_ref');
    const owners = byAccount(rows);
    return {
      admins: admins.map(personOf),
      ownersOf: accountId => (owners.get(accountId) ?? []).map(ownerPersonOf),
    };
  }

  /** Replaces what the catalog says; all of it or nothing. */
  async saveCatalog(picture: CatalogPicture, at: Date): Promise<void> {
    const { accounts, roles } = picture;
    await this.#db.transaction(async trx => {
      const states = await this.#states(trx);
      const stateOf = (id?: string) => (id && states.get(id)) || 'UNKNOWN';
      await syncTable(
        trx,
        'accounts',
        ['entity_ref'],
        accounts.map(reading => accountRow(reading, stateOf(reading.id))),
        { refreshed_at: at },
      );
      await syncTable(
        trx,
        'account_owners',
        ['account_id', 'owner_ref'],
        ownerRows(accounts),
      );
      await syncTable(
        trx,
        'account_people',
        ['account_id', 'user_ref'],
        [
          ...peopleRows(accounts),
          ...(await this.#stillAnswering(trx, accounts)),
        ],
      );
      await syncTable(
        trx,
        'role_people',
        ['role', 'user_ref'],
        Object.entries(roles).flatMap(([role, people]) =>
          people.map(person => roleRow(role, person)),
        ),
      );
      await markRead(trx, 'accounts', at);
    });
  }

  /** Stores account states; an account that AWS does not tell is UNKNOWN. */
  async saveStates(states: Map<string, AccountState>, at: Date): Promise<void> {
    await this.#db.transaction(async trx => {
      const rows = await trx('accounts')
        .whereNotNull('account_id')
        .select('entity_ref', 'account_id', 'aws_state');
      const changed = new Map<AccountState, string[]>();
      for (const row of rows) {
        const state = states.get(row.account_id) ?? 'UNKNOWN';
        if (state === row.aws_state) continue;
        const refs = changed.get(state) ?? [];
        refs.push(row.entity_ref);
        changed.set(state, refs);
      }
      for (const [state, refs] of changed) await saveState(trx, state, refs);
      await markRead(trx, 'account-states', at);
    });
  }

  async accountIdsWithoutState(): Promise<string[]> {
    return this.#db('accounts')
      .where({ aws_state: 'UNKNOWN' })
      .whereNotNull('account_id')
      .distinct()
      .pluck('account_id');
  }

  /**
   * Whoever takes an account out of the catalog, or out of trust, does not keep
   * its owners from ending what is open there.
   */
  async #stillAnswering(
    trx: Knex,
    told: readonly AccountReading[],
  ): Promise<Row[]> {
    const open: string[] = await trx('sessions')
      .whereIn('status', OPEN_SESSIONS)
      .distinct()
      .pluck('account_id');
    const ids = new Set(told.map(({ id }) => id));
    const missing = open.filter(id => !ids.has(id));
    const rows: Row[] = [];
    for (let from = 0; from < missing.length; from += AT_ONCE) {
      const some = await trx('account_people')
        .whereIn('account_id', missing.slice(from, from + AT_ONCE))
        .select('account_id', 'user_ref', 'via');
      rows.push(...some);
    }
    return rows;
  }

  async #states(trx: Knex): Promise<Map<string, AccountState>> {
    const rows = await trx('accounts')
      .whereNotNull('account_id')
      .whereNot('aws_state', 'UNKNOWN')
      .select('account_id', 'aws_state');
    return new Map(rows.map(row => [row.account_id, row.aws_state]));
  }
}
