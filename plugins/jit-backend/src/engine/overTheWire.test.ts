import { TestDatabases } from '@backstage/backend-test-utils';
import { demoSeed, Emulator } from '@jit-portal/identity-center-emulator';
import {
  DANA,
  emulated,
  READ_ONLY,
  SharedClock,
} from '../identityCenter/__testUtils__/emulated';
import { HOUR, MINUTE, Stage } from './__testUtils__/Stage';

jest.setTimeout(60_000);

const ACCOUNT = '111111111111';
const asking = { user: DANA.id, account: ACCOUNT, set: READ_ONLY.arn };

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('the engine and the emulator over the wire', () => {
  let clock: SharedClock;
  let emulator: Emulator;
  let stage: Stage;

  beforeEach(async () => {
    clock = new SharedClock();
    const world = await emulated(clock);
    emulator = world.emulator;
    stage = await Stage.create(
      await databases.init('SQLITE_3'),
      clock,
      world.identityCenter,
      { home: await world.identityCenter.home() },
    );
  });

  afterEach(() => emulator.close());

  const assigned = () =>
    emulator.world.data.assignments.filter(
      one => one.principalId === DANA.id && one.accountId === ACCOUNT,
    ).length;

  const begun = (kind: 'creation' | 'deletion') =>
    emulator.world.data.operations.filter(one => one.kind === kind).length;

  it('grants, and ends on time', async () => {
    const session = await stage.approve(asking);
    await stage.run(3_000);
    const active = await stage.session(session);
    expect(active.status).toBe('ACTIVE');
    expect(assigned()).toBe(1);
    clock.set(active.expiresAt!);
    await stage.run(5_000);
    expect((await stage.session(session)).status).toBe('ENDED');
    expect(assigned()).toBe(0);
  });

  it('revokes while AWS still creates', async () => {
    const session = await stage.approve(asking);
    await stage.run(250);
    expect(begun('creation')).toBe(1);
    await stage.revoke(session);
    await stage.run(5_000);
    expect((await stage.session(session)).status).toBe('REVOKED');
    expect(assigned()).toBe(0);
  });

  it('finds the create whose answer was dropped', async () => {
    emulator.faults.add({
      service: 'sso-admin',
      operation: 'CreateAccountAssignment',
      kind: 'drop-after',
      times: 1,
    });
    const session = await stage.approve(asking);
    await stage.run(30_000, 500);
    expect((await stage.session(session)).status).toBe('ACTIVE');
    expect(assigned()).toBe(1);
  });

  it.each(['throttle', 'error', 'conflict', 'drop', 'outage'] as const)(
    'gets over %s at every call, for grant and end',
    async kind => {
      emulator.faults.add({ service: 'sso-admin', kind, times: 3 });
      const session = await stage.approve(asking);
      await stage.run(90_000, 1_000);
      expect((await stage.session(session)).status).toBe('ACTIVE');
      emulator.faults.add({ service: 'sso-admin', kind, times: 3 });
      await stage.release(session);
      await stage.run(90_000, 1_000);
      expect((await stage.session(session)).status).toBe('ENDED');
      expect(assigned()).toBe(0);
    },
  );

  it('a FAILED from AWS is told in words, and leaves nothing', async () => {
    emulator.faults.add({
      service: 'sso-admin',
      operation: 'CreateAccountAssignment',
      kind: 'fail-async',
      message: 'Received a 403 status error: Access denied by IAM.',
      times: 1,
    });
    const session = await stage.approve(asking);
    await stage.run(40_000, 1_000);
    expect(await stage.session(session)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'access-denied' },
    });
    expect(assigned()).toBe(0);
  });

  it('an assignment that stood before is refused and never deleted', async () => {
    const other = await emulated(clock, {
      seed: {
        ...structuredClone(demoSeed),
        assignments: [
          {
            accountId: ACCOUNT,
            permissionSetArn: READ_ONLY.arn,
            principalType: 'USER',
            principalId: DANA.id,
          },
        ],
      },
    });
    await emulator.close();
    emulator = other.emulator;
    stage = new Stage(stage.knex, clock, other.identityCenter, {
      home: stage.home,
    });
    const session = await stage.approve(asking);
    await stage.run(2 * HOUR, MINUTE);
    expect(await stage.session(session)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'already-has-access' },
    });
    expect(assigned()).toBe(1);
    expect(begun('deletion')).toBe(0);
  });

  it('an end in a suspended account stays ENDING with its cause', async () => {
    const session = await stage.approve(asking);
    await stage.run(3_000);
    const account = emulator.world.seed.accounts.find(a => a.id === ACCOUNT)!;
    account.state = 'SUSPENDED';
    await stage.release(session);
    await stage.run(10 * MINUTE, 5_000);
    const ending = await stage.session(session);
    expect(ending.status).toBe('ENDING');
    expect(ending.lateAlarmAt).toBeDefined();
    expect((await stage.assignment(session)).lastError).toContain('not active');
  });

  it('fifty at once all come through, within AWS’s limits', async () => {
    const sessions = [];
    for (const account of ['111111111111', '222222222222', '333333333333']) {
      for (const user of demoSeed.users.filter(one => one.enabled)) {
        for (const set of demoSeed.permissionSets.slice(0, 3)) {
          if (sessions.length === 50) break;
          sessions.push(
            await stage.approve({ user: user.id, account, set: set.arn }),
          );
        }
      }
    }
    await stage.run(3 * MINUTE, 250);
    const rows = await stage.knex('sessions').select('status');
    const states = new Set(rows.map(row => row.status));
    expect([sessions.length, [...states]]).toEqual([50, ['ACTIVE']]);
    const refused = await stage
      .knex('aws_operations')
      .where({ status: 'refused' });
    expect(refused).toEqual([]);
  });
});
