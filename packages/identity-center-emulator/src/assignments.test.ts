import {
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  ListAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentsCommand,
} from '@aws-sdk/client-sso-admin';
import { EmulatorClock } from './clock';
import { demoSeed } from './seed';
import { Emulator, startEmulator } from './server';
import { clientsFor, keyOf, post, setNamed } from './__testUtils__/clients';

const PRODUCTION = '111111111111';
const SUSPENDED = '555555555555';
const InstanceArn = demoSeed.instanceArn;

describe('assignments', () => {
  let emulator: Emulator;
  let clients: ReturnType<typeof clientsFor>;

  beforeEach(async () => {
    const clock = new EmulatorClock();
    clock.freeze(true);
    emulator = await startEmulator({ port: 0, clock, limits: 'off' });
    clients = clientsFor(emulator.url);
  });
  afterEach(() => emulator.close());

  const dana = (accountId = PRODUCTION) =>
    keyOf('dana', 'ReadOnlyAccess', accountId);

  async function create(key = dana()) {
    const { AccountAssignmentCreationStatus: status } = await clients.sso.send(
      new CreateAccountAssignmentCommand(key),
    );
    return status!;
  }

  async function remove(key = dana()) {
    const { AccountAssignmentDeletionStatus: status } = await clients.sso.send(
      new DeleteAccountAssignmentCommand(key),
    );
    return status!;
  }

  async function creation(id: string) {
    const { AccountAssignmentCreationStatus: status } = await clients.sso.send(
      new DescribeAccountAssignmentCreationStatusCommand({
        InstanceArn,
        AccountAssignmentCreationRequestId: id,
      }),
    );
    return status!;
  }

  async function deletion(id: string) {
    const { AccountAssignmentDeletionStatus: status } = await clients.sso.send(
      new DescribeAccountAssignmentDeletionStatusCommand({
        InstanceArn,
        AccountAssignmentDeletionRequestId: id,
      }),
    );
    return status!;
  }

  async function assigned(accountId = PRODUCTION) {
    const { AccountAssignments } = await clients.sso.send(
      new ListAccountAssignmentsCommand({
        InstanceArn,
        AccountId: accountId,
        PermissionSetArn: setNamed('ReadOnlyAccess').arn,
      }),
    );
    return AccountAssignments!.map(one => one.PrincipalId);
  }

  const finish = () => emulator.clock.advance(800);

  it('stays in progress until its time has come, then stands with a role', async () => {
    const { RequestId, Status } = await create();
    expect(Status).toBe('IN_PROGRESS');
    expect(await assigned()).toEqual([]);
    finish();
    expect((await creation(RequestId!)).Status).toBe('SUCCEEDED');
    expect(await assigned()).toEqual([dana().PrincipalId]);
    expect(emulator.world.data.roles).toContainEqual(
      expect.objectContaining({
        accountId: PRODUCTION,
        roleName: expect.stringMatching(
          /^AWSReservedSSO_ReadOnlyAccess_[0-9a-f]{16}$/,
        ),
      }),
    );
  });

  it('lets a duplicate succeed, which changes nothing', async () => {
    await create();
    finish();
    const { RequestId } = await create();
    finish();
    expect((await creation(RequestId!)).Status).toBe('SUCCEEDED');
    expect(await assigned()).toHaveLength(1);
  });

  it('refuses a second operation on a key while one runs', async () => {
    await create();
    await expect(remove()).rejects.toMatchObject({
      name: 'ConflictException',
      message: 'There is a conflicting operation in process.',
    });
  });

  it('takes the role away with the last assignment, and makes another one later', async () => {
    await create();
    finish();
    const before = emulator.world.data.roles.find(
      one => one.accountId === PRODUCTION,
    )!;
    const { RequestId } = await remove();
    finish();
    expect((await deletion(RequestId!)).Status).toBe('SUCCEEDED');
    expect(await assigned()).toEqual([]);
    expect(emulator.world.data.roles).not.toContainEqual(before);
    await create();
    finish();
    const after = emulator.world.data.roles.find(
      one => one.accountId === PRODUCTION,
    )!;
    expect(after.roleName).not.toBe(before.roleName);
  });

  it('reports deleting what is not there as FAILED in the end', async () => {
    const { RequestId } = await remove();
    finish();
    expect(await deletion(RequestId!)).toMatchObject({
      Status: 'FAILED',
      FailureReason: 'Received a 404 status error: Assignment not found.',
    });
  });

  it('refuses a suspended account only in the end', async () => {
    const { RequestId } = await create(dana(SUSPENDED));
    finish();
    expect(await creation(RequestId!)).toMatchObject({
      Status: 'FAILED',
      FailureReason: expect.stringContaining('is not active'),
    });
    expect(await assigned(SUSPENDED)).toEqual([]);
  });

  it('does not mix up the ids of creations and deletions', async () => {
    const { RequestId } = await create();
    await expect(deletion(RequestId!)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('queues operations on one account behind one another', async () => {
    const first = await create(dana());
    const second = await create(keyOf('theo', 'ReadOnlyAccess', PRODUCTION));
    finish();
    expect((await creation(first.RequestId!)).Status).toBe('SUCCEEDED');
    expect((await creation(second.RequestId!)).Status).toBe('IN_PROGRESS');
    finish();
    expect((await creation(second.RequestId!)).Status).toBe('SUCCEEDED');
  });

  it.each([
    [
      'an unknown set',
      {
        PermissionSetArn: setNamed('ReadOnlyAccess').arn.replace(
          '7001',
          '7999',
        ),
      },
      'ResourceNotFoundException',
    ],
    ['a malformed account', { TargetId: '123' }, 'ValidationException'],
    [
      'an unknown user',
      { PrincipalId: '9967abcdef-00000099-4c1d-4e2f-8a3b-5d6e7f809100' },
      'ResourceNotFoundException',
    ],
    [
      'another instance',
      { InstanceArn: 'arn:aws:sso:::instance/ssoins-0000000000000000' },
      'ResourceNotFoundException',
    ],
  ])('refuses %s', async (_, change, name) => {
    await expect(create({ ...dana(), ...change })).rejects.toMatchObject({
      name,
    });
  });

  describe('faults', () => {
    const inject = (fault: object) =>
      post(`${emulator.url}/_emulator/faults`, fault);

    it('fails in the end with the reason that was asked for', async () => {
      await inject({
        operation: 'CreateAccountAssignment',
        kind: 'fail-async',
        message: 'role quota',
        times: 1,
      });
      const { RequestId } = await create();
      finish();
      expect(await creation(RequestId!)).toMatchObject({
        Status: 'FAILED',
        FailureReason: 'role quota',
      });
    });

    it.each([
      ['throttle', 'ThrottlingException'],
      ['error', 'InternalServerException'],
      ['access-denied', 'AccessDeniedException'],
      ['conflict', 'ConflictException'],
      ['outage', 'ServiceUnavailable'],
    ])(
      '%s is answered as AWS does, as often as asked for',
      async (kind, name) => {
        await inject({ service: 'sso-admin', kind, times: 1 });
        await expect(create()).rejects.toMatchObject({ name });
        await expect(create()).resolves.toMatchObject({
          Status: 'IN_PROGRESS',
        });
      },
    );

    it('loses the answer to what it did', async () => {
      await inject({
        operation: 'CreateAccountAssignment',
        kind: 'drop-after',
        times: 1,
      });
      await expect(create()).rejects.toThrow();
      const { AccountAssignmentsCreationStatus: open } = await clients.sso.send(
        new ListAccountAssignmentCreationStatusCommand({
          InstanceArn,
          Filter: { Status: 'IN_PROGRESS' },
        }),
      );
      expect(open).toHaveLength(1);
    });

    it('does nothing when the connection drops before', async () => {
      await inject({
        operation: 'CreateAccountAssignment',
        kind: 'drop',
        times: 1,
      });
      await expect(create()).rejects.toThrow();
      expect(emulator.world.data.operations).toEqual([]);
    });

    it('ends when its time is over', async () => {
      const until = new Date(
        emulator.clock.now().getTime() + 60_000,
      ).toISOString();
      await inject({ kind: 'outage', until });
      await expect(create()).rejects.toThrow();
      emulator.clock.advance(60_001);
      await expect(create()).resolves.toBeDefined();
    });

    it('refuses a fault it does not know', async () => {
      expect(await inject({ kind: 'magic' })).toMatchObject({
        status: 400,
        body: { error: expect.stringContaining('kind') },
      });
    });
  });
});

describe('limits', () => {
  it('throttles the call after 20 in a second, and recovers', async () => {
    const clock = new EmulatorClock();
    clock.freeze(true);
    const emulator = await startEmulator({ port: 0, clock });
    const { sso } = clientsFor(emulator.url);
    const list = () =>
      sso.send(
        new ListAccountAssignmentsCommand({
          InstanceArn,
          AccountId: PRODUCTION,
          PermissionSetArn: setNamed('ReadOnlyAccess').arn,
        }),
      );
    for (let i = 0; i < 20; i += 1) await list();
    await expect(list()).rejects.toMatchObject({ name: 'ThrottlingException' });
    clock.advance(50);
    await expect(list()).resolves.toBeDefined();
    await emulator.close();
  });

  it('throttles the eleventh outstanding creation', async () => {
    const clock = new EmulatorClock();
    clock.freeze(true);
    const emulator = await startEmulator({
      port: 0,
      clock,
      limits: { callsPerSecond: 1000, outstanding: 10 },
    });
    const { sso } = clientsFor(emulator.url);
    const people = [
      'dana',
      'theo',
      'olivia',
      'omar',
      'sam',
      'ada',
      'lena',
      'petra',
      'noah',
      'audrey',
    ];
    for (const name of people) {
      await sso.send(
        new CreateAccountAssignmentCommand(
          keyOf(name, 'ReadOnlyAccess', PRODUCTION),
        ),
      );
    }
    const eleventh = () =>
      sso.send(
        new CreateAccountAssignmentCommand(
          keyOf('dana', 'BillingView', PRODUCTION),
        ),
      );
    await expect(eleventh()).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
    clock.advance(800);
    await expect(eleventh()).resolves.toBeDefined();
    await emulator.close();
  });
});
