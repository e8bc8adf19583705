import { ConfigReader } from '@backstage/config';
import { demoSeed, Emulator } from '@jit-portal/identity-center-emulator';
import { AwsIdentityCenter } from './AwsIdentityCenter';
import { AwsTrouble } from './awsErrors';
import {
  awsConfig,
  DANA,
  emulated,
  READ_ONLY,
  SharedClock,
} from './__testUtils__/emulated';

const target = {
  accountId: '111111111111',
  permissionSetArn: READ_ONLY.arn,
  principalId: DANA.id,
};
const within = { withinMs: 5_000 };

describe('Identity Center over the wire', () => {
  let clock: SharedClock;
  let emulator: Emulator;
  let port: AwsIdentityCenter;

  beforeEach(async () => {
    clock = new SharedClock();
    ({ emulator, identityCenter: port } = await emulated(clock));
  });

  afterEach(() => emulator.close());

  it('says where we are', async () => {
    expect(await port.home()).toEqual({
      instanceArn: demoSeed.instanceArn,
      identityStoreId: demoSeed.identityStoreId,
      region: demoSeed.region,
      callerAccount: demoSeed.callerAccountId,
    });
  });

  it('assigns, polls, sees and withdraws', async () => {
    expect(await port.look(target)).toMatchObject({ direct: false });
    const id = await port.assign(target, within);
    expect(await port.poll('create', id)).toEqual({ status: 'in-progress' });
    expect(await port.findInProgress('create', target)).toEqual([
      { requestId: id, startedAt: expect.any(Date) },
    ]);
    clock.advance(1_000);
    expect(await port.poll('create', id)).toEqual({ status: 'succeeded' });
    expect(await port.look(target)).toMatchObject({
      direct: true,
      others: false,
    });
    const gone = await port.withdraw(target, within);
    clock.advance(1_000);
    expect(await port.poll('delete', gone)).toEqual({ status: 'succeeded' });
    // The ids of the two kinds are not interchangeable
    expect(await port.poll('create', gone)).toEqual({ status: 'not-found' });
  });

  it('finds people by e-mail in any case, and nobody by look-alike letters (H15)', async () => {
    const dana = { id: DANA.id, userName: DANA.userName, enabled: true };
    expect(await port.findUser('dana@example.com')).toMatchObject(dana);
    expect(await port.findUser('DANA@Example.com')).toMatchObject(dana);
    // Cyrillic а
    expect(await port.findUser('d\u0430na@example.com')).toBeUndefined();
    expect(await port.findUser('nobody@example.com')).toBeUndefined();
  });

  it('says who is disabled, and who is gone', async () => {
    const noah = demoSeed.users.find(user => !user.enabled)!;
    expect(await port.readUser(noah.id)).toMatchObject({ enabled: false });
    expect(
      await port.readUser('9967abcdef-0000ffff-4c1d-4e2f-8a3b-5d6e7f809fff'),
    ).toBeUndefined();
  });

  it('reads sets with a fingerprint that every change changes (H16)', async () => {
    const before = await port.readPermissionSet(READ_ONLY.arn);
    expect(before).toMatchObject({
      name: 'ReadOnlyAccess',
      sessionMinutes: 60,
    });
    expect(await port.readPermissionSet(READ_ONLY.arn)).toEqual(before);
    const fingerprints = new Set([before!.fingerprint]);
    const set = emulator.world.data.permissionSets.find(
      one => one.arn === READ_ONLY.arn,
    )!;
    const changes = [
      () => set.managedPolicies.push('arn:aws:iam::aws:policy/IAMFullAccess'),
      () => (set.inlinePolicy = '{"Version":"2012-10-17","Statement":[]}'),
      () => set.customerPolicies.push({ Name: 'mine', Path: '/' }),
      () =>
        (set.boundary = {
          ManagedPolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
        }),
      () => (set.sessionDuration = 'PT2H'),
    ];
    for (const change of changes) {
      change();
      clock.advance(1_000);
      const after = await port.readPermissionSet(READ_ONLY.arn);
      fingerprints.add(after!.fingerprint);
    }
    expect(fingerprints.size).toBe(changes.length + 1);
  });

  it('a set that is gone is undefined, not trouble', async () => {
    const gone = READ_ONLY.arn.replace(/.{4}$/, 'ffff');
    expect(await port.readPermissionSet(gone)).toBeUndefined();
  });

  it('lists sets, and reads of each as much as is needed', async () => {
    let turns = 0;
    const turn = async () => {
      turns += 1;
    };
    const reader = port.setReader();
    const arns = await reader.arns(turn);
    expect([...arns].sort()).toEqual(
      demoSeed.permissionSets.map(({ arn }) => arn).sort(),
    );
    expect(turns).toBe(1);
    const known = await port.readPermissionSet(READ_ONLY.arn);
    expect(await reader.read(READ_ONLY.arn, () => true, turn)).toEqual(known);
    expect(turns).toBe(1 + 5);
    const named = await reader.read(
      READ_ONLY.arn,
      name => name !== READ_ONLY.name,
      turn,
    );
    expect(named).toMatchObject({ name: READ_ONLY.name, sessionMinutes: 60 });
    expect(named).not.toHaveProperty('fingerprint');
    expect(turns).toBe(1 + 5 + 1);
    const gone = READ_ONLY.arn.replace(/.{4}$/, 'ffff');
    expect(await reader.read(gone, () => true, turn)).toBeUndefined();
  });

  it('lists all sets or none', async () => {
    emulator.world.data.permissionSets.push(
      ...Array.from({ length: 150 }, (_, index) => ({
        ...structuredClone(emulator.world.data.permissionSets[0]),
        name: `Another-${index}`,
        arn: READ_ONLY.arn.replace(
          /.{4}$/,
          index.toString(16).padStart(4, '0'),
        ),
      })),
    );
    let turns = 0;
    const stopAt = (last: number) => async () => {
      turns += 1;
      if (turns > last) throw new Error('stopping');
    };
    const reader = port.setReader();
    await expect(reader.arns(stopAt(1))).rejects.toThrow('stopping');
    turns = 0;
    expect(await reader.arns(stopAt(2))).toHaveLength(
      demoSeed.permissionSets.length + 150,
    );
  });

  it('knows which accounts are open', async () => {
    expect(await port.accountState('111111111111')).toBe('ACTIVE');
    expect(await port.accountState('555555555555')).toBe('SUSPENDED');
    expect((await port.listAccountStates()).get('555555555555')).toBe(
      'SUSPENDED',
    );
  });

  it('sends a change once: repeating is ours alone (H2)', async () => {
    emulator.faults.add({
      service: 'sso-admin',
      operation: 'CreateAccountAssignment',
      kind: 'throttle',
      times: 1,
    });
    const trouble = await port.assign(target, within).catch(e => e);
    expect(trouble).toBeInstanceOf(AwsTrouble);
    expect(trouble).toMatchObject({
      kind: 'again-later',
      code: 'throttled',
      mayHaveBegun: false,
    });
  });

  it('gives a change up when its time is over, and does not know what came of it', async () => {
    emulator.faults.add({
      service: 'sso-admin',
      operation: 'CreateAccountAssignment',
      kind: 'latency',
      latencyMs: 10_000,
      times: 1,
    });
    const trouble = await port.assign(target, { withinMs: 50 }).catch(e => e);
    expect(trouble).toMatchObject({ code: 'timed-out', mayHaveBegun: true });
  });

  it('a dropped answer may have begun something', async () => {
    emulator.faults.add({
      service: 'sso-admin',
      operation: 'CreateAccountAssignment',
      kind: 'drop-after',
      times: 1,
    });
    const trouble = await port.assign(target, within).catch(e => e);
    expect(trouble).toMatchObject({ mayHaveBegun: true });
    expect(await port.findInProgress('create', target)).toHaveLength(1);
  });

  it('nobody has a set that is gone; a foreign instance is trouble (H10)', async () => {
    const gone = READ_ONLY.arn.replace(/.{4}$/, 'ffff');
    expect(await port.look({ ...target, permissionSetArn: gone })).toEqual({
      direct: false,
      groupIds: [],
      others: false,
    });
    const elsewhere = await AwsIdentityCenter.fromConfig(
      awsConfig(emulator.url, {
        instanceArn: demoSeed.instanceArn.replace(/.{4}$/, 'ffff'),
      }),
      new ConfigReader({}),
    );
    const trouble = await elsewhere.look(target).catch(e => e);
    expect(trouble).toMatchObject({ code: 'instance-not-found' });
  });

  it('AWS that is not what configuration says is told as such (H35)', async () => {
    const other = await AwsIdentityCenter.fromConfig(
      awsConfig(emulator.url, { identityStoreId: 'd-0000000000' }),
      new ConfigReader({}),
    );
    await expect(other.home()).rejects.toThrow(
      `jit.aws.identityStoreId is d-0000000000, but AWS says ${demoSeed.identityStoreId}`,
    );
  });
});
