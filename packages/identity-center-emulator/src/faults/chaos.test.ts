import {
  dana,
  emulated,
  Emulated,
  PRODUCTION,
  STAGING,
  theo,
} from '../__testUtils__/emulated';

const outcomeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    error => String(error.name),
  );

describe('chaos', () => {
  let aws: Emulated;
  beforeEach(async () => {
    aws = await emulated();
  });
  afterEach(() => aws.close());

  const start = (over: object = {}) =>
    aws.control('chaos', { seed: 7, probability: 0.5, latencyMs: 1, ...over });

  /** What forty creations meet, one after another. */
  async function storm() {
    const outcomes: string[] = [];
    for (let nth = 0; nth < 40; nth += 1) {
      const key = nth % 2 ? dana() : theo(STAGING);
      outcomes.push(await outcomeOf(aws.create(key)));
      aws.clock.advance(120_000);
    }
    return outcomes;
  }

  it('is the same from the same seed, and another from another', async () => {
    await start();
    const first = await storm();
    const injected = (await aws.state()).faultsInjected;
    await start();
    expect(await storm()).toEqual(first);
    expect((await aws.state()).faultsInjected).toEqual(
      Object.fromEntries(
        Object.entries<number>(injected).map(([kind, n]) => [kind, 2 * n]),
      ),
    );
    await start({ seed: 8 });
    expect(await storm()).not.toEqual(first);
  });

  it('does not depend on the calls between', async () => {
    await start({ kinds: ['throttle', 'error'] });
    const alone = await storm();
    await start({ kinds: ['throttle', 'error'] });
    const between: string[] = [];
    for (let nth = 0; nth < 40; nth += 1) {
      await outcomeOf(aws.assigned());
      between.push(await outcomeOf(aws.create()));
      aws.clock.advance(120_000);
    }
    expect(between).toEqual(alone);
  });

  it('brings every kind, as often as asked for, and counts them', async () => {
    await start({ probability: 0.4 });
    let calls = 0;
    const counted = async <T>(one: Promise<T>) => {
      calls += 1;
      return one.catch(() => undefined);
    };
    for (let nth = 0; nth < 60; nth += 1) {
      const made = await counted(aws.create());
      aws.finish();
      await counted(aws.assigned());
      if (made) await counted(aws.creation(made.RequestId!));
      await counted(aws.remove());
      aws.finish();
      await counted(aws.assigned());
      aws.clock.advance(1_000);
    }
    const { faultsInjected } = await aws.state();
    expect(Object.keys(faultsInjected).sort()).toEqual([
      'conflict',
      'drop',
      'drop-after',
      'error',
      'fail-async',
      'lag',
      'late',
      'latency',
      'status-lag',
      'throttle',
    ]);
    const total = Object.values<number>(faultsInjected).reduce(
      (sum, n) => sum + n,
    );
    // Less than two in five: a drawn fault that changes nothing is not counted
    expect(total / calls).toBeGreaterThan(0.2);
    expect(total / calls).toBeLessThan(0.45);
  });

  it('always, and of one kind', async () => {
    await start({ probability: 1, kinds: ['throttle'] });
    expect(await outcomeOf(aws.create())).toBe('ThrottlingException');
  });

  it('ends when it is stopped, and when its time is over', async () => {
    await start({ probability: 1, kinds: ['error'] });
    await aws.control('chaos', {}, 'DELETE');
    expect(await outcomeOf(aws.assigned())).toBe('ok');
    const until = new Date(aws.clock.now().getTime() + 60_000).toISOString();
    await start({ probability: 1, kinds: ['error'], until });
    expect((await aws.state()).chaos).toMatchObject({ seed: '7', until });
    expect(await outcomeOf(aws.assigned())).toBe('InternalServerException');
    aws.clock.advance(60_000);
    expect(await outcomeOf(aws.assigned())).toBe('ok');
    expect((await aws.state()).chaos).toBeUndefined();
  });

  it('stays with the services it is for', async () => {
    await start({ probability: 1, kinds: ['error'], services: ['iam'] });
    expect(await outcomeOf(aws.assigned(PRODUCTION))).toBe('ok');
  });

  it('is refused with the field that is wrong', async () => {
    expect(await start({ probability: 2 })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('probability') },
    });
    expect((await start({ kinds: ['access-denied'] })).status).toBe(400);
  });
});
