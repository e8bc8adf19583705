import {
  BackstageCredentials,
  BackstageUserPrincipal,
  LoggerService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { isoOf, SubmitRequest } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { DatabaseProjectedAccounts } from '../accounts/DatabaseProjectedAccounts';
import { OwnershipCheck } from '../accounts/OwnershipCheck';
import { Projection } from '../accounts/Projection';
import { JitConfig } from '../config/JitConfig';
import { OwnershipFacts } from '../domain/ownership';
import { SessionRecord } from '../domain/model';
import { IamDataReference } from '../policies/data/IamDataReference';
import { DefaultPolicyAdvisor, PolicyAdvisor } from '../policies/PolicyAdvisor';
import { createJitService } from '../service/createJitService';
import { JitServiceParts } from '../service/Parts';
import { JitService } from '../service/JitService';
import { ManualClock } from '../store/clock';
import { createStores, JitStores } from '../store/createStores';
import { newTimeSortedId } from '../store/ids';
import { sessionOf } from '../store/rows';
import { moveSession } from '../store/sessions';
import { PRODUCTION } from './accounts';
import { Name, refOf } from './cast';
import { FakeFreshAccounts } from './FakeFreshAccounts';
import { FakeIdentityCenter } from './FakeIdentityCenter';
import { FakeManagedPolicies } from './FakeManagedPolicies';
import { Permits } from '../permissions/Permits';
import { FakePermits } from './FakePermits';
import { projectSets } from './projectSets';

/** Configuration of the demo. */
export const demoConfig: JitConfig = {
  roles: {
    admins: ['group:default/platform-admins'],
    ssoAdmins: ['group:default/cloud-security'],
    auditors: ['group:default/internal-audit'],
  },
  accounts: {
    annotation: 'amazonaws.com/account-id',
    trustedLocations: [],
    owners: {},
    maxOwnerPeople: 500,
    leftOut: [],
  },
  identities: { trustedLocations: [], attribute: 'emails.value' },
  permissionSets: { offered: ['ReadOnlyAccess'], custom: 'allowed' },
  customSets: {
    neverGrant: ['organizations:LeaveOrganization'],
    accessAnalyzer: { validatePolicy: false, checkNeverGrant: false },
    managedPolicies: 10,
    sets: 3_500,
    setsPerAccount: 500,
  },
  duration: {
    defaultMinutes: 60,
    minMinutes: 15,
    maxMinutes: 480,
    stepMinutes: 15,
  },
  approvalWindowMinutes: 1440,
  approvals: {
    allowSelfReview: false,
    requireComment: { reject: true, approveHighRisk: true },
  },
  justification: { min: 20, max: 1000 },
  limits: {
    submissionsPerPersonPerHour: 60,
    pendingPerPerson: 50,
    manySessions: 20,
    policyChecksPerPersonPerMinute: 120,
  },
  notifications: {
    reminders: true,
    reviewersPerRequest: 50,
    perPersonPerHour: 10,
  },
  workingHours: {
    from: '07:00',
    to: '19:00',
    days: [1, 2, 3, 4, 5],
    zone: 'UTC',
  },
  leaver: true,
  audit: { checkpointMinutes: 5, retention: 'P7Y' },
  callers: { services: [], actors: [] },
  recovery: {},
  credentialsMode: 'assignment',
  credentials: { allowLongSessions: false },
  aws: {
    region: 'eu-west-1',
    instanceArn: 'arn:aws:sso:::instance/ssoins-7223b0c1d2e3f4a5',
    accessPortalUrl: 'https://acme.awsapps.com/start',
    mode: 'manage',
    callsPerSecond: 15,
    outstanding: 8,
    activateWithinMinutes: 30,
    acknowledgeSqlite: false,
  },
} as JitConfig;

export const JUSTIFICATION = 'Look at the failed payouts, see OPS-771';

/** A body that is accepted as it is. */
export function body(change: Partial<SubmitRequest> = {}): SubmitRequest {
  return {
    accountId: PRODUCTION,
    permissionSet: { type: 'standard', name: 'ReadOnlyAccess' },
    duration: isoOf(60),
    justification: JUSTIFICATION,
    ...change,
  };
}

/** Read from this machine, once for all tests of a file. */
const REFERENCE = new IamDataReference();

/** Everything but the engine, on a database of its own and a clock that tests move. */
export class Portal {
  readonly clock = new ManualClock();
  readonly catalog = new FakeFreshAccounts();
  readonly aws = new FakeIdentityCenter();
  readonly permits = new FakePermits(this.catalog);
  readonly managed = new FakeManagedPolicies();
  /** What the catalog and AWS say of ownership; nothing until a test says it. */
  readonly ownership: OwnershipFacts = {
    entities: [],
    untrusted: [],
    knownBefore: new Set(),
  };
  readonly advisor: PolicyAdvisor;
  readonly stores: JitStores;
  readonly service: JitService;
  /** How often engine and followers were woken. */
  woken = 0;

  private constructor(
    readonly db: Knex,
    logger: LoggerService,
    config: JitConfig,
    over: Partial<JitServiceParts & { permits: Permits }>,
  ) {
    const { clock, catalog } = this;
    this.advisor = new DefaultPolicyAdvisor({
      reference: REFERENCE,
      managedPolicies: this.managed,
      neverGrant: config.customSets.neverGrant,
    });
    this.stores = createStores({ db, clock, newId: newTimeSortedId });
    this.service = createJitService({
      config,
      logger,
      stores: this.stores,
      fresh: catalog,
      projected: new DatabaseProjectedAccounts({
        db,
        fresh: catalog,
        logger,
        now: () => +clock.read(),
      }),
      identityCenter: this.aws,
      ownershipCheck: new OwnershipCheck({
        catalog: {
          read: async () => this.catalog.readOwnership(this.ownership),
        },
        census: {
          accounts: async () => this.ownership.accounts ?? [],
          signIns: async () => this.ownership.signIns ?? new Map(),
        },
        store: this.stores.ownership,
        config: config.accounts,
        newId: newTimeSortedId,
        now: async () => +clock.read(),
        logger,
      }),
      advisor: this.advisor,
      managedPolicies: this.managed,
      monotonic: () => +clock.read(),
      permits: this.permits,
      onChanged: () => {
        this.woken += 1;
      },
      ...over,
    });
  }

  static async open(
    db: Knex,
    logger: LoggerService,
    config: JitConfig = demoConfig,
    over: Partial<JitServiceParts & { permits: Permits }> = {},
  ): Promise<Portal> {
    await db.migrate.latest({
      directory: resolvePackagePath(
        '@jit-portal/backstage-plugin-jit-backend',
        'migrations',
      ),
    });
    const portal = new Portal(db, logger, config, over);
    await portal.project();
    return portal;
  }

  /** Brings lists to what catalog and AWS say now. */
  async project(): Promise<void> {
    const projection = new Projection(this.db);
    const now = this.clock.read();
    const people = async (role: 'admin' | 'sso-admin') =>
      this.catalog.peopleInRole(role);
    await projection.saveCatalog(
      {
        accounts: [...this.catalog.accounts.values()],
        roles: {
          admin: await people('admin'),
          'sso-admin': await people('sso-admin'),
        },
      },
      now,
    );
    await projection.saveStates(await this.aws.listAccountStates(), now);
    await projectSets(this, now);
  }

  /** The credentials with which somebody calls. */
  as(
    name: Name,
    actor?: string,
  ): { credentials: BackstageCredentials<BackstageUserPrincipal> } {
    return {
      credentials: {
        $$type: '@backstage/BackstageCredentials',
        principal: {
          type: 'user',
          userEntityRef: refOf(name),
          ...(actor && { actor: { type: 'service', subject: actor } }),
        },
      } as BackstageCredentials<BackstageUserPrincipal>,
    };
  }

  /** Somebody asks, with what differs from an ordinary request. */
  asks(name: Name, change: Partial<SubmitRequest> = {}) {
    return this.service.submitRequest(body(change), {}, this.as(name));
  }

  approves(name: Name, request: { id: string; version: number }) {
    return this.service.reviewRequest(
      request.id,
      { version: request.version, decision: 'approve' },
      this.as(name),
    );
  }

  /** Asked and approved: a session that is being set up. */
  async granted(name: Name, change: Partial<SubmitRequest> = {}) {
    const { session } = await this.approves(
      'olivia',
      await this.asks(name, change),
    );
    return session!;
  }

  /** What the engine does once AWS said SUCCEEDED. */
  async activate(sessionId: string): Promise<void> {
    const grantedAt = this.clock.read();
    await this.#move(sessionId, 'ACTIVE', session => ({
      granted_at: grantedAt,
      expires_at: new Date(+grantedAt + session.minutes * 60_000),
    }));
  }

  /** What the engine does once an end is proven. */
  async finish(sessionId: string, to: 'ENDED' | 'REVOKED'): Promise<void> {
    await this.#move(sessionId, to, () => ({ ended_at: this.clock.read() }));
  }

  async #move(
    sessionId: string,
    to: SessionRecord['status'],
    change: (session: SessionRecord) => Record<string, unknown>,
  ): Promise<void> {
    await this.db.transaction(async trx => {
      const row = await trx('sessions').where({ id: sessionId }).first();
      const session = sessionOf(row);
      await moveSession(trx, session, to, change(session));
    });
  }
}
