import { Priority } from '../domain/model';
import { ManualClock } from '../store/clock';
import {
  keyOf,
  ModelIdentityCenter,
} from './__testUtils__/ModelIdentityCenter';
import { onEachDatabase } from './__testUtils__/onEachDatabase';
import { HOUR, MINUTE, Stage } from './__testUtils__/Stage';

const SET = 'arn:aws:sso:::permissionSet/ssoins-1/ps-1';

const ownAccount = (i: number) => String(200_000_000_000 + i);

/**
 * Live sessions whose time was over a while ago.
 *
 * @param accountOf - where each of them is; absent: each on its own account
 */
async function overdue(
  { knex, home }: Stage,
  aws: ModelIdentityCenter,
  clock: ManualClock,
  count: number,
  accountOf = ownAccount,
): Promise<void> {
  const now = clock.read();
  const before = (ms: number) => new Date(now.getTime() - ms);
  const rows = Array.from({ length: count }, (_, i) => {
    const target = {
      accountId: accountOf(i),
      permissionSetArn: SET,
      principalId: `p${i}`,
    };
    aws.assignments.add(keyOf(target));
    return { i, target };
  });
  await knex.batchInsert(
    'requests',
    rows.map(({ i, target }) => ({
      id: `r${i}`,
      status: 'APPROVED',
      state: 'ACTIVE',
      requester_ref: 'user:default/p',
      requester_name: 'p',
      principal_id: 'p',
      principal_user_name: 'p',
      account_id: target.accountId,
      account_name: 'a',
      account_entity_ref: 'resource:default/a',
      account_entity_uid: 'u',
      account_source: 's',
      permission_set_type: 'standard',
      permission_set_name: 'Set',
      permission_set: '{}',
      content_hash: 'h',
      minutes: 60,
      justification: 'j',
      plan: '{}',
      risk_flags: '[]',
      requested_at: now,
      window_ends_at: now,
      search_text: '',
    })),
    250,
  );
  await knex.batchInsert(
    'assignments',
    rows.map(({ i, target }) => ({
      id: `a${i}`,
      instance_arn: home.instanceArn,
      identity_store_id: home.identityStoreId,
      region: home.region,
      caller_account: home.callerAccount,
      account_id: target.accountId,
      permission_set_arn: SET,
      principal_id: target.principalId,
      standing: 'absent',
      made_by_us: true,
    })),
    250,
  );
  await knex.batchInsert(
    'sessions',
    rows.map(({ i, target }) => ({
      id: `s${i}`,
      request_id: `r${i}`,
      assignment_id: `a${i}`,
      status: 'ACTIVE',
      user_ref: 'user:default/p',
      user_name: 'p',
      principal_id: target.principalId,
      account_id: target.accountId,
      account_name: 'a',
      account_entity_ref: 'resource:default/a',
      permission_set_type: 'standard',
      permission_set_name: 'Set',
      permission_set_arn: SET,
      set_session_minutes: 60,
      minutes: 60,
      approved_at: before(3 * HOUR),
      activate_by: before(2 * HOUR),
      granted_at: before(3 * HOUR),
      hard_end: before(HOUR),
      expires_at: before(HOUR + (count - i) * 10),
      credentials_mode: 'assignment',
      search_text: '',
    })),
    250,
  );
}

onEachDatabase('the order of work (H30)', play => {
  it('10,000 overdue ends, 500 of them failing for ever: a revocation is sent within 5 s', async () => {
    const { stage, aws, clock } = play();
    const session = await stage.approve({ minutes: 240 });
    await stage.run(2_000);
    await overdue(stage, aws, clock, 10_000);
    // The oldest, so that they come first and keep coming back
    aws.failsOn = key => /^200000000[0-4]\d\d /.test(key);
    await stage.run(30_000, 500);
    const key = keyOf(await stage.assignment(session));
    await stage.revoke(session);
    await stage.run(5_000, 250);
    const sent = aws.operations.filter(
      one => one.kind === 'delete' && one.key === key,
    );
    expect(sent).toHaveLength(1);
    const slots = aws.operations.filter(
      one => one.state.status === 'in-progress',
    );
    expect(slots.length).toBeLessThanOrEqual(8);
  });

  it('what fails for ever does not keep the others from ending', async () => {
    const { stage, aws, clock } = play();
    await overdue(stage, aws, clock, 120);
    aws.failsOn = key => /^2000000000[0-3]\d /.test(key);
    await stage.run(2 * MINUTE, 250);
    const rows = await stage.knex('sessions').where({ status: 'ENDED' });
    expect(rows).toHaveLength(80);
    const failing = await stage
      .knex('assignments')
      .where({ priority: Priority.retry });
    expect(failing.length).toBeGreaterThan(30);
  });

  it('what has internal errors alone is not taken for an outage for ever', async () => {
    const { stage, aws, clock } = play();
    await overdue(stage, aws, clock, 40);
    aws.brokenOn = key => /^2000000000[0-2]\d /.test(key);
    const session = await stage.approve({ minutes: 240 });
    await stage.run(5_000, 250);
    await stage.revoke(session);
    await stage.run(10_000, 250);
    expect((await stage.session(session)).status).toBe('REVOKED');
    await stage.run(2 * MINUTE, 250);
    const rows = await stage.knex('sessions').where({ status: 'ENDED' });
    expect(rows).toHaveLength(10);
  });

  it('accounts in which everything fails share one slot, and drain once they are mended', async () => {
    const { stage, aws, clock } = play();
    const isBroken = (key: string) => /^20000000000[0-7] /.test(key);
    const asked = { account: ownAccount(0), user: 'alive', minutes: 240 };
    const session = await stage.approve(asked);
    await stage.run(2_000);
    await overdue(stage, aws, clock, 120, i => ownAccount(i < 100 ? i % 8 : i));
    aws.failsOn = isBroken;
    const ended = () => stage.knex('sessions').where({ status: 'ENDED' });
    // Each has to fail five times before it counts as broken
    await stage.run(30_000, 250);
    let most = 0;
    for (let looks = 0; looks < 80; looks += 1) {
      await stage.run(250, 250);
      const failing = aws.operations.filter(
        one => one.state.status === 'in-progress' && isBroken(one.key),
      );
      most = Math.max(most, failing.length);
    }
    expect(most).toBe(1);
    expect(await ended()).toHaveLength(20);

    // Whoever revokes does not wait behind what fails
    const key = keyOf(await stage.assignment(session));
    await stage.revoke(session);
    await stage.run(5_000, 250);
    const sent = aws.operations.filter(
      one => one.kind === 'delete' && one.key === key,
    );
    expect(sent).not.toEqual([]);

    aws.failsOn = () => false;
    await stage.run(4 * MINUTE, 500);
    expect(await ended()).toHaveLength(120);
  });

  it('one change at a time in an account', async () => {
    const { stage, aws } = play();
    aws.takesMs = 2_000;
    for (const user of ['a', 'b', 'c']) await stage.approve({ user });
    let most = 0;
    for (let i = 0; i < 60; i++) {
      await stage.run(0);
      aws.settle();
      most = Math.max(
        most,
        aws.operations.filter(one => one.state.status === 'in-progress').length,
      );
      stage.clock.advance(250);
    }
    expect(most).toBe(1);
    expect(aws.assignments.size).toBe(3);
  });

  it('a change that is stuck does not hold back an end in its account', async () => {
    const { stage, aws } = play();
    const session = await stage.approve({ user: 'a' });
    await stage.run(2_000);
    aws.takesMs = HOUR;
    await stage.approve({ user: 'b' });
    await stage.run(32_000, 1_000);
    aws.takesMs = 1_000;
    await stage.revoke(session);
    await stage.run(5_000);
    expect((await stage.session(session)).status).toBe('REVOKED');
  });
});
