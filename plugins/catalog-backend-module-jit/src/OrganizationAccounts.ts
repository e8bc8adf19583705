import { OrganizationsClient } from '@aws-sdk/client-organizations';
import {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { accountEntity, originOf } from './accountEntity';
import { readOrganization } from './readOrganization';
import { Settings } from './readSettings';

/**
 * Keeps the catalog in step with the organisation: each reading is applied
 * whole, and one that fails leaves everything as it was.
 */
export class OrganizationAccounts implements EntityProvider {
  #connection?: EntityProviderConnection;

  constructor(
    private readonly parts: {
      settings: Pick<Settings, 'entities' | 'leftOut'>;
      client: OrganizationsClient;
      runner: SchedulerServiceTaskRunner;
      logger: LoggerService;
    },
  ) {}

  getProviderName(): string {
    return `jit-accounts:${this.parts.settings.entities.organizationId}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    await this.parts.runner.run({
      id: `${this.getProviderName()}:refresh`,
      fn: () => this.refresh(),
    });
  }

  /** @throws whatever kept the organisation from being read whole */
  async refresh(): Promise<void> {
    const { settings, client, logger } = this.parts;
    const { entities, leftOut } = settings;
    const accounts = await readOrganization(client, {
      organizationId: entities.organizationId,
      withTags: entities.ownerTag !== undefined,
      leftOut,
    });
    await this.#connection!.applyMutation({
      type: 'full',
      entities: accounts.map(account => ({
        entity: accountEntity(account, entities),
        locationKey: originOf(entities),
      })),
    });
    logger.info(`${accounts.length} accounts of the organisation were read`);
  }
}
