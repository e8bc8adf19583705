import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import { CatalogAccounts } from '../CatalogAccounts';
import { configWith } from './config';
import { stitched } from './entities';

/** Accounts over a catalog that holds these entities. */
export function accountsIn(entities: Entity[], jit: JsonObject = {}) {
  const { config, rootConfig } = configWith(jit);
  const catalog = catalogServiceMock({ entities: stitched(entities) });
  const accounts = new CatalogAccounts({
    catalog,
    auth: mockServices.auth(),
    config,
    rootConfig,
    stateOf: async () => 'ACTIVE',
  });
  return { accounts, catalog };
}
