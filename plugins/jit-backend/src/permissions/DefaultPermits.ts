import {
  AuthService,
  BackstageCredentials,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  AuthorizeResult,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  jitAccountReadPermission,
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
import { within } from '../accounts/within';
import { RequestRecord, SessionRecord } from '../domain/model';
import { AnyRecord, Judges } from './judges';
import { Deed, Permits, ReadFilter } from './Permits';
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

const DENIED: PolicyDecision = { result: AuthorizeResult.DENY };

/** Backstage's permission framework, asked in our words. */
export class DefaultPermits implements Permits {
  readonly #permissions: PermissionsService;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  readonly #judges: Judges;

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
  }

  async readRequests(
    credentials: BackstageCredentials,
  ): Promise<ReadFilter<RequestRecord>> {
    const builtIn = (userRef: string) =>
      createJitRequestConditionalDecision(
        jitRequestReadPermission,
        jitRequestReadConditions(userRef),
      );
    const decision = await this.#readDecision(
      credentials,
      jitRequestReadPermission,
      builtIn,
    );
    return this.#filter(() => this.#judges.requests(decision));
  }

  async readSessions(
    credentials: BackstageCredentials,
  ): Promise<ReadFilter<SessionRecord>> {
    const builtIn = (userRef: string) =>
      createJitSessionConditionalDecision(
        jitSessionReadPermission,
        jitSessionReadConditions(userRef),
      );
    const decision = await this.#readDecision(
      credentials,
      jitSessionReadPermission,
      builtIn,
    );
    return this.#filter(() => this.#judges.sessions(decision));
  }

  /** Built in: everybody signed in sees accounts, as they see the catalog. */
  async readAccounts(
    credentials: BackstageCredentials,
  ): Promise<ReadFilter<AccountRecord>> {
    const decision = await this.#readDecision(
      credentials,
      jitAccountReadPermission,
      () => ({ result: AuthorizeResult.ALLOW }),
    );
    return this.#filter(() => this.#judges.accounts(decision));
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
      const decision = await this.#decide(credentials, permission);
      return await this.#judges.deed(permission, decision, records);
    } catch (error) {
      if (!ends.includes(deed)) throw unavailable(error);
      this.#logger.warn(`${deed} goes by the built-in rule alone: ${error}`);
      return records.map(() => true);
    }
  }

  /** Where the policy just allows, the built-in rule is what is read by. */
  async #readDecision(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    builtIn: (userRef: string) => PolicyDecision,
  ): Promise<PolicyDecision> {
    const userRef = this.#userRef(credentials);
    if (!userRef) return DENIED;
    try {
      const decision = await this.#decide(credentials, permission);
      const isAllow = decision.result === AuthorizeResult.ALLOW;
      return isAllow ? builtIn(userRef) : decision;
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** A policy's conditions may name what we do not know. */
  #filter<T>(make: () => ReadFilter<T>): ReadFilter<T> {
    try {
      return make();
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** Services never pass: the permission client allows them unasked (H21). */
  #userRef(credentials: BackstageCredentials): string | undefined {
    return this.#auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : undefined;
  }

  async #decide(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
  ): Promise<PolicyDecision> {
    const [decision] = await within(
      DEADLINE_SECONDS,
      this.#permissions.authorizeConditional([{ permission }], { credentials }),
    );
    return decision;
  }
}

function unavailable(error: unknown): ServiceUnavailableError {
  return new ServiceUnavailableError(
    'The permission policy cannot be asked now',
    error as Error,
  );
}
