import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { DatabaseProjectedAccounts } from '../../src/accounts/DatabaseProjectedAccounts';
import { JitConfig } from '../../src/config/JitConfig';
import { CheckScpReach } from '../../src/engine/chores/CheckScpReach';
import { Chore } from '../../src/engine/chores/Chore';
import { PushDenies } from '../../src/engine/chores/PushDenies';
import { Engine } from '../../src/engine/Engine';
import { judgeAgain } from '../../src/engine/judge';
import { whileClocksAgree } from '../../src/engine/whileClocksAgree';
import { createJitService } from '../../src/service/createJitService';
import { JitService } from '../../src/service/JitService';
import { createStores } from '../../src/store/createStores';
import { DatabaseDenyStore } from '../../src/store/DatabaseDenyStore';
import { DatabaseEngineStore } from '../../src/store/DatabaseEngineStore';
import { DenyStore } from '../../src/store/DenyStore';
import { EngineContext } from '../../src/store/engineContext';
import { NewId } from '../../src/store/ids';
import { FakeFreshAccounts } from '../../src/testing/FakeFreshAccounts';
import { FakePermits } from '../../src/testing/FakePermits';
import { SimIdentityCenter } from './SimIdentityCenter';
import { SimProcess } from './SimProcess';
import { World } from './world/World';
import { noCustomSets } from './shared';

/** What all processes share. */
export interface Shared {
  db: Knex;
  world: World;
  catalog: FakeFreshAccounts;
  config: JitConfig;
  logger: LoggerService;
  newId: NewId;
}

/** What only looks, or whose commit nobody misses. */
const READINGS = [
  'now',
  'stillLeads',
  'outstanding',
  'read',
  'status',
  'letGo',
];

const DENY_READINGS = ['due', 'read', 'reachWanted'];

/** One process: the real service, the real engine, the real stores. */
export class Replica {
  readonly process: SimProcess;
  readonly service: JitService;
  readonly engine: Engine;

  /**
   * @param skewMs - how far its own clock is off the database's
   */
  constructor(shared: Shared, name: string, skewMs: number) {
    const { db, world, catalog, config, logger, newId } = shared;
    const { time } = world;
    this.process = new SimProcess(name, time);
    const home = world.home;
    const identityCenter = new SimIdentityCenter(
      world,
      this.process,
      config.aws.callsPerSecond,
    );
    // As plugin.ts does it
    identityCenter.budget.lead(0);
    const ctx = { db, clock: time, newId, home, owner: name };
    const judge = judgeAgain({
      db,
      clock: time,
      config,
      fresh: catalog,
      identityCenter,
      advisor: noCustomSets.advisor,
    });
    this.engine = new Engine(
      {
        knex: db,
        clock: time,
        newId,
        jitter: () => world.chance.fraction(),
        identityCenter,
        judge: whileClocksAgree({
          db,
          judge,
          clock: time,
          own: () => time.ms + skewMs,
        }),
        config,
        logger,
        home,
        monotonic: () => time.ms,
        timer: time.nap,
        chores:
          config.credentialsMode === 'assignment'
            ? []
            : this.#denyChores(shared, ctx, identityCenter),
      },
      this.process.wrap(
        new DatabaseEngineStore(ctx),
        method => !READINGS.includes(method),
      ),
    );
    this.service = this.#service(shared, identityCenter);
    this.engine.start();
  }

  #denyChores(
    { logger }: Shared,
    ctx: EngineContext,
    identityCenter: SimIdentityCenter,
  ): Chore[] {
    const store = this.process.wrap<DenyStore>(
      new DatabaseDenyStore(ctx),
      method => !DENY_READINGS.includes(method),
    );
    return [
      new PushDenies({ store, identityCenter, logger, scpLimit: 5_120 }),
      new CheckScpReach(store, identityCenter),
    ];
  }

  #service(shared: Shared, identityCenter: SimIdentityCenter): JitService {
    const { db, catalog, config, logger, newId, world } = shared;
    const stores = createStores({ db, clock: world.time, newId });
    const isDeed = (method: string) => method.startsWith('save');
    return createJitService({
      config,
      logger,
      stores: {
        ...stores,
        requests: this.process.wrap(stores.requests, isDeed),
        sessions: this.process.wrap(stores.sessions, isDeed),
      },
      fresh: catalog,
      projected: new DatabaseProjectedAccounts({
        db,
        fresh: catalog,
        logger,
        now: () => world.time.ms,
      }),
      identityCenter,
      // Nothing of a history asks for it
      ownershipCheck: { onRequest: () => stores.ownership.state() },
      ...noCustomSets,
      permits: new FakePermits(catalog),
      monotonic: () => world.time.ms,
      onChanged: () => this.engine.wake(),
    });
  }
}
