import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AccountState } from '@jit-portal/backstage-plugin-jit-common';
import { normalisePersonOrGroup } from '../config/fields';
import { JitConfig } from '../config/JitConfig';
import { PersonRecord } from '../domain/model';
import { AccountRecord, FreshAccounts, PersonStanding } from './Accounts';
import { CatalogReader } from './CatalogReader';
import {
  accountIdOf,
  AccountReading,
  describeAccount,
} from './describeAccount';
import { designatedOwners } from './designatedOwners';
import { flagDuplicates } from './duplicates';
import { IdentityReading } from './IdentityReading';
import {
  createTrustedSource,
  OriginsQuery,
  trustedOrigins,
  TrustedSource,
} from './trust';

/** Who holds a role, for lists; whether one person does is asked upwards. */
export const MAX_ROLE_PEOPLE = 5000;

/** A role that configuration gives. */
export type ConfiguredRole = 'admin' | 'sso-admin' | 'auditor';

/**
 * Accounts, owners and people as the catalog tells them now, read with the
 * plugin's own credentials: what a caller may see in the catalog must not
 * change who owns what.
 */
export class CatalogAccounts implements FreshAccounts {
  readonly #reader: CatalogReader;
  readonly #config: JitConfig;
  readonly #accountSource: TrustedSource;
  readonly #accountOrigins: OriginsQuery;
  readonly #identitySource: TrustedSource;
  readonly #stateOf: (accountId: string) => Promise<AccountState>;

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    config: JitConfig;
    /** The whole configuration: `catalog.locations` are trusted by default. */
    rootConfig: Config;
    /** The state in AWS, as last known; the catalog does not tell it. */
    stateOf: (accountId: string) => Promise<AccountState>;
  }) {
    const { config, rootConfig } = options;
    this.#reader = new CatalogReader(options);
    this.#config = config;
    this.#accountSource = createTrustedSource(
      rootConfig,
      config.accounts.trustedLocations,
    );
    this.#accountOrigins = trustedOrigins(
      rootConfig,
      config.accounts.trustedLocations,
    );
    this.#identitySource = createTrustedSource(
      rootConfig,
      config.identities.trustedLocations,
    );
    this.#stateOf = options.stateOf;
  }

  async readAccount(accountId: string): Promise<AccountRecord | undefined> {
    if (!/^\d{12}$/.test(accountId)) return undefined;
    const { annotation } = this.#config.accounts;
    const entities = await this.#reader.resourcesWith(
      annotation,
      this.#accountOrigins,
      accountId,
    );
    const readings = await this.#describe(entities);
    const reading = readings.find(({ id }) => id === accountId);
    if (!reading) return undefined;
    const state = await this.#stateOf(accountId);
    return { ...reading, id: accountId, state };
  }

  /** Every account that a trusted entity tells, with what is wrong in it. */
  async readAllAccounts(): Promise<AccountReading[]> {
    const { annotation } = this.#config.accounts;
    return this.#describe(
      await this.#reader.resourcesWith(annotation, this.#accountOrigins),
    );
  }

  async readPerson(userRef: string): Promise<PersonStanding | undefined> {
    const ref = normalisePersonOrGroup(userRef);
    if (!ref?.startsWith('user:')) return undefined;
    return this.#standingIn(this.#identities(), ref);
  }

  /** Whether configuration names anybody for the role. */
  names(role: ConfiguredRole): boolean {
    return this.#refsOf(role).length > 0;
  }

  async peopleInRole(role: ConfiguredRole): Promise<PersonRecord[]> {
    const refs = this.#refsOf(role);
    const identities = this.#identities();
    const below = await identities.peopleBelow(refs, MAX_ROLE_PEOPLE);
    const people = [...below.values()].flatMap(found => found.people);
    const unique = [...new Set(people.map(({ ref }) => ref))].sort();
    return unique.slice(0, MAX_ROLE_PEOPLE).map(ref => identities.person(ref));
  }

  async #standingIn(
    identities: IdentityReading,
    ref: string,
  ): Promise<PersonStanding | undefined> {
    const memberOf = [ref, ...(await identities.groupsOf(ref))];
    if (!identities.has(ref)) return undefined;
    const holds = (role: ConfiguredRole) =>
      this.#refsOf(role).some(holder => memberOf.includes(holder));
    return {
      person: identities.person(ref),
      memberOf,
      teams: identities.teamsOf(ref),
      isAdmin: holds('admin'),
      isSsoAdmin: holds('sso-admin'),
      isAuditor: holds('auditor'),
    };
  }

  #refsOf(role: ConfiguredRole): string[] {
    const { admins, ssoAdmins, auditors } = this.#config.roles;
    return { admin: admins, 'sso-admin': ssoAdmins, auditor: auditors }[role];
  }

  #identities(witness?: string): IdentityReading {
    return new IdentityReading({
      reader: this.#reader,
      source: this.#identitySource,
      witness,
    });
  }

  async #describe(entities: Entity[]): Promise<AccountReading[]> {
    const trusted = entities.filter(entity => this.#accountSource(entity));
    if (trusted.length === 0) return [];
    const { accounts } = this.#config;
    const drafts = trusted.map(entity => {
      const id = accountIdOf(entity, accounts.annotation);
      const configured = id ? accounts.owners[id] : undefined;
      const designation = designatedOwners(entity, configured);
      return { entity, id, designation, source: this.#accountSource(entity)! };
    });
    const identities = this.#identities(stringifyEntityRef(trusted[0]));
    const refs = [...new Set(drafts.flatMap(d => d.designation.refs))];
    const people = await identities.peopleBelow(refs, accounts.maxOwnerPeople);
    const readings = drafts.map(draft =>
      describeAccount(draft, { people, identities, config: this.#config }),
    );
    readings.sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1));
    return flagDuplicates(readings);
  }
}
