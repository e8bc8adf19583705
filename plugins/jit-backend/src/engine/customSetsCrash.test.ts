import { CustomPermissionSet } from '@jit-portal/backstage-plugin-jit-common';
import { SessionRecord } from '../domain/model';
import { ManualClock } from '../store/clock';
import { DatabaseEngineStore } from '../store/DatabaseEngineStore';
import { EngineStore } from '../store/EngineStore';
import { intentProblems } from '../testing/openIntents';
import { Crash, CrashPlan } from './__testUtils__/crashing';
import { HOME, ModelIdentityCenter } from './__testUtils__/ModelIdentityCenter';
import { Stage, testDatabases } from './__testUtils__/Stage';
import { Engine } from './Engine';

const WRITES: (keyof EngineStore & string)[] = [
  'noteSetCall',
  'setMade',
  'setAnswered',
  'setGone',
  'note',
  'answer',
  'end',
  'activate',
  'gone',
  'settle',
  'rest',
];
const CALLS = ['assign', 'withdraw', 'poll'] as const;
const SET_CALLS = ['create', 'attach', 'putInline', 'remove'] as const;

const custom: CustomPermissionSet = {
  type: 'custom',
  name: 'JIT-fix',
  sessionDuration: 'PT1H',
  managedPolicies: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
};

/** An engine whose process dies at the planned moment. */
function doomed(stage: Stage, aws: ModelIdentityCenter, plan: CrashPlan) {
  const options = stage.engineOptions();
  const store = new DatabaseEngineStore({
    db: options.knex,
    clock: options.clock,
    newId: options.newId,
    home: HOME,
    owner: options.owner,
  });
  const customSets = plan.wrap(aws.customSets, [...SET_CALLS]);
  const port = plan.wrap(aws, [...CALLS]);
  const identityCenter = new Proxy(port, {
    get: (target, name) =>
      name === 'customSets' ? customSets : Reflect.get(target, name),
  });
  return new Engine({ ...options, identityCenter }, plan.wrap(store, WRITES));
}

/** Runs until the process dies, or the story is over. */
async function runDoomed(stage: Stage, ms: number): Promise<void> {
  for (let passed = 0; passed <= ms; passed += 250) {
    await stage.engine.pass().catch(error => {
      if (!(error instanceof Crash)) throw error;
    });
    stage.clock.advance(250);
  }
}

type Story = (
  stage: Stage,
  session: SessionRecord,
  doom: () => void,
) => Promise<void>;

const STORIES: Record<string, { ends: 'ACTIVE' | 'REVOKED'; tell: Story }> = {
  grant: {
    ends: 'ACTIVE',
    tell: async (stage, _, doom) => {
      doom();
      await runDoomed(stage, 2_000);
    },
  },
  revoke: {
    ends: 'REVOKED',
    tell: async (stage, session, doom) => {
      await stage.run(2_000);
      await stage.engine.stop();
      await stage.revoke(session);
      doom();
      await runDoomed(stage, 2_000);
    },
  },
  'revoke while it is being made': {
    ends: 'REVOKED',
    tell: async (stage, session, doom) => {
      doom();
      await runDoomed(stage, 0);
      await stage.revoke(session);
      await runDoomed(stage, 2_000);
    },
  },
};

const { all: databases } = testDatabases();

/** What the portal says is never more than what is so. */
async function saysTheTruth(
  stage: Stage,
  aws: ModelIdentityCenter,
  session: SessionRecord,
): Promise<SessionRecord> {
  aws.settle();
  const now = await stage.session(session);
  if (now.status === 'ACTIVE') expect(aws.assignments.size).toBe(1);
  if (now.status === 'REVOKED') expect(aws.assignments.size).toBe(0);
  if (now.cleanup === 'done') expect(aws.customSets.sets.size).toBe(0);
  return now;
}

async function crashOnce(
  name: string,
  when: number,
): Promise<string | undefined> {
  const clock = new ManualClock();
  const aws = new ModelIdentityCenter(clock);
  const stage = await Stage.create(
    await databases.init('SQLITE_3'),
    clock,
    aws,
  );
  // After one effect is before the next
  const plan = new CrashPlan(when, 'after');
  const session = await stage.approve({ custom });
  const { tell, ends } = STORIES[name];
  await tell(stage, session, () => {
    stage.engine = doomed(stage, aws, plan);
  });
  if (!plan.at) return undefined;

  stage.engine = stage.newEngine();
  let now = session;
  const isOver = () =>
    now.status === ends && (ends === 'ACTIVE' || now.cleanup === 'done');
  for (let s = 0; s < 900 && !isOver(); s += 3) {
    await stage.run(3_000, 1_000);
    now = await saysTheTruth(stage, aws, session);
  }
  expect({ at: plan.at, when, status: now.status }).toEqual({
    at: plan.at,
    when,
    status: ends,
  });
  const left = ends === 'ACTIVE' ? 1 : 0;
  expect(aws.assignments.size).toBe(left);
  expect(aws.customSets.sets.size).toBe(left);
  expect(intentProblems(await stage.events())).toEqual([]);
  await stage.knex.destroy();
  return plan.at;
}

describe.each(Object.keys(STORIES))(
  'a crash in the story of a custom set: %s',
  name => {
    it('after any effect loses nothing and leaves nothing', async () => {
      const met = new Set<string>();
      for (let when = 0; ; when += 1) {
        const at = await crashOnce(name, when);
        if (!at) break;
        met.add(at);
      }
      // The deeds that matter were among them
      expect([...met]).toContain('after noteSetCall');
      expect([...met]).toContain(
        name === 'grant' ? 'after create' : 'after remove',
      );
    }, 240_000);
  },
);
