import { HOUR, MINUTE } from './__testUtils__/Stage';
import { onEachDatabase } from './__testUtils__/onEachDatabase';

onEachDatabase('a session', play => {
  it('is granted, lives and ends on time', async () => {
    const { stage, aws, clock } = play();
    const session = await stage.approve({ minutes: 60 });
    await stage.run(2_000);
    const active = await stage.session(session);
    expect(active.status).toBe('ACTIVE');
    // The clock started at the first proven success
    expect(+active.expiresAt! - +active.grantedAt!).toBe(HOUR);
    expect(aws.assignments.size).toBe(1);

    clock.set(active.expiresAt!);
    await stage.run(3_000);
    const ended = await stage.session(session);
    expect(ended.status).toBe('ENDED');
    expect(aws.assignments.size).toBe(0);
    // Nobody else has the set there: the role went, and credentials with it
    expect(ended.credentials.until).toEqual(ended.endedAt);
    expect(await stage.told()).toEqual(['active', 'ended']);
  });

  it('is noted before AWS hears of it', async () => {
    const { stage, aws } = play();
    let stored: unknown;
    const assign = aws.assign.bind(aws);
    aws.assign = async target => {
      const row = await stage.knex('sessions').first();
      const operation = await stage.knex('aws_operations').first();
      stored = { hardEnd: row.hard_end !== null, status: operation.status };
      return assign(target);
    };
    await stage.approve();
    await stage.run(500);
    expect(stored).toEqual({ hardEnd: true, status: 'noted' });
  });

  it('is revoked within seconds, by somebody, for a reason', async () => {
    const { stage, aws } = play();
    const session = await stage.approve();
    await stage.run(2_000);
    await stage.revoke(session);
    await stage.run(2_000);
    expect(await stage.session(session)).toMatchObject({
      status: 'REVOKED',
      end: { cause: 'revoked', by: { displayName: 'Olivia' } },
    });
    expect(aws.assignments.size).toBe(0);
  });

  it('is revoked before the engine has begun: AWS hears nothing', async () => {
    const { stage, aws } = play();
    const session = await stage.approve();
    await stage.revoke(session);
    await stage.run(1_000);
    expect((await stage.session(session)).status).toBe('REVOKED');
    expect(aws.calls).toEqual([]);
  });

  it('is revoked while AWS still creates: REVOKED waits for the deletion', async () => {
    const { stage, aws } = play();
    aws.takesMs = 40_000;
    const session = await stage.approve();
    await stage.run(1_000);
    await stage.revoke(session);
    aws.takesMs = 1_000;
    await stage.run(38_000, 1_000);
    expect((await stage.session(session)).status).toBe('ENDING');
    await stage.run(5_000);
    expect((await stage.session(session)).status).toBe('REVOKED');
    expect(aws.assignments.size).toBe(0);
  });

  it('warns its user once before the end', async () => {
    const { stage } = play();
    await stage.approve({ minutes: 30 });
    await stage.run(25 * MINUTE, 30_000);
    expect(await stage.told()).toEqual(['active', 'ending-soon']);
  });

  it('says that credentials run on where the role lives on for others', async () => {
    const { stage, aws, clock } = play();
    const session = await stage.approve();
    await stage.run(2_000);
    aws.look = async () => ({ direct: false, groupIds: [], others: true });
    await stage.release(session);
    await stage.run(3_000);
    const ended = await stage.session(session);
    expect(ended.status).toBe('ENDED');
    expect(+ended.credentials.until!).toBe(+ended.endedAt! + HOUR);
    expect(+clock.read()).toBeGreaterThanOrEqual(+ended.endedAt!);
  });
});

onEachDatabase('a session that may not begin', play => {
  it('is FAILED for a forged row: critical, and AWS hears nothing (H31)', async () => {
    const { stage, aws } = play();
    stage.judge = async () => ({
      ok: false,
      code: 'not-proven',
      message: 'The approval could not be proven',
      fix: 'Look at the audit record',
      forged: true,
    });
    const session = await stage.approve();
    await stage.run(1_000);
    expect(await stage.session(session)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'not-proven', fix: 'Look at the audit record' },
    });
    expect(aws.calls).toEqual([]);
    const [event] = await stage.events('session.forged');
    expect(event).toMatchObject({ severity: 'critical' });
  });

  it('waits while it cannot be judged, and fails when time is over (H6)', async () => {
    const { stage, aws } = play();
    stage.judge = async () => {
      throw new Error('the catalog does not answer');
    };
    const session = await stage.approve();
    await stage.run(29 * MINUTE, 10_000);
    expect((await stage.session(session)).status).toBe('PROVISIONING');
    await stage.run(2 * MINUTE, 10_000);
    const failed = await stage.session(session);
    expect(failed).toMatchObject({
      status: 'FAILED',
      failure: { code: 'not-in-time' },
    });
    expect(failed.failure!.message).toContain('the catalog does not answer');
    expect(aws.calls).toEqual([]);
  });

  it('gets the least of what was approved and what is allowed now (H18)', async () => {
    const { stage } = play();
    stage.judge = async () => ({ ok: true, minutes: 20 });
    const session = await stage.approve({ minutes: 60 });
    await stage.run(2_000);
    const active = await stage.session(session);
    expect(+active.expiresAt! - +active.grantedAt!).toBe(20 * MINUTE);
  });
});

onEachDatabase('a key that two sessions share (H5)', play => {
  it('ends one and keeps the other; the end says so', async () => {
    const { stage, aws } = play();
    const first = await stage.approve({ minutes: 60 });
    await stage.run(2_000);
    const second = await stage.approve({ minutes: 120 });
    await stage.run(2_000);
    expect((await stage.session(second)).status).toBe('ACTIVE');
    await stage.release(first);
    await stage.run(2_000);
    expect(await stage.session(first)).toMatchObject({
      status: 'ENDED',
      end: {
        accessRemains: { kind: 'session', number: `SES-${second.number}` },
      },
    });
    expect(aws.assignments.size).toBe(1);
    await stage.release(second);
    await stage.run(2_000);
    expect((await stage.session(second)).end!.accessRemains).toBeUndefined();
    expect(aws.assignments.size).toBe(0);
  });

  it('a revocation ends both', async () => {
    const { stage, aws } = play();
    const first = await stage.approve();
    await stage.run(2_000);
    const second = await stage.approve();
    await stage.run(2_000);
    await stage.revoke(first);
    await stage.run(2_000);
    expect((await stage.session(first)).status).toBe('REVOKED');
    expect((await stage.session(second)).status).toBe('REVOKED');
    expect(aws.assignments.size).toBe(0);
  });

  it('a revocation is not told as done because of access still to come', async () => {
    const { stage, aws } = play();
    const first = await stage.approve();
    await stage.run(2_000);
    await stage.revoke(first);
    const second = await stage.approve();
    await stage.run(6_000);
    expect((await stage.session(first)).end!.accessRemains).toBeUndefined();
    expect(aws.calls.filter(call => call === 'withdraw')).toHaveLength(1);
    expect((await stage.session(second)).status).toBe('ACTIVE');
    expect(aws.assignments.size).toBe(1);
  });

  it.each([0, 250, 750, 1_250, 1_500, 2_000])(
    'comes out right when the second is approved %d ms after the first and revoked soon',
    async delay => {
      for (const then of [0, 500, 1_500]) {
        const { stage, aws } = play();
        const first = await stage.approve({ user: `u${then}` });
        await stage.run(delay);
        const second = await stage.approve({ user: `u${then}` });
        await stage.run(then);
        await stage.release(first);
        await stage.run(5_000);
        expect((await stage.session(first)).status).toBe('ENDED');
        expect((await stage.session(second)).status).toBe('ACTIVE');
        expect(aws.assignments.size).toBe(1);
        await stage.release(second);
        await stage.run(5_000);
        expect((await stage.session(second)).status).toBe('ENDED');
        expect(aws.assignments.size).toBe(0);
      }
    },
  );
});
