import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { OrganizationAccounts } from './OrganizationAccounts';
import { organizationsClient } from './organizationsClient';
import { readSettings } from './readSettings';

/**
 * Brings the accounts of an AWS organisation into the catalog, where
 * `catalog.providers.jitAccounts` is configured.
 *
 * @public
 */
export const catalogModuleJitAccounts = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'jit-accounts',
  register(reg) {
    reg.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ catalog, config, logger, scheduler }) {
        const settings = readSettings(config);
        if (!settings) return;
        catalog.addEntityProvider(
          new OrganizationAccounts({
            settings,
            client: await organizationsClient(settings.aws, config),
            runner: scheduler.createScheduledTaskRunner(settings.schedule),
            logger,
          }),
        );
      },
    });
  },
});
