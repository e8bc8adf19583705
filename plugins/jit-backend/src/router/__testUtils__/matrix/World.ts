import {
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import { stitched, TRUSTED } from '../../../accounts/__testUtils__/entities';
import { CatalogAccounts } from '../../../accounts/CatalogAccounts';
import {
  DatabaseProjectedAccounts,
  projectedStateOf,
} from '../../../accounts/DatabaseProjectedAccounts';
import { Projection } from '../../../accounts/Projection';
import { JitConfig } from '../../../config/JitConfig';
import { DefaultPermits } from '../../../permissions/DefaultPermits';
import { IamDataReference } from '../../../policies/data/IamDataReference';
import { DefaultPolicyAdvisor } from '../../../policies/PolicyAdvisor';
import { createJitService } from '../../../service/createJitService';
import { JitService } from '../../../service/JitService';
import { ManualClock } from '../../../store/clock';
import { createStores, JitStores } from '../../../store/createStores';
import { newTimeSortedId } from '../../../store/ids';
import { FakeIdentityCenter } from '../../../testing/FakeIdentityCenter';
import { FakeManagedPolicies } from '../../../testing/FakeManagedPolicies';
import { demoConfig } from '../../../testing/Portal';
import { projectSets } from '../../../testing/projectSets';
import {
  catalog,
  ELSEWHERE,
  everybody,
  PRODUCTION,
  refOf,
  roles,
} from './cast';
import { Image, imageOf, openImage } from './images';

const reference = new IamDataReference();

export const config: JitConfig = { ...demoConfig, roles };

const rootConfig = new ConfigReader({
  jit: { accounts: { trustedLocations: [TRUSTED] } },
  catalog: {
    locations: [{ type: 'file', target: TRUSTED.slice('file:'.length) }],
  },
});

/** The registry that Backstage keeps, without its HTTP side. */
function permissionsRegistry() {
  const registered = new Map<string, any>();
  return mockServices.permissionsRegistry.mock({
    addResourceType: (type: any) =>
      void registered.set(type.resourceRef.resourceType, type),
    getPermissionRuleset: (ref: any) => ({
      getRuleByName: (name: string) =>
        registered
          .get(ref.resourceType)
          .rules.find((rule: { name: string }) => rule.name === name),
    }),
  });
}

function identityCenter(): FakeIdentityCenter {
  const aws = new FakeIdentityCenter();
  for (const name of everybody) {
    const email = `${name}@example.com`;
    aws.users.set(email, {
      id: `principal-${name}`,
      userName: email,
      email,
      enabled: true,
    });
  }
  aws.states.set(PRODUCTION, 'ACTIVE');
  aws.states.set(ELSEWHERE, 'ACTIVE');
  return aws;
}

const entities = {
  before: stitched(catalog({ withFred: true })),
  now: stitched(catalog({ withFred: false })),
};

function accountsIn(db: Knex, when: keyof typeof entities): CatalogAccounts {
  return new CatalogAccounts({
    catalog: catalogServiceMock({ entities: entities[when] }),
    auth: mockServices.auth(),
    config,
    rootConfig,
    stateOf: accountId => projectedStateOf(db, accountId),
  });
}

export interface WorldOptions {
  permissions: PermissionsService;
  config?: JitConfig;
}

/**
 * The portal over a database that opens from an image: the real service, the
 * real catalog reading, Backstage's own decisions; AWS alone is a map.
 */
export class World {
  readonly service: JitService;
  readonly stores: JitStores;
  readonly aws = identityCenter();

  private constructor(
    readonly db: Knex,
    readonly clock: ManualClock,
    options: WorldOptions,
  ) {
    const logger = mockServices.logger.mock();
    const fresh = accountsIn(db, 'now');
    const managedPolicies = new FakeManagedPolicies();
    this.stores = createStores({ db, clock, newId: newTimeSortedId });
    this.service = createJitService({
      config: options.config ?? config,
      logger,
      stores: this.stores,
      fresh,
      projected: new DatabaseProjectedAccounts({
        db,
        fresh,
        logger,
        now: () => +clock.read(),
      }),
      identityCenter: this.aws,
      ownershipCheck: { onRequest: () => this.stores.ownership.state() },
      advisor: new DefaultPolicyAdvisor({
        reference,
        managedPolicies,
        neverGrant: [],
      }),
      managedPolicies,
      monotonic: () => +clock.read(),
      permits: new DefaultPermits({
        db,
        permissions: options.permissions,
        permissionsRegistry: permissionsRegistry(),
        auth: mockServices.auth(),
        logger,
      }),
      onChanged: () => {},
    });
  }

  static open(image: Image, at: Date, options: WorldOptions): World {
    return new World(openImage(image), new ManualClock(at), options);
  }

  /** Lists learn of catalog and AWS, at a time when Fred was an owner. */
  async project(): Promise<void> {
    const projection = new Projection(this.db);
    const accounts = accountsIn(this.db, 'before');
    const now = this.clock.read();
    await projection.saveCatalog(
      {
        accounts: await accounts.readAllAccounts(),
        roles: {
          admin: await accounts.peopleInRole('admin'),
          'sso-admin': await accounts.peopleInRole('sso-admin'),
          auditor: await accounts.peopleInRole('auditor'),
        },
      },
      now,
    );
    await projection.saveStates(await this.aws.listAccountStates(), now);
    await projectSets(this, now);
  }

  as(name: string): {
    credentials: BackstageCredentials<BackstageUserPrincipal>;
  } {
    return { credentials: mockCredentials.user(refOf(name)) };
  }

  image(): Promise<Image> {
    return imageOf(this.db);
  }

  close(): Promise<void> {
    return this.db.destroy();
  }
}
