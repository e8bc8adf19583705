import { onEachDatabase } from './__testUtils__/onEachDatabase';
import { HOUR, MINUTE } from './__testUtils__/Stage';

onEachDatabase('trouble with AWS', play => {
  it.each([
    ['quota', 'Cannot exceed quota for RolesPerAccount', 'quota'],
    [
      'a missing customer managed policy',
      'Received a 404 status error: Not supported policy arn:aws:iam::1:policy/x.',
      'policy-not-found',
    ],
    [
      'missing rights',
      'Received a 403 status error: Access denied by IAM.',
      'access-denied',
    ],
    ['something unheard of', 'The moon is full', 'aws-failed'],
  ])(
    '%s fails the session in words, and leaves nothing',
    async (_, reason, code) => {
      const { stage, aws } = play();
      aws.failWith = reason;
      const session = await stage.approve();
      await stage.run(5_000);
      // FAILED is said only once nothing of ours is proven to be left
      expect((await stage.session(session)).status).toBe('ENDING');
      await stage.run(40_000, 500);
      const failed = await stage.session(session);
      expect(failed).toMatchObject({ status: 'FAILED', failure: { code } });
      expect(failed.failure!.message).toContain(reason);
      expect(failed.failure!.fix).not.toBe('');
      expect(aws.calls.filter(call => call === 'assign')).toHaveLength(1);
    },
  );

  it.each([
    'An unexpected internal service exception was encountered',
    'There are too many requests processing. Please try again later.',
  ])('%s passes: it is tried again', async reason => {
    const { stage, aws } = play();
    aws.failWith = reason;
    const session = await stage.approve();
    await stage.run(2_000);
    aws.failWith = undefined;
    await stage.run(8_000);
    expect((await stage.session(session)).status).toBe('ACTIVE');
  });

  it('each lost answer is searched for, however soon after another (H1)', async () => {
    const { stage, aws, clock } = play();
    const assign = aws.assign.bind(aws);
    const troubles = [
      // A process that dies between its note and its call
      () => {
        throw new Error('killed');
      },
      // AWS takes so long that the answer counts as lost at once
      () => {
        clock.advance(10_500);
        aws.faults.push({ method: 'assign', kind: 'lost' });
      },
    ];
    aws.assign = async target => {
      troubles.shift()?.();
      return assign(target);
    };
    const session = await stage.approve();
    await stage.run(60_000, 500);
    expect((await stage.session(session)).status).toBe('ACTIVE');
    expect(troubles).toEqual([]);
    const asked = aws.calls.filter(
      call => call === 'assign' || call === 'findInProgress',
    );
    const second = asked.indexOf('assign');
    expect(asked.slice(0, second)).toContain('findInProgress');
    expect(asked[second + 1]).toBe('findInProgress');
  });

  it('throttled grants and ends are tried again', async () => {
    const { stage, aws } = play();
    aws.faults.push({ method: 'assign', kind: 'throttled' });
    const session = await stage.approve();
    await stage.run(6_000);
    expect((await stage.session(session)).status).toBe('ACTIVE');
    aws.faults.push({ method: 'withdraw', kind: 'throttled' });
    await stage.release(session);
    await stage.run(6_000);
    expect((await stage.session(session)).status).toBe('ENDED');
  });

  it('a grant that AWS forbids fails at once, and says who can mend it', async () => {
    const { stage, aws } = play();
    aws.faults.push({ method: 'assign', kind: 'denied' });
    const session = await stage.approve();
    await stage.run(1_000);
    expect(await stage.session(session)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'access-denied' },
    });
  });

  it('an end that AWS forbids is tried for ever, and raises one alarm', async () => {
    const { stage, aws } = play();
    const session = await stage.approve({ minutes: 60 });
    await stage.run(2_000);
    aws.failWith = 'Received a 403 status error: Access denied by IAM.';
    await stage.release(session);
    await stage.run(6 * HOUR, 60_000);
    const ending = await stage.session(session);
    expect(ending.status).toBe('ENDING');
    expect(ending.lateAlarmAt).toBeDefined();
    expect((await stage.assignment(session)).lastError).toContain('403');
    const tries = aws.calls.filter(call => call === 'withdraw').length;
    // Every five minutes at the latest
    expect(tries).toBeGreaterThan(60);
    expect(await stage.events('session.removal-late')).toHaveLength(1);
    expect((await stage.told()).filter(t => t === 'removal-late')).toHaveLength(
      1,
    );

    aws.failWith = undefined;
    await stage.run(7 * MINUTE, 5_000);
    expect((await stage.session(session)).status).toBe('ENDED');
    expect(aws.assignments.size).toBe(0);
  });

  it('an outage of hours: the end comes soon after it', async () => {
    const { stage, aws, clock } = play();
    const session = await stage.approve({ minutes: 60 });
    await stage.run(2_000);
    aws.outage = true;
    clock.advance(50 * MINUTE);
    await stage.run(5 * HOUR, 60_000);
    expect((await stage.session(session)).status).toBe('ENDING');
    aws.outage = false;
    await stage.run(45_000, 500);
    expect((await stage.session(session)).status).toBe('ENDED');
  });

  it('approved, then an outage of three days: FAILED, and nothing is left (H6)', async () => {
    const { stage, aws, clock } = play();
    aws.outage = true;
    const session = await stage.approve();
    await stage.run(5_000);
    clock.advance(72 * HOUR);
    aws.outage = false;
    await stage.run(60_000, 500);
    expect(await stage.session(session)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'not-in-time' },
    });
    expect(aws.calls).not.toContain('assign');
    expect(aws.assignments.size).toBe(0);
  });
});
