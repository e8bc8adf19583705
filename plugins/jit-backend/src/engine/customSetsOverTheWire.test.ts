import { TestDatabases } from '@backstage/backend-test-utils';
import { CustomPermissionSet } from '@jit-portal/backstage-plugin-jit-common';
import { demoSeed, Emulator } from '@jit-portal/identity-center-emulator';
import { SessionRecord } from '../domain/model';
import {
  DANA,
  emulated,
  SharedClock,
} from '../identityCenter/__testUtils__/emulated';
import { HOUR, Stage } from './__testUtils__/Stage';
import { drainCustomSets } from '../../dev/histories/customSets';

jest.setTimeout(300_000);

const ACCOUNT = '111111111111';
const custom: CustomPermissionSet = {
  type: 'custom',
  name: 'JIT-fix-export',
  sessionDuration: 'PT1H',
  managedPolicies: [
    'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess',
  ],
  inlinePolicy:
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::payouts/*"}}',
};

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('a custom set over the wire', () => {
  let clock: SharedClock;
  let emulator: Emulator;
  let stage: Stage;
  let session: SessionRecord;

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
    session = await stage.approve({
      user: DANA.id,
      account: ACCOUNT,
      custom,
      minutes: 60,
    });
  });

  afterEach(() => emulator.close());

  const ours = () =>
    emulator.world.data.permissionSets.filter(({ name }) =>
      name.startsWith('JIT-'),
    );
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(`${emulator.url}/_emulator/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return answer.json() as Promise<any>;
  };

  it('holds exactly what was reviewed, and goes with the access', async () => {
    await stage.run(5_000);
    const active = await stage.session(session);
    expect(active.status).toBe('ACTIVE');
    const [set] = ours();
    expect(set).toMatchObject({
      name: 'JIT-fix-export',
      managedPolicies: custom.managedPolicies,
      sessionDuration: 'PT1H',
      tags: { 'jit-managed': 'true', 'jit-request': session.requestId },
    });
    expect(set.inlinePolicy).toContain('"arn:aws:s3:::payouts/*"');
    expect(set.inlinePolicy).toContain('JitHardEnd');
    clock.set(active.expiresAt!);
    await stage.run(10_000, 500);
    expect(await stage.session(session)).toMatchObject({
      status: 'ENDED',
      cleanup: 'done',
    });
    expect(ours()).toEqual([]);
    const roles = emulator.world.data.roles.filter(
      one => one.permissionSetArn === set.arn,
    );
    expect(roles).toEqual([]);
  });

  it('denies everything after its hard end, though the portal is stopped for good (H7)', async () => {
    await stage.run(5_000);
    await stage.engine.stop();
    const { hardEnd } = await stage.session(session);
    const call = {
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::payouts/1',
    };
    const effectAt = async (time: Date) => {
      clock.set(time);
      const { id } = await post('role-credentials', {
        accountId: ACCOUNT,
        permissionSetName: custom.name,
        userName: DANA.userName,
      });
      return (await post(`role-credentials/${id}`, call)).effect;
    };
    expect(await effectAt(new Date(+hardEnd! - 1_000))).toBe('allowed');
    expect(await effectAt(new Date(+hardEnd! + 1_000))).toBe('denied');
    expect(await effectAt(new Date(+hardEnd! + 5 * HOUR))).toBe('denied');
  });
});

it('200 at once under faults leave no set, policy or role behind', async () => {
  const drained = await drainCustomSets({
    db: await databases.init('SQLITE_3'),
    requests: 200,
    seed: 'two hundred',
    probability: 0.08,
  });
  expect(drained).toMatchObject({ active: 200, left: [] });
  expect(drained.troubled).toBeGreaterThan(50);
  expect(demoSeed.permissionSets.length).toBe(drained.standing);
});
