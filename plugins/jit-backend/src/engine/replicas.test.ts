import { mockServices } from '@backstage/backend-test-utils';
import { DatabaseEngineStore } from '../store/DatabaseEngineStore';
import { HOME } from './__testUtils__/ModelIdentityCenter';
import { onEachDatabase } from './__testUtils__/onEachDatabase';
import { HOUR, MINUTE } from './__testUtils__/Stage';
import { EngineStore, LeaseLost } from '../store/EngineStore';
import { Engine } from './Engine';
import { Turn, TurnTools } from './Turn';

onEachDatabase('several engines on one database', play => {
  it('one leads, and AWS is asked once', async () => {
    const { stage, aws, clock } = play();
    const other = stage.newEngine();
    const session = await stage.approve();
    for (let i = 0; i < 40; i++) {
      await Promise.all([stage.engine.pass(), other.pass()]);
      clock.advance(250);
    }
    const leading = [await stage.engine.status(), await other.status()];
    expect(leading.filter(one => one.leading)).toHaveLength(1);
    expect(aws.calls.filter(call => call === 'assign')).toHaveLength(1);
    expect((await stage.session(session)).status).toBe('ACTIVE');
  });

  it('another takes over within 30 s, and changes nothing before the lease and its deadline are over (H2)', async () => {
    const { stage, aws, clock } = play();
    const session = await stage.approve();
    await stage.run(2_000);
    // The leader is never heard of again
    await stage.revoke(session);
    const died = clock.read();
    stage.engine = stage.newEngine();
    let firstChange: Date | undefined;
    const withdraw = aws.withdraw.bind(aws);
    aws.withdraw = async target => {
      firstChange ??= clock.read();
      return withdraw(target);
    };
    await stage.run(30_000);
    expect((await stage.session(session)).status).toBe('REVOKED');
    // Its last renewal was up to 5 s before it died
    expect(+firstChange! - +died).toBeGreaterThan(15_000);
  });

  it('time that jumps ahead costs the leader no more than a moment', async () => {
    const { stage, clock } = play();
    let jumped = 0;
    stage.engine = new Engine(
      {
        ...stage.engineOptions(),
        monotonic: () => clock.read().getTime() - jumped,
      },
      new DatabaseEngineStore({
        db: stage.knex,
        clock,
        newId: stage.newId,
        home: HOME,
        owner: 'jumper',
      }),
    );
    const session = await stage.approve({ minutes: 30 });
    await stage.run(2_000);
    jumped = HOUR;
    clock.advance(HOUR);
    await stage.run(3_000);
    expect((await stage.session(session)).status).toBe('ENDED');
  });

  it('a handover in good order takes no time', async () => {
    const { stage } = play();
    await stage.run(500);
    await stage.engine.stop();
    stage.engine = stage.newEngine();
    const session = await stage.approve();
    await stage.run(3_000);
    expect((await stage.session(session)).status).toBe('ACTIVE');
    expect(await stage.events('engine.lead-taken')).toHaveLength(2);
  });

  it('what a stalled engine learns after another took over is void', async () => {
    const { stage, aws, clock } = play();
    const session = await stage.approve();
    let goOn: () => void = () => undefined;
    const assign = aws.assign.bind(aws);
    aws.assign = async target => {
      aws.assign = assign;
      await new Promise<void>(resolve => (goOn = resolve));
      return assign(target);
    };
    const stalled = stage.engine.pass();
    const next = stage.newEngine();
    // The stalled one has noted its intent and sits before the call
    while ((await stage.knex('aws_operations')).length === 0) {
      await new Promise(resolve => setImmediate(resolve));
    }
    await stage.revoke(session);
    for (let i = 0; i < 90; i++) {
      clock.advance(1_000);
      await next.pass();
    }
    expect((await stage.session(session)).status).toBe('REVOKED');
    // It wakes and sends: the engine that leads finds it and takes it away
    goOn();
    await stalled;
    stage.engine = next;
    await stage.run(2 * MINUTE, 1_000);
    await stage.run(70 * MINUTE, 15_000);
    expect(aws.assignments.size).toBe(0);
  });

  it('a stalled engine leaves the calls to the one that leads', async () => {
    const { stage, aws, clock } = play();
    await stage.approve();
    let goOn: (() => void) | undefined;
    const look = aws.look.bind(aws);
    aws.look = async target => {
      aws.look = look;
      await new Promise<void>(resolve => (goOn = resolve));
      return look(target);
    };
    const stalled = stage.engine.pass();
    while (!goOn) await new Promise(resolve => setImmediate(resolve));
    clock.advance(16_000);
    const next = stage.newEngine();
    await next.pass();
    expect((await next.status()).leading).toBe(true);
    const judged: string[] = [];
    stage.judge = async ({ id, minutes }) => {
      judged.push(id);
      return { ok: true, minutes };
    };
    const looked = jest.spyOn(aws, 'look');
    goOn();
    await stalled;
    expect(looked).not.toHaveBeenCalled();
    expect(judged).toEqual([]);
  });
});

onEachDatabase('rows that belong elsewhere (H10)', play => {
  it('are never touched, and raise an alarm', async () => {
    const { stage, aws } = play();
    const session = await stage.approve({ minutes: 30 });
    await stage.run(2_000);
    await stage.engine.stop();
    aws.calls.length = 0;
    const moved = { ...HOME, callerAccount: '888888888888' };
    stage.engine = new Engine(
      { ...stage.engineOptions(), home: moved },
      new DatabaseEngineStore({
        db: stage.knex,
        clock: stage.clock,
        newId: stage.newId,
        home: moved,
        owner: 'elsewhere',
      }),
    );
    await stage.run(2 * HOUR, 30_000);
    expect((await stage.session(session)).status).toBe('ACTIVE');
    expect(aws.calls).toEqual([]);
    const alarms = await stage.events('assignment.foreign');
    expect(alarms.map(one => one.severity)).toEqual(['critical']);
  });
});

onEachDatabase('observing', play => {
  it('sets up nothing, and says so', async () => {
    const { stage, aws } = play();
    stage.options.aws = { mode: 'observe' };
    stage.engine = stage.newEngine();
    const session = await stage.approve();
    await stage.run(2_000);
    expect(await stage.session(session)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'observe-mode' },
    });
    expect(aws.calls).toEqual([]);
  });
});

onEachDatabase('a leader that stalled and leads again', play => {
  it('goes on with the row that it had in hand', async () => {
    const { stage, aws, clock } = play();
    const session = await stage.approve();
    const judge = stage.judge;
    stage.judge = async asked => {
      stage.judge = judge;
      // So long that the lead runs out before the note
      clock.advance(20_000);
      return judge(asked);
    };
    await stage.run(45_000, 1_000);
    expect((await stage.session(session)).status).toBe('ACTIVE');
    expect(aws.calls.filter(call => call === 'assign')).toHaveLength(1);
  });
});

describe('a database that goes away in the middle of a turn', () => {
  it('ends the turn, and never the process', async () => {
    const logger = mockServices.logger.mock();
    const gone = async () => {
      throw new Error('the database is gone');
    };
    const store = new Proxy({} as EngineStore, { get: () => gone });
    const claim = {
      kind: 'ends' as const,
      assignmentId: 'a',
      accountId: '1',
      token: 1,
      wakes: 0,
      attempt: 0,
      priority: 0,
    };
    const leader = { leadership: {} };
    const tools = { store, logger, leader } as unknown as TurnTools;
    const turn = new Turn(tools, claim);
    await expect(turn.run()).resolves.toBeUndefined();
    const lost = new Proxy({} as EngineStore, {
      get: (_, name) =>
        name === 'read'
          ? async () => {
              throw new LeaseLost();
            }
          : gone,
    });
    const other = new Turn({ ...tools, store: lost }, claim);
    await expect(other.run()).resolves.toBeUndefined();
    expect(logger.error).toHaveBeenCalledTimes(2);
  });
});
