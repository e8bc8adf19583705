import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { JitConfig } from '../../config/JitConfig';
import { Portal } from '../Portal';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** Tells stories on SQLite, and on PostgreSQL where one is at hand. */
export function onEachDatabase(
  title: string,
  tell: (portal: () => Portal) => void,
  config?: JitConfig,
): void {
  jest.setTimeout(120_000);
  describe.each(databases.eachSupportedId())(`${title} (%s)`, id => {
    let portal: Portal;
    beforeEach(async () => {
      const db = await databases.init(id);
      portal = await Portal.open(db, mockServices.logger.mock(), config);
    });
    tell(() => portal);
  });
}
