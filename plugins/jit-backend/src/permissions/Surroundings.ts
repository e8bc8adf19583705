import {
  JitRole,
  JitSurroundings,
} from '@jit-portal/backstage-plugin-jit-node';
import { Knex } from 'knex';

type RoleHolders = JitSurroundings['roleHolders'];

const NOBODY: ReadonlySet<string> = new Set();

/**
 * The people around resources, for permission rules: owners and role holders
 * as projected, the same tables that the rules' SQL asks. Made for one
 * decision; each account is read once.
 */
export class Surroundings {
  readonly #db: Knex;
  readonly #owners = new Map<string, Promise<ReadonlySet<string>>>();
  #wanted: string[] = [];
  #batch?: Promise<Map<string, Set<string>>>;
  #roleHolders?: Promise<RoleHolders>;

  constructor(db: Knex) {
    this.#db = db;
  }

  async of(accountId: string | undefined): Promise<JitSurroundings> {
    const owners = accountId ? this.#ownersOf(accountId) : NOBODY;
    this.#roleHolders ??= this.#readRoles();
    return {
      accountId,
      ownerPeople: await owners,
      roleHolders: await this.#roleHolders,
    };
  }

  /** What is asked for in one go is read in one query. */
  #ownersOf(accountId: string): Promise<ReadonlySet<string>> {
    const known = this.#owners.get(accountId);
    if (known) return known;
    this.#wanted.push(accountId);
    this.#batch ??= Promise.resolve().then(() => this.#readWanted());
    const owners = this.#batch.then(people => people.get(accountId) ?? NOBODY);
    this.#owners.set(accountId, owners);
    return owners;
  }

  async #readWanted(): Promise<Map<string, Set<string>>> {
    const accountIds = this.#wanted;
    this.#wanted = [];
    this.#batch = undefined;
    const rows = await this.#db('account_people')
      .whereIn('account_id', accountIds)
      .select('account_id', 'user_ref');
    const people = new Map(accountIds.map(id => [id, new Set<string>()]));
    rows.forEach(row => people.get(row.account_id)!.add(row.user_ref));
    return people;
  }

  async #readRoles(): Promise<RoleHolders> {
    const holders: Record<JitRole, Set<string>> = {
      admin: new Set(),
      'sso-admin': new Set(),
      auditor: new Set(),
    };
    const rows: { role: JitRole; user_ref: string }[] = await this.#db(
      'role_people',
    ).select('role', 'user_ref');
    rows.forEach(row => holders[row.role].add(row.user_ref));
    return holders;
  }
}
