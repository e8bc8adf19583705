import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AccountState } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { ManualClock } from '../store/clock';
import { readProjections } from '../store/projections';
import { configWith } from './__testUtils__/config';
import { migrated } from './__testUtils__/database';
import { account, group, stitched, user } from './__testUtils__/entities';
import { CatalogAccounts } from './CatalogAccounts';
import {
  DatabaseProjectedAccounts,
  projectedStateOf,
} from './DatabaseProjectedAccounts';
import { ProjectionRefresher } from './ProjectionRefresher';

jest.setTimeout(60_000);

const PRODUCTION = '111122223333';
const STAGING = '444455556666';

const organisation = [
  account('production', PRODUCTION, { title: 'Production', owner: 'owners' }),
  account('staging', STAGING, { title: 'Staging', owner: 'user:default/bo' }),
  group('owners', { members: ['olga'], displayName: 'Production Owners' }),
  group('sso-admins', { members: ['sam'] }),
  user('olga'),
  user('bo', { displayName: 'Bo Lind' }),
  user('sam'),
  user('adi'),
  user('uma'),
];

/** Catalog, AWS and projection of one test; what they answer can be changed. */
function setUp(db: Knex) {
  const clock = new ManualClock();
  const { config, rootConfig } = configWith();
  const world = {
    entities: organisation as Entity[],
    states: new Map<string, AccountState>([
      [PRODUCTION, 'ACTIVE'],
      [STAGING, 'SUSPENDED'],
    ]),
    isCatalogDown: false,
    now: 0,
  };
  const answer = () => {
    if (world.isCatalogDown) throw new Error('down');
    return catalogServiceMock({ entities: stitched(world.entities) });
  };
  const fresh = new CatalogAccounts({
    catalog: catalogServiceMock.mock({
      queryEntities: async request => answer().queryEntities(request),
      getEntitiesByRefs: async request => answer().getEntitiesByRefs(request),
    }),
    auth: mockServices.auth(),
    config,
    rootConfig,
    stateOf: id => projectedStateOf(db, id),
  });
  const identityCenter = {
    listAccountStates: jest.fn(async () => world.states),
  };
  const logger = mockServices.logger.mock();
  const refresher = new ProjectionRefresher({
    db,
    clock,
    accounts: fresh,
    identityCenter,
    logger,
  });
  const projected = new DatabaseProjectedAccounts({
    db,
    fresh,
    logger,
    now: () => world.now,
  });
  return {
    world,
    fresh,
    refresher,
    projected,
    identityCenter,
    logger,
    clock,
  };
}

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('projections, %s', databaseId => {
  let db: Knex;

  beforeEach(async () => {
    db = await migrated(await databases.init(databaseId));
  });

  it('tell accounts, owners and people', async () => {
    const { refresher, projected, fresh } = setUp(db);
    await refresher.refreshNow();
    await expect(projected.account(PRODUCTION)).resolves.toEqual(
      await fresh.readAccount(PRODUCTION),
    );
    await expect(projected.account(STAGING)).resolves.toMatchObject({
      name: 'Staging',
      state: 'SUSPENDED',
    });
    await expect(projected.account('000000000000')).resolves.toBeUndefined();
    await expect(projected.peopleOf(PRODUCTION)).resolves.toEqual([
      'user:default/olga',
    ]);
    await expect(
      projected.accountIdsOwnedBy('user:default/Bo'),
    ).resolves.toEqual([STAGING]);
    await expect(
      projected.ownersOf([STAGING, '000000000000']),
    ).resolves.toEqual(
      new Map([
        [
          STAGING,
          [{ ref: 'user:default/bo', kind: 'user', displayName: 'Bo Lind' }],
        ],
        ['000000000000', []],
      ]),
    );
  });

  it('tell roles as people', async () => {
    const { refresher, projected } = setUp(db);
    await refresher.refreshNow();
    await expect(projected.peopleInRole('sso-admin')).resolves.toEqual([
      {
        ref: 'user:default/sam',
        displayName: 'sam',
        email: 'sam@example.com',
      },
    ]);
    await expect(
      db('role_people').select('role').orderBy('role'),
    ).resolves.toHaveLength(3);
  });

  it('follow what changes and forget what goes', async () => {
    const { refresher, projected, world } = setUp(db);
    await refresher.refreshNow();
    world.entities = [
      account('production', PRODUCTION, { title: 'Prod', owner: 'owners' }),
      group('owners', { members: ['lea'] }),
      group('sso-admins', { members: ['sam'] }),
      user('lea'),
      user('sam'),
    ];
    await refresher.refreshNow();
    await expect(projected.account(PRODUCTION)).resolves.toMatchObject({
      name: 'Prod',
      // What AWS told stays when the catalog's part changes
      state: 'ACTIVE',
      ownerPeople: [{ ref: 'user:default/lea', via: 'group:default/owners' }],
    });
    await expect(projected.account(STAGING)).resolves.toBeUndefined();
    await expect(
      projected.accountIdsOwnedBy('user:default/bo'),
    ).resolves.toEqual([]);
  });

  it('write nothing where nothing changed', async () => {
    const { refresher } = setUp(db);
    await refresher.refreshNow();
    await db('accounts').update({ refreshed_at: new Date(0) });
    await refresher.refreshNow();
    const rows = await db('accounts').select('refreshed_at');
    expect(rows.map(row => new Date(row.refreshed_at).getTime())).toEqual([
      0, 0,
    ]);
  });

  it('give owners of duplicates nothing, and list broken accounts', async () => {
    const { refresher, projected, world } = setUp(db);
    world.entities = [
      ...organisation,
      account('twin', PRODUCTION, { owner: 'user:default/bo' }),
      account('broken', 'x'),
    ];
    await refresher.refreshNow();
    await expect(projected.peopleOf(PRODUCTION)).resolves.toEqual([]);
    await expect(projected.account(PRODUCTION)).resolves.toMatchObject({
      duplicate: true,
    });
    await expect(
      db('accounts').whereNull('account_id').pluck('entity_ref'),
    ).resolves.toEqual(['resource:default/broken']);
  });

  it('keep their form while the catalog fails', async () => {
    const { refresher, projected, world, logger } = setUp(db);
    await refresher.refreshNow();
    world.isCatalogDown = true;
    await refresher.refreshNow();
    await expect(projected.account(PRODUCTION)).resolves.toBeDefined();
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('last known form'),
    );
  });

  it('keep their form when all is suddenly gone, until that lasts', async () => {
    const { refresher, projected, world, clock } = setUp(db);
    await refresher.refreshNow();
    world.entities = organisation.filter(({ kind }) => kind !== 'Resource');
    // However often somebody has it read
    for (let reading = 1; reading <= 20; reading++) {
      await refresher.refreshNow();
    }
    clock.advance(5 * 60_000 - 1);
    await refresher.refreshNow();
    await expect(projected.account(PRODUCTION)).resolves.toBeDefined();
    clock.advance(1);
    await refresher.refreshNow();
    await expect(projected.account(PRODUCTION)).resolves.toBeUndefined();
  });

  it.each([
    ['the people are gone', ['Resource']],
    ['all is gone', []],
  ])(
    'keep owners and roles when %s, however long that lasts',
    async (_, left) => {
      const { refresher, projected, world, logger, clock } = setUp(db);
      await refresher.refreshNow();
      world.entities = organisation.filter(({ kind }) => left.includes(kind));
      for (let minute = 1; minute <= 20; minute++) {
        await refresher.refreshNow();
        clock.advance(60_000);
      }
      await expect(projected.peopleOf(PRODUCTION)).resolves.toHaveLength(1);
      await expect(projected.peopleInRole('sso-admin')).resolves.toHaveLength(
        1,
      );
      expect(logger.error).toHaveBeenCalledWith(
        expect.stringContaining('knows none of the admins'),
      );
    },
  );

  it('keep admins, and owners where none are left, until an admin is told again', async () => {
    const { refresher, projected, world, clock } = setUp(db);
    await refresher.refreshNow();
    const without = (...names: string[]) =>
      organisation.filter(({ metadata }) => !names.includes(metadata.name));
    world.entities = [
      ...without('adi', 'olga', 'uma'),
      account('lab', '777788889999', { owner: 'user:default/bo' }),
    ];
    for (let minute = 1; minute <= 20; minute++) {
      await refresher.refreshNow();
      clock.advance(60_000);
    }
    await expect(projected.peopleOf(PRODUCTION)).resolves.toEqual([
      'user:default/olga',
    ]);
    await expect(projected.peopleInRole('admin')).resolves.toHaveLength(1);
    // The rest goes on
    await expect(projected.peopleOf('777788889999')).resolves.toHaveLength(1);
    world.entities = without('olga');
    await refresher.refreshNow();
    await expect(projected.peopleOf(PRODUCTION)).resolves.toEqual([]);
  });

  it('keep what AWS told while AWS fails or tells nothing', async () => {
    const { refresher, projected, world, identityCenter } = setUp(db);
    await refresher.refreshNow();
    identityCenter.listAccountStates.mockRejectedValueOnce(new Error('down'));
    await refresher.refreshNow();
    world.states = new Map();
    await refresher.refreshNow();
    await expect(projected.account(STAGING)).resolves.toMatchObject({
      state: 'SUSPENDED',
    });
  });

  it('do not know the state of an account that AWS does not tell', async () => {
    const { refresher, projected, world } = setUp(db);
    await refresher.refreshNow();
    world.states = new Map([[STAGING, 'ACTIVE']]);
    await refresher.refreshNow();
    await expect(projected.account(PRODUCTION)).resolves.toMatchObject({
      state: 'UNKNOWN',
    });
  });

  it('fill when started, and refresh on schedule', async () => {
    const { refresher, projected, identityCenter } = setUp(db);
    const scheduler = mockServices.scheduler.mock();
    await refresher.start(scheduler);
    const tasks = scheduler.scheduleTask.mock.calls.map(([task]) => task);
    expect(tasks.map(({ id }) => id)).toEqual([
      'refresh-accounts',
      'refresh-account-states',
    ]);
    for (const task of tasks) await task.fn(new AbortController().signal);
    await expect(projected.account(PRODUCTION)).resolves.toBeDefined();
    await refresher.stop();
    expect(identityCenter.listAccountStates).toHaveBeenCalled();
    expect(tasks.every(({ signal }) => signal?.aborted)).toBe(true);
  });

  it('ask AWS at once about accounts that are new', async () => {
    const { refresher, identityCenter } = setUp(db);
    const scheduler = mockServices.scheduler.mock();
    await refresher.start(scheduler);
    const [[catalogTask]] = scheduler.scheduleTask.mock.calls;
    await catalogTask.fn(new AbortController().signal);
    await refresher.stop();
    await expect(projectedStateOf(db, PRODUCTION)).resolves.toBe('ACTIVE');
    identityCenter.listAccountStates.mockClear();
    await catalogTask.fn(new AbortController().signal);
    expect(identityCenter.listAccountStates).not.toHaveBeenCalled();
  });

  it('list accounts while AWS takes its time to tell their states', async () => {
    const { refresher, projected, identityCenter, world } = setUp(db);
    let answer = (_: Map<string, AccountState>) => {};
    identityCenter.listAccountStates.mockReturnValueOnce(
      new Promise(resolve => (answer = resolve)),
    );
    await refresher.start(mockServices.scheduler.mock());
    await refresher.filled();
    await expect(projected.account(PRODUCTION)).resolves.toMatchObject({
      state: 'UNKNOWN',
    });
    answer(world.states);
    await refresher.stop();
    await expect(projected.account(PRODUCTION)).resolves.toMatchObject({
      state: 'ACTIVE',
    });
    expect(identityCenter.listAccountStates).toHaveBeenCalledTimes(1);
  });

  it('tell when they were last read', async () => {
    const { refresher } = setUp(db);
    await refresher.refreshNow();
    const { readAt, unreadSets } = await readProjections(db);
    expect([...readAt.keys()].sort()).toEqual(['account-states', 'accounts']);
    expect(unreadSets).toBe(0);
  });

  describe('standings', () => {
    it('are kept for a minute', async () => {
      const { projected, world } = setUp(db);
      const sam = 'user:default/sam';
      await expect(projected.standingOf('User:Default/Sam')).resolves.toEqual(
        expect.objectContaining({
          memberOf: [sam, 'group:default/sso-admins'],
          isSsoAdmin: true,
        }),
      );
      world.entities = [user('sam')];
      world.now = 59_000;
      await expect(projected.standingOf(sam)).resolves.toMatchObject({
        isSsoAdmin: true,
      });
      world.now = 60_000;
      await expect(projected.standingOf(sam)).resolves.toMatchObject({
        isSsoAdmin: false,
      });
    });

    it('hold on while the catalog is down', async () => {
      const { refresher, projected, world } = setUp(db);
      await refresher.refreshNow();
      await projected.standingOf('user:default/sam');
      world.isCatalogDown = true;
      world.now = 3_600_000;
      await expect(
        projected.standingOf('user:default/sam'),
      ).resolves.toMatchObject({
        isSsoAdmin: true,
        memberOf: ['user:default/sam', 'group:default/sso-admins'],
      });
      // A role that is lost meanwhile is not remembered
      await db('role_people').delete();
      world.now += 3_600_000;
      await expect(
        projected.standingOf('user:default/sam'),
      ).resolves.toMatchObject({ isSsoAdmin: false });
    });

    it('hold on where the catalog has lost all who had roles', async () => {
      const { refresher, projected, world } = setUp(db);
      await refresher.refreshNow();
      const sam = 'user:default/sam';
      world.entities = [user('sam'), user('uma')];
      world.now = 3_600_000;
      await expect(projected.standingOf(sam)).resolves.toMatchObject({
        isSsoAdmin: true,
      });
      await expect(
        projected.standingOf('user:default/uma'),
      ).resolves.toMatchObject({ isSsoAdmin: false });
    });

    it('come from the projection after a restart without a catalog', async () => {
      const before = setUp(db);
      await before.refresher.refreshNow();
      const { projected, world } = setUp(db);
      world.isCatalogDown = true;
      await expect(projected.standingOf('user:default/sam')).resolves.toEqual({
        person: {
          ref: 'user:default/sam',
          displayName: 'sam',
          email: 'sam@example.com',
        },
        memberOf: ['user:default/sam'],
        isAdmin: false,
        isSsoAdmin: true,
        isAuditor: false,
      });
      await expect(
        projected.standingOf('user:default/olga'),
      ).resolves.toMatchObject({ isAdmin: false, isSsoAdmin: false });
      await expect(
        projected.standingOf('user:default/mallory'),
      ).resolves.toBeUndefined();
    });
  });
});
