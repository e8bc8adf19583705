import { demoSeed, Emulator } from '@jit-portal/identity-center-emulator';
import { AwsIdentityCenter } from './AwsIdentityCenter';
import {
  DANA,
  emulated,
  READ_ONLY,
  SharedClock,
} from './__testUtils__/emulated';

const target = {
  accountId: demoSeed.accounts[1].id,
  permissionSetArn: READ_ONLY.arn,
  principalId: DANA.id,
};

describe('calls that leave for AWS', () => {
  let clock: SharedClock;
  let emulator: Emulator;
  let port: AwsIdentityCenter;

  beforeEach(async () => {
    clock = new SharedClock();
    ({ emulator, identityCenter: port } = await emulated(clock));
    await port.home();
  });

  afterEach(() => emulator.close());

  const counted = async (ask: () => Promise<unknown>) => {
    const before = port.budget.counts().calls;
    await ask();
    return port.budget.counts().calls - before;
  };

  it('are counted one by one', async () => {
    expect(await counted(() => port.look(target))).toBe(1);
    expect(await counted(() => port.readPermissionSet(READ_ONLY.arn))).toBe(5);
    expect(await counted(() => port.assign(target, { withinMs: 5_000 }))).toBe(
      1,
    );
    // Neither the directory nor the organization draws on the rate
    expect(await counted(() => port.readUser(DANA.id))).toBe(0);
    expect(await counted(() => port.accountState(target.accountId))).toBe(0);
  });

  it('are counted again where the SDK tries again by itself', async () => {
    emulator.faults.add({
      service: 'sso-admin',
      operation: 'ListAccountAssignments',
      kind: 'throttle',
      times: 2,
    });
    expect(await counted(() => port.look(target))).toBe(3);
    expect(port.budget.counts().throttles).toBe(2);
  });

  it('wait for their calls where a debt is owed, each attempt of them', async () => {
    port.budget.spend(19);
    const before = clock.read().getTime();
    await port.look(target);
    // 15 a second and a burst of 4.5: 14.5 owed or more, and one of its own
    expect(clock.read().getTime() - before).toBeGreaterThanOrEqual(1_000);
  });

  it('hold no change back', async () => {
    port.budget.spend(100);
    const before = clock.read().getTime();
    await port.assign(target, { withinMs: 5_000 });
    expect(clock.read().getTime()).toBe(before);
  });
});
