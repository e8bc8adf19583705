import { keyOf } from './__testUtils__/ModelIdentityCenter';
import { onEachDatabase } from './__testUtils__/onEachDatabase';
import { HOUR, MINUTE } from './__testUtils__/Stage';

onEachDatabase('a missing assignment is not proof of an end (H1)', play => {
  it('finds a create whose answer was lost, and does not make another', async () => {
    const { stage, aws } = play();
    aws.faults.push({ method: 'assign', kind: 'lost' });
    const session = await stage.approve();
    await stage.run(3_000);
    expect((await stage.session(session)).status).toBe('ACTIVE');
    expect(aws.calls.filter(call => call === 'assign')).toHaveLength(1);
  });

  it('finds a create whose answer was lost while being revoked', async () => {
    const { stage, aws } = play();
    aws.takesMs = 40_000;
    aws.faults.push({ method: 'assign', kind: 'lost' });
    const session = await stage.approve();
    await stage.run(500);
    await stage.revoke(session);
    aws.takesMs = 1_000;
    await stage.run(39_000, 1_000);
    expect((await stage.session(session)).status).toBe('ENDING');
    await stage.run(5_000);
    expect((await stage.session(session)).status).toBe('REVOKED');
    expect(aws.assignments.size).toBe(0);
  });

  it('a deletion that finds nothing proves nothing: two lists 30 s apart do', async () => {
    const { stage, aws } = play();
    aws.faults.push({ method: 'assign', kind: 'late' });
    aws.landsAfterMs = HOUR;
    const session = await stage.approve();
    await stage.run(500);
    await stage.revoke(session);
    await stage.run(14_000);
    expect(aws.calls).toContain('withdraw');
    expect((await stage.session(session)).status).toBe('ENDING');
    const before = aws.calls.filter(call => call === 'look').length;
    await stage.run(20_000);
    expect((await stage.session(session)).status).toBe('ENDING');
    await stage.run(20_000);
    expect((await stage.session(session)).status).toBe('REVOKED');
    expect(aws.calls.filter(call => call === 'look').length).toBeGreaterThan(
      before,
    );
  });

  it('a create that lands after all is found and withdrawn', async () => {
    const { stage, aws } = play();
    aws.faults.push({ method: 'assign', kind: 'late' });
    aws.landsAfterMs = 70_000;
    const session = await stage.approve();
    await stage.run(500);
    await stage.revoke(session);
    await stage.run(60_000, 500);
    expect((await stage.session(session)).status).toBe('REVOKED');
    await stage.run(2 * MINUTE, 1_000);
    expect(aws.assignments.size).toBe(0);
    expect(await stage.events('aws.create-landed-late')).toHaveLength(1);
  });

  it('is found, too, after more operations than a turn reads', async () => {
    const { stage, aws, clock } = play();
    aws.faults.push({ method: 'assign', kind: 'late' });
    aws.landsAfterMs = 70_000;
    const session = await stage.approve();
    await stage.run(500);
    await stage.revoke(session);
    await stage.run(60_000, 500);
    expect((await stage.session(session)).status).toBe('REVOKED');
    const since = Array.from({ length: 25 }, (_, n) => ({
      id: `later-${n}`,
      assignment_id: session.assignmentId,
      kind: 'delete',
      status: 'succeeded',
      lease_token: 1,
      noted_at: clock.read(),
      finished_at: clock.read(),
    }));
    await stage.knex.batchInsert('aws_operations', since, 25);
    await stage.run(2 * MINUTE, 1_000);
    expect(aws.assignments.size).toBe(0);
  });

  it('a create that lands while the deletion looks for it is withdrawn before REVOKED', async () => {
    const { stage, aws } = play();
    aws.faults.push({ method: 'assign', kind: 'late' });
    aws.landsAfterMs = 40_000;
    const session = await stage.approve();
    await stage.run(500);
    await stage.revoke(session);
    await stage.run(90_000, 500);
    expect((await stage.session(session)).status).toBe('REVOKED');
    await stage.run(70 * MINUTE, 60_000);
    expect(aws.assignments.size).toBe(0);
  });

  it('looks again after 1, 10 and 60 minutes, and then no more', async () => {
    const { stage, aws } = play();
    const session = await stage.approve();
    await stage.run(2_000);
    await stage.release(session);
    await stage.run(3_000);
    aws.calls.length = 0;
    await stage.run(3 * HOUR, 60_000);
    expect(aws.calls).toEqual(['look', 'look', 'look']);
    expect((await stage.assignment(session)).dueAt).toBeUndefined();
  });

  it('reports access that came back and is not ours, and leaves it', async () => {
    const { stage, aws } = play();
    const session = await stage.approve();
    await stage.run(2_000);
    await stage.release(session);
    await stage.run(3_000);
    aws.assignments.add(keyOf(await stage.assignment(session)));
    await stage.run(2 * HOUR, 60_000);
    expect(aws.assignments.size).toBe(1);
    const drift = await stage.events('drift.found');
    expect(drift).toHaveLength(1);
    expect(drift[0].severity).toBe('high');
  });

  it('withdraws again when the answer to a deletion was lost', async () => {
    const { stage, aws } = play();
    const session = await stage.approve();
    await stage.run(2_000);
    aws.faults.push({ method: 'withdraw', kind: 'lost' });
    await stage.release(session);
    await stage.run(4_000);
    expect((await stage.session(session)).status).toBe('ENDED');
    expect(aws.assignments.size).toBe(0);
  });
});

onEachDatabase('what stood before us (H3, H4)', play => {
  async function standing() {
    const { stage, aws } = play();
    const target = {
      accountId: '111111111111',
      permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1/ps-1',
      principalId: 'dana',
    };
    aws.assignments.add(keyOf(target));
    return { stage, aws };
  }

  it('refuses, and is never deleted', async () => {
    const { stage, aws } = await standing();
    const session = await stage.approve();
    await stage.run(2 * HOUR, 60_000);
    expect(await stage.session(session)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'already-has-access' },
      end: { accessRemains: { kind: 'standing' } },
    });
    expect(aws.calls).not.toContain('assign');
    expect(aws.calls).not.toContain('withdraw');
    expect(aws.assignments.size).toBe(1);
  });

  it('refuses what a group gives already', async () => {
    const { stage, aws } = play();
    aws.group = 'payments';
    const session = await stage.approve();
    await stage.run(1_000);
    expect(await stage.session(session)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'already-has-access-group' },
      end: { accessRemains: { kind: 'group', name: 'payments' } },
    });
    expect(aws.calls).not.toContain('assign');
  });

  it('says at the end that a group still gives it', async () => {
    const { stage, aws } = play();
    const session = await stage.approve();
    await stage.run(2_000);
    aws.group = 'payments';
    await stage.revoke(session);
    await stage.run(3_000);
    expect(await stage.session(session)).toMatchObject({
      status: 'REVOKED',
      end: { accessRemains: { kind: 'group', name: 'payments' } },
    });
  });

  it('a lagging list does not make our own look like somebody else’s', async () => {
    const { stage, aws } = play();
    aws.listLagMs = 5 * MINUTE;
    const first = await stage.approve();
    await stage.run(2_000);
    await stage.release(first);
    await stage.run(3_000);
    expect((await stage.session(first)).status).toBe('ENDED');
    const again = await stage.approve();
    await stage.run(3_000);
    expect((await stage.session(again)).status).toBe('ACTIVE');
    await stage.release(again);
    await stage.run(3_000);
    expect(aws.assignments.size).toBe(0);
  });

  it('waits for lists to forget a create of ours that failed', async () => {
    const { stage, aws } = play();
    aws.failWith = 'Received a 403 status error: quota exceeded';
    const first = await stage.approve();
    await stage.run(60_000, 500);
    expect((await stage.session(first)).status).toBe('FAILED');
    aws.failWith = undefined;
    aws.assignments.add(keyOf(await stage.assignment(first)));
    const again = await stage.approve();
    await stage.run(10 * MINUTE, 30_000);
    expect((await stage.session(again)).status).toBe('PROVISIONING');
    await stage.run(8 * MINUTE, 15_000);
    expect(await stage.session(again)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'already-has-access' },
    });
    expect(aws.assignments.size).toBe(1);
  });
});

onEachDatabase('what others do meanwhile', play => {
  it('an assignment removed in AWS ends the session, and is not made again', async () => {
    const { stage, aws } = play();
    const session = await stage.approve();
    await stage.run(2_000);
    aws.remove(keyOf(await stage.assignment(session)));
    await stage.run(7 * MINUTE, 10_000);
    expect(await stage.session(session)).toMatchObject({
      status: 'ENDED',
      end: { cause: 'removed-outside' },
    });
    expect(aws.calls.filter(call => call === 'assign')).toHaveLength(1);
    expect(aws.assignments.size).toBe(0);
  });

  it.each([
    ['a person disabled in Identity Center', 'disabled'],
    ['an account that closes', 'closed'],
  ])('%s ends every session of the key', async (_, what) => {
    const { stage, aws } = play();
    const one = await stage.approve();
    await stage.run(2_000);
    const two = await stage.approve();
    await stage.run(2_000);
    if (what === 'disabled') aws.disabled.add('dana');
    else aws.states.set('111111111111', 'PENDING_CLOSURE');
    await stage.run(7 * MINUTE, 10_000);
    for (const session of [one, two]) {
      expect(await stage.session(session)).toMatchObject({
        status: 'REVOKED',
        end: { cause: 'leaver', by: undefined, accessRemains: undefined },
      });
    }
    expect(aws.assignments.size).toBe(0);
  });

  it('a set that changes while in use is drift, reported once (H16)', async () => {
    const { stage, clock } = play();
    const session = await stage.approve({ minutes: 240 });
    await stage.run(2_000);
    const { arn } = session.permissionSet;
    await stage
      .knex('requests')
      .update({ permission_set_fingerprint: 'as-reviewed' });
    await stage.knex('permission_sets').insert({
      arn,
      name: 'Set',
      session_minutes: 60,
      fingerprint: 'as-reviewed',
      refreshed_at: clock.read(),
    });
    await stage.run(2 * MINUTE, 10_000);
    expect(await stage.events('drift.found')).toEqual([]);
    await stage.knex('permission_sets').update({ fingerprint: 'another' });
    await stage.run(5 * MINUTE, 10_000);
    expect(await stage.events('drift.found')).toMatchObject([
      { sessionId: session.id, severity: 'high' },
    ]);
    expect((await stage.session(session)).status).toBe('ACTIVE');
  });
});
