import { DenyPort } from '../identityCenter/DenyPort';
import { SessionRecord } from '../domain/model';
import { ManualClock } from '../store/clock';
import { DatabaseDenyStore } from '../store/DatabaseDenyStore';
import { DatabaseEngineStore } from '../store/DatabaseEngineStore';
import { DenyStore } from '../store/DenyStore';
import { EngineStore } from '../store/EngineStore';
import { intentProblems } from '../testing/openIntents';
import { Crash, CrashPlan } from './__testUtils__/crashing';
import { HOME, ModelIdentityCenter } from './__testUtils__/ModelIdentityCenter';
import { MINUTE, Stage, testDatabases } from './__testUtils__/Stage';
import { PushDenies } from './chores/PushDenies';
import { Engine } from './Engine';

const TURN: (keyof EngineStore & string)[] = [
  'deny',
  'cutOff',
  'note',
  'answer',
  'activate',
  'gone',
  'settle',
];
const PUSH: (keyof DenyStore & string)[] = [
  'looked',
  'open',
  'intend',
  'landed',
  'requested',
  'answered',
  'prove',
  'leave',
  'close',
];
const CALLS: (keyof DenyPort & string)[] = [
  'readSetPolicy',
  'putSetPolicy',
  'provision',
  'pollProvisioning',
];

const SET = 'arn:aws:sso:::permissionSet/ssoins-1/ps-1';
const ACCOUNT = '111111111111';
const { all: databases } = testDatabases();

/** An engine that pushes denies, and dies at the planned moment. */
function doomed(
  stage: Stage,
  aws: ModelIdentityCenter,
  plan: CrashPlan,
): Engine {
  const options = stage.engineOptions();
  const { knex: db, clock, newId, owner } = options;
  const context = { db, clock, newId, home: HOME, owner };
  const port = plan.wrap(aws, ['assign', 'withdraw']);
  const denies = plan.wrap<DenyPort>(aws.denies, CALLS);
  const identityCenter = new Proxy(port, {
    get: (target, name) =>
      name === 'denies' ? denies : Reflect.get(target, name),
  });
  const chore = new PushDenies({
    store: plan.wrap<DenyStore>(new DatabaseDenyStore(context), PUSH),
    identityCenter,
    logger: options.logger,
    scpLimit: 5_120,
  });
  return new Engine(
    { ...options, identityCenter, chores: [chore] },
    plan.wrap(new DatabaseEngineStore(context), TURN),
  );
}

async function runDoomed(stage: Stage, ms: number): Promise<void> {
  for (let passed = 0; passed <= ms; passed += 250) {
    await stage.engine.pass().catch(error => {
      if (!(error instanceof Crash)) throw error;
    });
    stage.clock.advance(250);
  }
}

interface Scene {
  stage: Stage;
  aws: ModelIdentityCenter;
  clock: ManualClock;
  dana: SessionRecord;
}

const asking = (user: string, minutes = 480) => ({
  user,
  minutes,
  mode: 'inline-deny' as const,
});

/** Dana and Eve have the set; nothing is to be done. */
async function scene(): Promise<Scene> {
  const clock = new ManualClock();
  const aws = new ModelIdentityCenter(clock);
  const knex = await databases.init('SQLITE_3');
  const stage = await Stage.create(knex, clock, aws);
  const dana = await stage.approve(asking('dana'));
  await stage.approve(asking('eve'));
  await stage.run(3_000);
  return { stage, aws, clock, dana };
}

const tokenOf = ({ clock }: Scene, userId: string) => ({
  userId,
  accountId: ACCOUNT,
  issuedAt: clock.read(),
});

/** A new process takes over: two minutes at most until it is so. */
async function until(
  { stage }: Scene,
  isSo: () => Promise<boolean>,
): Promise<void> {
  for (let passed = 0; passed < 120 && !(await isSo()); passed += 1) {
    await stage.run(1_000, 1_000);
  }
}

type Story = (
  scene: Scene,
  doom: () => Promise<void>,
) => Promise<() => Promise<void>>;

const STORIES: Record<string, Story> = {
  revoke: async (s, doom) => {
    const old = tokenOf(s, 'dana');
    await s.stage.engine.stop();
    await s.stage.revoke(s.dana);
    await doom();
    return async () => {
      const status = async () => (await s.stage.session(s.dana)).status;
      await until(s, async () => (await status()) === 'REVOKED');
      const ended = await s.stage.session(s.dana);
      expect(ended.status).toBe('REVOKED');
      expect(ended.credentials.cutAt! <= ended.endedAt!).toBe(true);
      expect(s.aws.denies.denies(SET, old)).toBe(true);
    };
  },
  'get it again': async (s, doom) => {
    const old = tokenOf(s, 'dana');
    await s.stage.revoke(s.dana);
    await s.stage.run(25_000, 500);
    const again = await s.stage.approve(asking('dana'));
    await s.stage.engine.stop();
    await doom();
    return async () => {
      const status = async () => (await s.stage.session(again)).status;
      await until(s, async () => (await status()) === 'ACTIVE');
      expect(await status()).toBe('ACTIVE');
      expect(s.aws.denies.denies(SET, old)).toBe(true);
      expect(s.aws.denies.denies(SET, tokenOf(s, 'dana'))).toBe(false);
    };
  },
  prune: async (s, doom) => {
    await s.stage.revoke(s.dana);
    await s.stage.run(6_000);
    await s.stage.engine.stop();
    s.clock.advance(80 * MINUTE);
    await doom();
    return async () => {
      const records = () => s.stage.knex('deny_policies');
      await until(s, async () => (await records()).length === 0);
      expect(s.aws.denies.inline.get(SET)).toBe('');
      expect(s.aws.denies.roles.get(`${SET} ${ACCOUNT}`)).toBe('');
      expect(await records()).toEqual([]);
    };
  },
};

async function crashOnce(
  name: string,
  when: number,
  side: 'before' | 'after',
): Promise<string | undefined> {
  const s = await scene();
  const plan = new CrashPlan(when, side);
  const theirs = tokenOf(s, 'eve');
  const judge = await STORIES[name](s, async () => {
    s.stage.engine = doomed(s.stage, s.aws, plan);
    await runDoomed(s.stage, 5_000);
  });
  if (!plan.at) return undefined;
  s.stage.engine = s.stage.newEngine();
  try {
    await judge();
    expect(s.aws.denies.denies(SET, theirs)).toBe(false);
    await s.stage.run(30_000, 1_000);
    expect(intentProblems(await s.stage.events())).toEqual([]);
  } catch (error) {
    throw new Error(`Stopped ${plan.at}, effect ${when}: ${error}`);
  }
  await s.stage.knex.destroy();
  return plan.at;
}

describe.each(Object.keys(STORIES))('a crash in the story: %s', name => {
  it.each(['before', 'after'] as const)(
    '%s any effect keeps what is told true',
    async side => {
      const met = new Set<string>();
      for (let when = 0; ; when += 1) {
        const at = await crashOnce(name, when, side);
        if (!at) break;
        met.add(at);
      }
      expect([...met]).toEqual(
        expect.arrayContaining(
          ['intend', 'putSetPolicy', 'landed', 'provision', 'prove'].map(
            effect => `${side} ${effect}`,
          ),
        ),
      );
    },
    240_000,
  );
});
