import {
  AuthService,
  BackstageCredentials,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  BasicPermission,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  jitAccountReadPermission,
  jitInsightsReadPermission,
  jitAuditReadPermission,
  jitOwnershipReadPermission,
  jitRequestCancelPermission,
  jitRequestCreatePermission,
  jitRequestReadPermission,
  jitRequestReviewPermission,
  jitSessionReadPermission,
  jitSessionReleasePermission,
  jitSessionRevokePermission,
} from '@jit-portal/backstage-plugin-jit-common';
import {
  createJitRequestConditionalDecision,
  createJitSessionConditionalDecision,
  jitRequestReadConditions,
  jitSessionReadConditions,
} from '@jit-portal/backstage-plugin-jit-node';
import { Knex } from 'knex';
import { AccountRecord } from '../accounts/Accounts';
import { unavailable } from '../accounts/unavailable';
import { within } from '../accounts/within';
import { RequestRecord, SessionRecord } from '../domain/model';
import { Decisions } from './Decisions';
import { AnyRecord, Judges } from './judges';
import { Deed, Permits, Purpose, ReadFilter } from './Permits';
import { registerPermissions } from './registerPermissions';

const DEADLINE_SECONDS = 5;

const permissionOf: Record<Deed, ResourcePermission> = {
  'request.create': jitRequestCreatePermission,
  'request.review': jitRequestReviewPermission,
  'request.cancel': jitRequestCancelPermission,
  'session.revoke': jitSessionRevokePermission,
  'session.release': jitSessionReleasePermission,
};

/** An end is never held up by a policy that does not answer (H20). */
const ends: readonly Deed[] = [
  'request.cancel',
  'session.revoke',
  'session.release',
];

const ALLOWED: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENIED: PolicyDecision = { result: AuthorizeResult.DENY };

/** How one resource type is read. */
interface Reading<T> {
  permission: ResourcePermission;
  filter(decision: PolicyDecision): ReadFilter<T>;
  builtIn(userRef: string): PolicyDecision;
}

/** Backstage's permission framework, asked in our words. */
export class DefaultPermits implements Permits {
  readonly #permissions: PermissionsService;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  readonly #judges: Judges;
  readonly #decisions: Decisions;

  /** Registers resource types and rules, and answers by them. */
  constructor(options: {
    db: Knex;
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
    auth: AuthService;
    logger: LoggerService;
  }) {
    this.#permissions = options.permissions;
    this.#auth = options.auth;
    this.#logger = options.logger;
    registerPermissions(options.permissionsRegistry, options.db);
    this.#judges = new Judges(options.permissionsRegistry, options.db);
    this.#decisions = new Decisions(options.permissions, [
      jitRequestReadPermission,
      jitSessionReadPermission,
      jitAccountReadPermission,
      ...Object.values(permissionOf),
    ]);
  }

  async readRequests(
    credentials: BackstageCredentials,
    purpose: Purpose = 'show',
  ): Promise<ReadFilter<RequestRecord>> {
    return this.#reading(credentials, purpose, {
      permission: jitRequestReadPermission,
      filter: decision => this.#judges.requests(decision),
      builtIn: userRef =>
        createJitRequestConditionalDecision(
          jitRequestReadPermission,
          jitRequestReadConditions(userRef),
        ),
    });
  }

  async readSessions(
    credentials: BackstageCredentials,
    purpose: Purpose = 'show',
  ): Promise<ReadFilter<SessionRecord>> {
    return this.#reading(credentials, purpose, {
      permission: jitSessionReadPermission,
      filter: decision => this.#judges.sessions(decision),
      builtIn: userRef =>
        createJitSessionConditionalDecision(
          jitSessionReadPermission,
          jitSessionReadConditions(userRef),
        ),
    });
  }

  /** Built in: everybody signed in sees accounts, as they see the catalog. */
  async readAccounts(
    credentials: BackstageCredentials,
  ): Promise<ReadFilter<AccountRecord>> {
    return this.#reading(credentials, 'show', {
      permission: jitAccountReadPermission,
      filter: decision => this.#judges.accounts(decision),
      builtIn: () => ALLOWED,
    });
  }

  async mayReadOwnership(credentials: BackstageCredentials): Promise<boolean> {
    return this.#lets(credentials, jitOwnershipReadPermission);
  }

  async mayReadInsights(credentials: BackstageCredentials): Promise<boolean> {
    return this.#lets(credentials, jitInsightsReadPermission);
  }

  async mayReadAudit(credentials: BackstageCredentials): Promise<boolean> {
    return this.#lets(credentials, jitAuditReadPermission);
  }

  async allowed<T extends AnyRecord>(
    credentials: BackstageCredentials,
    deed: Deed,
    records: T[],
  ): Promise<boolean[]> {
    if (!this.#userRef(credentials)) return records.map(() => false);
    if (records.length === 0) return [];
    try {
      const permission = permissionOf[deed];
      const decision = await this.#decisions.of(credentials, permission);
      return await this.#judges.deed(permission, decision, records);
    } catch (error) {
      if (!ends.includes(deed)) throw policyFailed(error);
      this.#logger.warn(`${deed} goes by the built-in rule alone: ${error}`);
      return records.map(() => true);
    }
  }

  async #lets(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<boolean> {
    if (!this.#userRef(credentials)) return false;
    try {
      const [decision] = await within(
        DEADLINE_SECONDS,
        this.#permissions.authorize([{ permission }], { credentials }),
      );
      return decision.result === AuthorizeResult.ALLOW;
    } catch (error) {
      throw policyFailed(error);
    }
  }

  /** Where the policy just allows, the built-in rule is what is read by. */
  async #reading<T>(
    credentials: BackstageCredentials,
    purpose: Purpose,
    { permission, filter, builtIn }: Reading<T>,
  ): Promise<ReadFilter<T>> {
    const userRef = this.#userRef(credentials);
    if (!userRef) return filter(DENIED);
    try {
      const decision = await this.#decisions.of(credentials, permission);
      const isAllow = decision.result === AuthorizeResult.ALLOW;
      // A policy's conditions may name rules we do not know: trouble as well
      return filter(isAllow ? builtIn(userRef) : decision);
    } catch (error) {
      if (purpose !== 'end') throw policyFailed(error);
      this.#logger.warn(
        `${permission.name} goes by the built-in rule: ${error}`,
      );
      return filter(builtIn(userRef));
    }
  }

  /** Services never pass: the permission client allows them unasked (H21). */
  #userRef(credentials: BackstageCredentials): string | undefined {
    return this.#auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : undefined;
  }
}

function policyFailed(error: unknown): Error {
  return unavailable('The permission policy cannot be asked now', error);
}
