import { setTimeout as pause } from 'node:timers/promises';
import {
  coreServices,
  createBackendModule,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { FreshAccounts } from '../src/accounts/Accounts';
import { CatalogAccounts } from '../src/accounts/CatalogAccounts';
import { DatabaseProjectedAccounts } from '../src/accounts/DatabaseProjectedAccounts';
import { readJitConfig } from '../src/config/readJitConfig';
import { AwsIdentityCenter } from '../src/identityCenter/AwsIdentityCenter';
import { IdentityCenter } from '../src/identityCenter/IdentityCenter';
import { createPolicyParts } from '../src/service/createPolicyParts';
import { ManagedPolicyList } from '../src/policies/data/ManagedPolicyList';
import { PolicyAdvisor } from '../src/policies/PolicyAdvisor';
import { DefaultJitService } from '../src/service/DefaultJitService';
import { databaseClock, ManualClock } from '../src/store/clock';
import { createStores } from '../src/store/createStores';
import { newTimeSortedId } from '../src/store/ids';
import { openClock } from '../src/store/openClock';
import { legacyTale, routine, tales, tell } from './demoHistory';

const RECENT_MS = 3_600_000;
const PEOPLE = [
  'dana',
  'theo',
  'olivia',
  'omar',
  'sam',
  'ada',
  'lena',
  'petra',
];
const ACCOUNTS = [
  '111111111111',
  '222222222222',
  '333333333333',
  '444444444444',
  '555555555555',
];

/** Remembers every answer: history asks the same things again and again. */
function remembering<T extends object>(inner: T): T {
  const answers = new Map<string, unknown>();
  return new Proxy(inner, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        const key = `${String(name)} ${JSON.stringify(args)}`;
        if (!answers.has(key)) answers.set(key, value.apply(target, args));
        return answers.get(key);
      };
    },
  });
}

/** The same object with another answer to one question. */
function answering<T extends object>(
  inner: T,
  name: keyof T,
  answer: unknown,
): T {
  return new Proxy(inner, {
    get(target, asked) {
      if (asked === name) return answer;
      const value = Reflect.get(target, asked, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** The account as it was before it was suspended. */
function beforeSuspension(
  fresh: FreshAccounts,
  identityCenter: IdentityCenter,
) {
  const readAccount = async (accountId: string) => {
    const account = await fresh.readAccount(accountId);
    return account && { ...account, state: 'ACTIVE' as const };
  };
  return {
    fresh: answering(fresh, 'readAccount', readAccount),
    identityCenter: answering(
      identityCenter,
      'accountState',
      async () => 'ACTIVE',
    ),
  };
}

async function isThere(db: Knex, fresh: FreshAccounts): Promise<boolean> {
  const unread = await db('permission_sets').whereNull('name').first('arn');
  const known = await db('permission_sets').whereNotNull('name').first('arn');
  if (unread || !known) return false;
  const people = await Promise.all(
    PEOPLE.map(name => fresh.readPerson(`user:default/${name}`)),
  );
  const accounts = await Promise.all(ACCOUNTS.map(id => fresh.readAccount(id)));
  const owned = accounts.filter(account => account?.ownerPeople.length);
  return people.every(Boolean) && accounts.every(Boolean) && owned.length >= 4;
}

async function untilThere(
  db: Knex,
  fresh: FreshAccounts,
  signal: AbortSignal,
): Promise<boolean> {
  while (!signal.aborted) {
    if (await isThere(db, fresh).catch(() => false)) return true;
    await pause(500, undefined, { signal }).catch(() => {});
  }
  return false;
}

/** What the module needs to tell its history. */
interface Scene {
  config: ReturnType<typeof readJitConfig>;
  fresh: FreshAccounts;
  identityCenter: IdentityCenter;
  advisor: PolicyAdvisor;
  managedPolicies: ManagedPolicyList;
  logger: LoggerService;
}

async function tellAll(trx: Knex, now: Date, scene: Scene): Promise<void> {
  const clock = new ManualClock(now);
  const stores = createStores({ db: trx, clock, newId: newTimeSortedId });
  const projected = new DatabaseProjectedAccounts({ db: trx, ...scene });
  const serviceWith = (change: Partial<Scene>) =>
    new DefaultJitService({
      ...scene,
      ...change,
      stores,
      projected,
      // Nothing of the tales asks for it
      ownershipCheck: { onRequest: () => stores.ownership.state() },
      onChanged: () => {},
    });
  const teller = { trx, stores, clock, now };
  const past = beforeSuspension(scene.fresh, scene.identityCenter);
  await tell({ ...teller, service: serviceWith(past) }, legacyTale);
  const service = serviceWith({});
  const told = [...routine, ...tales].sort((a, b) => b.daysAgo - a.daysAgo);
  for (const tale of told) await tell({ ...teller, service }, tale);
  // Nobody is told today of what happened weeks ago
  await trx('outbox')
    .where('due_at', '<', new Date(now.getTime() - RECENT_MS))
    .delete();
}

/**
 * Fills an empty demo with history, open requests and active sessions, as soon
 * as the catalog has its people and accounts. Imported by the development
 * entry point alone.
 */
export const demoHistoryModule = createBackendModule({
  pluginId: 'jit',
  moduleId: 'demo-history',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        database: coreServices.database,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        rootConfig: coreServices.rootConfig,
      },
      async init({ auth, catalog, database, lifecycle, logger, rootConfig }) {
        const config = readJitConfig(rootConfig);
        const stopping = new AbortController();
        lifecycle.addShutdownHook(() => stopping.abort());
        lifecycle.addStartupHook(async () => {
          const db = await database.getClient();
          if (await db('requests').first('id')) return;
          const fresh = new CatalogAccounts({
            auth,
            catalog,
            config,
            rootConfig,
            stateOf: async () => 'ACTIVE',
          });
          const clock = await openClock({ config, lifecycle, logger });
          const aws = await AwsIdentityCenter.fromConfig(config, rootConfig);
          const identityCenter = remembering(aws);
          const work = async () => {
            if (!(await untilThere(db, fresh, stopping.signal))) return;
            const now = await (clock ?? databaseClock).now(db);
            const scene = {
              config,
              fresh: remembering(fresh),
              identityCenter,
              ...createPolicyParts(config, aws, logger),
              logger,
            };
            await db.transaction(trx => tellAll(trx, now, scene));
            logger.info('The demo has its history');
          };
          work().catch(error => logger.error('The demo has no history', error));
        });
      },
    });
  },
});
