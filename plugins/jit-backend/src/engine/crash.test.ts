import { SessionRecord } from '../domain/model';
import { ManualClock } from '../store/clock';
import { DatabaseEngineStore } from '../store/DatabaseEngineStore';
import { EngineStore } from '../store/EngineStore';
import { Crash, CrashPlan } from './__testUtils__/crashing';
import { HOME, ModelIdentityCenter } from './__testUtils__/ModelIdentityCenter';
import { onEachDatabase } from './__testUtils__/onEachDatabase';
import { HOUR, Stage, testDatabases } from './__testUtils__/Stage';
import { Engine } from './Engine';

/** Idle passes write nothing: what they only look for is no effect. */
const WRITES: (keyof EngineStore & string)[] = [
  'note',
  'answer',
  'end',
  'activate',
  'gone',
  'settle',
  'rest',
];
const CALLS = ['assign', 'withdraw', 'poll', 'look', 'findInProgress'] as const;

/** An engine whose process dies at the planned moment. */
function doomed(
  stage: Stage,
  aws: ModelIdentityCenter,
  plan: CrashPlan,
  writes: typeof WRITES = WRITES,
) {
  const options = stage.engineOptions();
  const store = new DatabaseEngineStore({
    db: options.knex,
    clock: options.clock,
    newId: options.newId,
    home: HOME,
    owner: options.owner,
  });
  const identityCenter = plan.wrap(aws, [...CALLS]);
  return new Engine({ ...options, identityCenter }, plan.wrap(store, writes));
}

async function statusesAreTrue(
  stage: Stage,
  aws: ModelIdentityCenter,
  session: SessionRecord,
): Promise<void> {
  aws.settle();
  const { status } = await stage.session(session);
  const there = aws.assignments.size > 0;
  if (status === 'ACTIVE') expect(there).toBe(true);
  if (['ENDED', 'REVOKED', 'FAILED'].includes(status)) {
    expect(there).toBe(false);
  }
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

async function openOperations(stage: Stage): Promise<number> {
  const open = await stage
    .knex('aws_operations')
    .whereIn('status', ['noted', 'unknown', 'accepted']);
  return open.length;
}

type Story = (
  stage: Stage,
  session: SessionRecord,
  doom: () => void,
) => Promise<void>;

interface Told {
  ends: SessionRecord['status'];
  tell: Story;
  writes?: typeof WRITES;
}

const STORIES: Record<string, Told> = {
  grant: {
    ends: 'ACTIVE',
    tell: async (stage, _, doom) => {
      doom();
      await runDoomed(stage, 3_000);
    },
  },
  expire: {
    ends: 'ENDED',
    writes: ['sweep', ...WRITES],
    tell: async (stage, session, doom) => {
      await stage.run(3_000);
      stage.clock.set((await stage.session(session)).expiresAt!);
      doom();
      await runDoomed(stage, 3_000);
    },
  },
  revoke: {
    ends: 'REVOKED',
    tell: async (stage, session, doom) => {
      await stage.run(3_000);
      await stage.engine.stop();
      await stage.revoke(session);
      doom();
      await runDoomed(stage, 3_000);
    },
  },
  'revoke while granting': {
    ends: 'REVOKED',
    tell: async (stage, session, doom) => {
      doom();
      await runDoomed(stage, 500);
      await stage.revoke(session);
      await runDoomed(stage, 4_000);
    },
  },
};

const { all: databases } = testDatabases();

async function crashOnce(
  name: string,
  when: number,
  side: 'before' | 'after',
): Promise<string | undefined> {
  const clock = new ManualClock();
  const aws = new ModelIdentityCenter(clock);
  const stage = await Stage.create(
    await databases.init('SQLITE_3'),
    clock,
    aws,
  );
  const plan = new CrashPlan(when, side);
  const session = await stage.approve();
  const { tell, ends, writes } = STORIES[name];
  await tell(stage, session, () => {
    stage.engine = doomed(stage, aws, plan, writes);
  });
  if (!plan.at) return undefined;

  stage.engine = stage.newEngine();
  const isOver = async () =>
    (await stage.session(session)).status === ends &&
    (await openOperations(stage)) === 0;
  for (let s = 0; s < 120 && !(await isOver()); s += 2) {
    await stage.run(2_000, 1_000);
    await statusesAreTrue(stage, aws, session);
  }
  const { status } = await stage.session(session);
  expect({ at: plan.at, when, status }).toEqual({
    at: plan.at,
    when,
    status: ends,
  });
  expect(aws.assignments.size).toBe(ends === 'ACTIVE' ? 1 : 0);
  expect(await openOperations(stage)).toBe(0);
  await stage.knex.destroy();
  return plan.at;
}

describe.each(Object.keys(STORIES))('a crash in the story: %s', name => {
  it.each(['before', 'after'] as const)(
    '%s any effect loses nothing',
    async side => {
      const met = new Set<string>();
      for (let when = 0; ; when += 1) {
        const at = await crashOnce(name, when, side);
        if (!at) break;
        met.add(at);
      }
      // The deeds that matter were all among them
      expect([...met]).toContain(`${side} note`);
      expect([...met]).toContain(`${side} answer`);
    },
    240_000,
  );
});

onEachDatabase('an engine that was away (H6)', play => {
  it('after a crash in the create and six hours down, deletes first of all', async () => {
    const { stage, aws, clock } = play();
    const session = await stage.approve({ minutes: 60 });
    // Stops when AWS has accepted and the answer is not yet on record
    stage.engine = doomed(
      stage,
      aws,
      new CrashPlan(
        // look, look, note, then assign
        3,
        'after',
      ),
    );
    await runDoomed(stage, 0);
    expect(aws.calls.at(-1)).toBe('assign');
    clock.advance(6 * HOUR);
    aws.calls.length = 0;
    stage.engine = stage.newEngine();
    await stage.run(3_000);
    const changes = aws.calls.filter(
      call => call === 'assign' || call === 'withdraw',
    );
    expect(changes).toEqual(['withdraw']);
    expect(aws.assignments.size).toBe(0);
    expect((await stage.session(session)).status).toBe('FAILED');
  });

  it('ends what became due meanwhile as soon as it is back', async () => {
    const { stage, aws, clock } = play();
    const session = await stage.approve({ minutes: 30 });
    await stage.run(2_000);
    await stage.engine.stop();
    clock.advance(3 * HOUR);
    stage.engine = stage.newEngine();
    await stage.run(3_000);
    expect((await stage.session(session)).status).toBe('ENDED');
    expect(aws.assignments.size).toBe(0);
  });
});
