import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  CheckpointSink,
  jitCheckpointsExtensionPoint,
} from '@jit-portal/backstage-plugin-jit-node';
import { CatalogAccounts } from './accounts/CatalogAccounts';
import { CatalogOwnership } from './accounts/CatalogOwnership';
import {
  DatabaseProjectedAccounts,
  projectedStateOf,
} from './accounts/DatabaseProjectedAccounts';
import { OwnershipCheck } from './accounts/OwnershipCheck';
import { ProjectionRefresher } from './accounts/ProjectionRefresher';
import { readJitConfig } from './config/readJitConfig';
import { openToTakeovers } from './config/takeovers';
import { createSigner, readSigningKey } from './domain/checkpoint';
import { CatalogLeavers } from './accounts/CatalogLeavers';
import { createChores } from './engine/chores/createChores';
import { EngineStarter } from './engine/EngineStarter';
import { judgeAgain } from './engine/judge';
import { outsideManagementAccount } from './engine/outsideManagementAccount';
import { whileClocksAgree } from './engine/whileClocksAgree';
import { whileRecordIsWhole } from './engine/whileRecordIsWhole';
import { CheckpointFile } from './followers/CheckpointFile';
import { Checkpoints } from './followers/Checkpoints';
import { checkpointLines, checkpointLog } from './followers/checkpointSinks';
import { EngineWatch } from './followers/EngineWatch';
import { Metrics } from './followers/Metrics';
import { OutboxFollower } from './followers/OutboxFollower';
import { LiveListFile } from './followers/LiveListFile';
import { RecordWitness } from './followers/RecordWitness';
import { Retention } from './followers/Retention';
import { Sealer } from './followers/Sealer';
import { AwsIdentityCenter } from './identityCenter/AwsIdentityCenter';
import { DefaultPermits } from './permissions/DefaultPermits';
import { createRouter } from './router';
import { createLastPassRouter } from './router/createLastPassRouter';
import { createJitService } from './service/createJitService';
import { createPolicyParts } from './service/createPolicyParts';
import { ExpirySweeper } from './service/ExpirySweeper';
import { DatabaseLiveAssignments } from './store/DatabaseLiveAssignments';
import { DatabaseReadings } from './store/DatabaseReadings';
import { DatabaseFindings } from './store/DatabaseFindings';
import { DatabaseRetention } from './store/DatabaseRetention';
import { DatabaseSinks } from './store/DatabaseSinks';
import { createStores } from './store/createStores';
import { newTimeSortedId } from './store/ids';
import { openClock } from './store/openClock';
import { openDatabase } from './store/openDatabase';

/**
 * The backend of JIT Access, at `/api/jit`.
 *
 * @public
 */
export const jitPlugin = createBackendPlugin({
  pluginId: 'jit',
  register(env) {
    const checkpointSinks: CheckpointSink[] = [];
    env.registerExtensionPoint(jitCheckpointsExtensionPoint, {
      addSink(sink) {
        if (checkpointSinks.some(({ name }) => name === sink.name)) {
          throw new Error(`There are two checkpoint sinks named ${sink.name}`);
        }
        checkpointSinks.push(sink);
      },
    });

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootConfig: coreServices.rootConfig,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { auth, lifecycle, logger, rootConfig, scheduler } = deps;
        const config = readJitConfig(rootConfig);
        openToTakeovers(rootConfig, config).forEach(one => logger.warn(one));
        const db = await openDatabase(deps.database, config.aws);
        const clock = await openClock({ config, lifecycle, logger });
        const newId = newTimeSortedId;
        const stores = createStores({ db, clock, newId });

        const identityCenter = await AwsIdentityCenter.fromConfig(
          config,
          rootConfig,
        );
        const fresh = new CatalogAccounts({
          auth,
          catalog: deps.catalog,
          config,
          rootConfig,
          stateOf: accountId => projectedStateOf(db, accountId),
        });
        const projected = new DatabaseProjectedAccounts({ db, fresh, logger });
        const refresher = new ProjectionRefresher({
          db,
          clock,
          accounts: fresh,
          identityCenter,
          logger,
        });

        const ownershipCheck = new OwnershipCheck({
          catalog: new CatalogOwnership({
            auth,
            catalog: deps.catalog,
            config,
            rootConfig,
          }),
          census: identityCenter.census(),
          store: stores.ownership,
          config: config.accounts,
          newId,
          now: async () => (await clock.now(db)).getTime(),
          logger,
        });

        const policyParts = createPolicyParts(config, identityCenter, logger);

        const follower = new OutboxFollower({
          db,
          clock,
          logger,
          newId,
          projected,
          quiet: config.notifications,
          signals: deps.signals,
          notifications: deps.notifications,
        });
        const survey = identityCenter.survey();
        const findings = new DatabaseFindings({ db, clock, newId });
        const readings = new DatabaseReadings({ db, clock, newId });
        const metrics = new Metrics({
          metrics: deps.metrics,
          readings,
          counts: () => identityCenter.budget.counts(),
          logger,
        });
        const watch = new EngineWatch({
          readings,
          findings,
          instanceArn: config.aws.instanceArn,
          logger,
        });
        const { directory } = config.recovery;
        const witness = new RecordWitness({
          quarantine: stores.quarantine,
          findings,
          instanceArn: config.aws.instanceArn,
          file: directory ? new CheckpointFile(directory) : undefined,
          logger,
        });
        const { signingKey, checkpointMinutes } = config.audit;
        const sealer = new Sealer({ chain: stores.chain, logger });
        const checkpoints = new Checkpoints({
          chain: stores.chain,
          sinks: new DatabaseSinks({ db, clock, newId }),
          places: [
            checkpointLog(logger),
            ...(directory ? [checkpointLines(directory)] : []),
            ...checkpointSinks,
          ],
          signer: signingKey
            ? createSigner(readSigningKey(signingKey))
            : undefined,
          everyMs: checkpointMinutes * 60_000,
          isWhole: () => witness.check(),
          findings,
          instanceArn: config.aws.instanceArn,
          logger,
        });
        const retention = new Retention({
          store: new DatabaseRetention({ db, clock, newId }),
          keep: config.audit.retention,
          isWhole: () => witness.check(),
          logger,
        });
        const liveList =
          directory === undefined
            ? undefined
            : new LiveListFile({
                live: new DatabaseLiveAssignments({ db, clock, newId }),
                home: () => identityCenter.home(),
                isWhole: () => witness.check(),
                directory,
                logger,
              });
        const engine = new EngineStarter({
          knex: db,
          clock,
          newId,
          jitter: Math.random,
          identityCenter,
          judge: whileClocksAgree({
            db,
            judge: whileRecordIsWhole({
              witness,
              judge: outsideManagementAccount({
                survey,
                judge: judgeAgain({
                  db,
                  clock,
                  config,
                  fresh,
                  identityCenter,
                  advisor: policyParts.advisor,
                }),
              }),
            }),
          }),
          leavers: new CatalogLeavers({
            fresh,
            logger,
            now: () => performance.now(),
          }),
          chores: createChores({
            findings,
            sets: stores.permissionSets,
            reader: identityCenter.setReader(),
            budget: identityCenter.budget,
            survey,
            home: () => identityCenter.home(),
            offered: config.permissionSets.offered,
            readings,
            times: metrics.sessionTimes(),
            logger,
          }),
          config,
          logger,
        });
        const wake = () => {
          engine.wake();
          follower.wake();
        };
        const sweeper = new ExpirySweeper({
          requests: stores.requests,
          logger,
          onChanged: wake,
        });

        deps.httpRouter.addAuthPolicy({
          path: '/last-pass',
          allow: 'unauthenticated',
        });
        deps.httpRouter.use(
          createLastPassRouter({ read: () => readings.lastPass() }),
        );
        deps.httpRouter.use(
          await createRouter({
            httpAuth: deps.httpAuth,
            auditor: deps.auditor,
            services: config.callers.services,
            service: createJitService({
              config,
              stores,
              fresh,
              projected,
              identityCenter,
              ownershipCheck,
              ...policyParts,
              logger,
              permits: new DefaultPermits({ ...deps, db }),
              onChanged: wake,
            }),
          }),
        );

        lifecycle.addStartupHook(async () => {
          // Until it leads, this replica uses a share of the calls alone
          identityCenter.budget.lead(0);
          await witness.start();
          sealer.start();
          checkpoints.start();
          await refresher.start(scheduler);
          await ownershipCheck.start(scheduler, refresher.filled());
          await retention.start(scheduler);
          follower.start();
          sweeper.start();
          metrics.start(() => engine.pulse);
          watch.start();
          await engine.start();
          liveList?.start();
        });
        // The engine first: it hands its lease over while others still answer
        lifecycle.addShutdownHook(async () => {
          await engine.stop();
          await liveList?.stop();
          await watch.stop();
          await sweeper.stop();
          await follower.stop();
          await ownershipCheck.stop();
          await refresher.stop();
          retention.stop();
          // Last: what the others did on their way out is sealed as well
          await sealer.stop();
          await checkpoints.stop();
          await witness.stop();
        });
      },
    });
  },
});
