import { DeletePermissionSetCommand } from '@aws-sdk/client-sso-admin';
import {
  dana,
  emulated,
  Emulated,
  InstanceArn,
  PRODUCTION,
  READ_ONLY,
  theo,
} from '../__testUtils__/emulated';

const MINUTE = 60_000;

describe('faults of time', () => {
  let aws: Emulated;
  const inject = (fault: object) => aws.control('faults', fault);

  beforeEach(async () => {
    aws = await emulated();
  });
  afterEach(() => aws.close());

  async function stands() {
    await aws.create();
    aws.finish();
  }

  describe('late', () => {
    it('a creation shows nowhere until it lands', async () => {
      await inject({
        operation: 'CreateAccountAssignment',
        kind: 'late',
        landsAfterMs: 40_000,
        times: 1,
      });
      await expect(aws.create()).rejects.toThrow();
      aws.clock.advance(39_999);
      expect(await aws.creationsInProgress()).toEqual([]);
      expect(await aws.assigned()).toEqual([]);
      aws.clock.advance(1);
      expect(await aws.assigned()).toEqual([dana().PrincipalId]);
    });

    it('a deletion likewise', async () => {
      await stands();
      await inject({ kind: 'late', landsAfterMs: MINUTE, times: 1 });
      await expect(aws.remove()).rejects.toThrow();
      aws.clock.advance(MINUTE - 1);
      expect(await aws.assigned()).toHaveLength(1);
      aws.clock.advance(1);
      expect(await aws.assigned()).toEqual([]);
    });

    it('a creation lands after the deletion that was sent behind it', async () => {
      await inject({ kind: 'late', landsAfterMs: 40_000, times: 1 });
      await expect(aws.create()).rejects.toThrow();
      const { RequestId } = await aws.remove();
      aws.finish();
      expect(await aws.deletion(RequestId!)).toMatchObject({
        Status: 'FAILED',
        FailureReason: 'Received a 404 status error: Assignment not found.',
      });
      aws.clock.advance(40_000);
      expect(await aws.assigned()).toEqual([dana().PrincipalId]);
    });
  });

  describe('lag', () => {
    it('lists show what was so a while ago', async () => {
      await inject({ kind: 'lag', lagMs: MINUTE });
      await stands();
      expect(await aws.assigned()).toEqual([]);
      expect(await aws.provisionedIn()).toEqual([]);
      aws.clock.advance(MINUTE);
      expect(await aws.assigned()).toEqual([dana().PrincipalId]);
      expect(await aws.provisionedIn()).toEqual([PRODUCTION]);
      await aws.remove();
      aws.finish();
      expect(await aws.assigned()).toEqual([dana().PrincipalId]);
      aws.clock.advance(MINUTE);
      expect(await aws.assigned()).toEqual([]);
    });

    it.each([
      ['made', 0, 0],
      ['removed', 1, 1],
    ])('of what was %s alone', async (of, afterCreate, afterDelete) => {
      await inject({ kind: 'lag', lagMs: MINUTE, of });
      await stands();
      expect(await aws.assigned()).toHaveLength(afterCreate);
      await aws.remove();
      aws.finish();
      expect(await aws.assigned()).toHaveLength(afterDelete);
    });

    it('of one short window: what came and went in it never showed', async () => {
      await inject({ kind: 'lag', lagMs: MINUTE });
      await stands();
      await aws.remove();
      aws.finish();
      expect(await aws.assigned()).toEqual([]);
    });

    it('is used up by lists that it changed, and by no other call', async () => {
      await inject({ kind: 'lag', lagMs: MINUTE, times: 1 });
      expect(await aws.assigned()).toEqual([]);
      await stands();
      expect(await aws.assigned()).toEqual([]);
      expect(await aws.assigned()).toHaveLength(1);
    });

    const deleteSet = () =>
      aws.clients.sso.send(
        new DeletePermissionSetCommand({
          InstanceArn,
          PermissionSetArn: READ_ONLY,
        }),
      );

    it('never lets a set go that is in use', async () => {
      await inject({ kind: 'lag', lagMs: MINUTE });
      await stands();
      expect(await aws.provisionedIn()).toEqual([]);
      await expect(deleteSet()).rejects.toMatchObject({
        name: 'ConflictException',
      });
    });

    it('holds the deletion of a set up', async () => {
      await stands();
      aws.clock.advance(MINUTE);
      await inject({ kind: 'lag', lagMs: MINUTE });
      await aws.remove();
      aws.finish();
      expect(await aws.provisionedIn()).toEqual([PRODUCTION]);
      await expect(deleteSet()).rejects.toMatchObject({
        name: 'ConflictException',
      });
      aws.clock.advance(MINUTE);
      expect(await aws.provisionedIn()).toEqual([]);
      await expect(deleteSet()).resolves.toBeDefined();
    });
  });

  it('status-lag: the request id is not found right after the write', async () => {
    await inject({ kind: 'status-lag', lagMs: 5_000 });
    const { RequestId } = await aws.create();
    aws.clock.advance(4_999);
    await expect(aws.creation(RequestId!)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    aws.clock.advance(1);
    expect(await aws.creation(RequestId!)).toMatchObject({
      Status: 'SUCCEEDED',
    });
  });

  describe('fail-async', () => {
    it('of provisioning', async () => {
      await stands();
      await inject({ kind: 'fail-async', message: 'not today', times: 1 });
      const { RequestId } = await aws.provision();
      aws.finish();
      expect(await aws.provisioning(RequestId!)).toMatchObject({
        Status: 'FAILED',
        FailureReason: 'not today',
      });
    });

    it('waits for a call that can fail so', async () => {
      await inject({ kind: 'fail-async', times: 1 });
      await aws.assigned();
      await expect(
        aws.create({ ...dana(), TargetId: 'x' }),
      ).rejects.toMatchObject({ name: 'ValidationException' });
      const { RequestId } = await aws.create();
      aws.finish();
      expect((await aws.creation(RequestId!)).Status).toBe('FAILED');
    });
  });

  it('a refused call uses up what refused it, and nothing else', async () => {
    await inject({ kind: 'throttle', times: 1 });
    await inject({ kind: 'fail-async', times: 1 });
    await expect(aws.create()).rejects.toThrow();
    const { RequestId } = await aws.create();
    aws.finish();
    expect((await aws.creation(RequestId!)).Status).toBe('FAILED');
    expect((await aws.state()).faultsInjected).toEqual({
      throttle: 1,
      'fail-async': 1,
    });
  });

  it('refuses a fault that cannot hit the operation it names', async () => {
    expect(
      await inject({ operation: 'ListPermissionSets', kind: 'late' }),
    ).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('cannot hit') },
    });
  });

  it('a conflict hits writes alone', async () => {
    await inject({ kind: 'conflict', times: 1 });
    await aws.assigned();
    await expect(aws.create(theo())).rejects.toMatchObject({
      message: 'There is a conflicting operation in process.',
    });
  });
});
