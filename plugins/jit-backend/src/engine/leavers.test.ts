import { mockServices } from '@backstage/backend-test-utils';
import { CatalogLeavers } from '../accounts/CatalogLeavers';
import { PRODUCTION } from '../testing/accounts';
import { FakeFreshAccounts } from '../testing/FakeFreshAccounts';
import { onEachDatabase } from './__testUtils__/onEachDatabase';
import { configFor, MINUTE } from './__testUtils__/Stage';
import { Engine } from './Engine';

onEachDatabase('who leaves the catalog', play => {
  let catalog: FakeFreshAccounts;

  /** An engine that asks the catalog, with this setting. */
  function listens(leaver: boolean): void {
    const { stage, clock } = play();
    const config = { ...configFor(), leaver };
    const logger = mockServices.logger.mock();
    const now = () => clock.read().getTime();
    const leavers = new CatalogLeavers({ fresh: catalog, logger, now });
    stage.engine = Engine.create({ ...stage.engineOptions(), config, leavers });
  }

  beforeEach(() => {
    catalog = new FakeFreshAccounts();
    listens(true);
  });

  async function active() {
    const { stage } = play();
    const session = await stage.approve({ account: PRODUCTION, minutes: 240 });
    await stage.run(3_000);
    return session;
  }
  const dana = 'user:default/dana';

  it('loses access, with the cause and nobody named', async () => {
    const { stage, aws } = play();
    const session = await active();
    catalog.people.delete(dana);
    await stage.run(12 * MINUTE, 5_000);
    expect(await stage.session(session)).toMatchObject({
      status: 'REVOKED',
      end: {
        cause: 'leaver',
        reason: 'The person is gone from the catalog',
        by: undefined,
      },
    });
    expect(aws.assignments.size).toBe(0);
  });

  it('keeps it after one reading without them', async () => {
    const { stage } = play();
    const session = await active();
    const standing = catalog.people.get(dana)!;
    catalog.people.delete(dana);
    await stage.run(6 * MINUTE, 5_000);
    catalog.people.set(dana, standing);
    await stage.run(20 * MINUTE, MINUTE);
    expect((await stage.session(session)).status).toBe('ACTIVE');
  });

  it.each<[string, () => void]>([
    [
      'cannot be read',
      () => {
        catalog.isDown = true;
      },
    ],
    ['knows nobody at all', () => catalog.people.clear()],
  ])('keeps it while the catalog %s', async (_, breaks) => {
    const { stage } = play();
    const session = await active();
    if (catalog.accounts.get(PRODUCTION)) {
      catalog.accounts.get(PRODUCTION)!.ownerPeople = [];
    }
    breaks();
    await stage.run(20 * MINUTE, MINUTE);
    expect((await stage.session(session)).status).toBe('ACTIVE');
  });

  it('keeps it where configuration says so', async () => {
    listens(false);
    const { stage, aws } = play();
    const session = await active();
    catalog.people.delete(dana);
    aws.disabled.add('dana');
    await stage.run(20 * MINUTE, MINUTE);
    expect((await stage.session(session)).status).toBe('ACTIVE');
  });

  it('loses it all the same while the catalog is away, once gone from AWS', async () => {
    const { stage, aws } = play();
    const session = await active();
    catalog.isDown = true;
    aws.disabled.add('dana');
    await stage.run(8 * MINUTE, 5_000);
    expect((await stage.session(session)).status).toBe('REVOKED');
  });
});
