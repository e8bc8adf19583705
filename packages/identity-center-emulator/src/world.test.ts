import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AttachManagedPolicyToPermissionSetCommand,
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DeletePermissionSetCommand,
  ListInstancesCommand,
  ListPermissionSetsCommand,
  paginateListPermissionSets,
  PutInlinePolicyToPermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import {
  DescribeUserCommand,
  GetUserIdCommand,
} from '@aws-sdk/client-identitystore';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { paginateListPolicies } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { EmulatorClock } from './clock';
import { demoSeed, readSeed } from './seed';
import { Emulator, startEmulator } from './server';
import { clientsFor, keyOf, post, userNamed } from './__testUtils__/clients';

const InstanceArn = demoSeed.instanceArn;
const PRODUCTION = '111111111111';

describe('the emulated AWS', () => {
  let emulator: Emulator;
  let clients: ReturnType<typeof clientsFor>;

  beforeEach(async () => {
    const clock = new EmulatorClock();
    clock.freeze(true);
    emulator = await startEmulator({ port: 0, clock, limits: 'off' });
    clients = clientsFor(emulator.url);
  });
  afterEach(() => emulator.close());

  it('answers no page that a developer happens to visit', async () => {
    const response = await fetch(`${emulator.url}/_emulator/clock`, {
      method: 'POST',
      headers: { origin: 'https://example.com' },
      body: JSON.stringify({ advance: 'PT24H' }),
    });
    expect(response.status).toBe(403);
    const { offsetMs } = await (
      await fetch(`${emulator.url}/_emulator/clock`)
    ).json();
    expect(offsetMs).toBeLessThan(3_600_000);
  });

  it('says who it is', async () => {
    const { Instances } = await clients.sso.send(new ListInstancesCommand({}));
    expect(Instances).toEqual([
      expect.objectContaining({
        InstanceArn,
        IdentityStoreId: 'd-9967abcdef',
        OwnerAccountId: '999999999999',
      }),
    ]);
    expect(
      await clients.sts.send(new GetCallerIdentityCommand({})),
    ).toMatchObject({ Account: '888888888888' });
  });

  it('finds people by e-mail and says who is disabled', async () => {
    const { UserId } = await clients.identityStore.send(
      new GetUserIdCommand({
        IdentityStoreId: 'd-9967abcdef',
        AlternateIdentifier: {
          UniqueAttribute: {
            AttributePath: 'emails.value',
            AttributeValue: 'noah@example.com',
          },
        },
      }),
    );
    const user = await clients.identityStore.send(
      new DescribeUserCommand({ IdentityStoreId: 'd-9967abcdef', UserId }),
    );
    expect(user).toMatchObject({
      UserName: 'noah@example.com',
      UserStatus: 'DISABLED',
    });
  });

  it('answers accounts with State and without the retired Status', async () => {
    const { Accounts } = await clients.organizations.send(
      new ListAccountsCommand({}),
    );
    const legacy = Accounts!.find(one => one.Id === '555555555555')!;
    expect(legacy).toMatchObject({ State: 'SUSPENDED' });
    expect(legacy.Status).toBeUndefined();
  });

  it("pages through AWS's whole list of managed policies", async () => {
    const names: string[] = [];
    for await (const page of paginateListPolicies(
      { client: clients.iam },
      { Scope: 'AWS', MaxItems: 1000 },
    )) {
      names.push(...page.Policies!.map(policy => policy.PolicyName!));
    }
    expect(names.length).toBeGreaterThan(1_000);
    expect(names).toContain('AdministratorAccess');
    expect(new Set(names).size).toBe(names.length);
  });

  it('pages through permission sets', async () => {
    const found: string[] = [];
    for await (const page of paginateListPermissionSets(
      { client: clients.sso, pageSize: 2 },
      { InstanceArn },
    )) {
      expect(page.PermissionSets!.length).toBeLessThanOrEqual(2);
      found.push(...page.PermissionSets!);
    }
    expect(found).toHaveLength(5);
  });

  it('keeps the rules of permission sets: names, duplicates, sizes, deletion while used', async () => {
    const create = (Name: string) =>
      clients.sso.send(new CreatePermissionSetCommand({ InstanceArn, Name }));
    await expect(create('no spaces')).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(create('x'.repeat(33))).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(create('ReadOnlyAccess')).rejects.toMatchObject({
      name: 'ConflictException',
      message: 'PermissionSet with name ReadOnlyAccess already exists.',
    });
    const { PermissionSet } = await create('JIT-fix');
    const arn = PermissionSet!.PermissionSetArn!;
    const attach = () =>
      clients.sso.send(
        new AttachManagedPolicyToPermissionSetCommand({
          InstanceArn,
          PermissionSetArn: arn,
          ManagedPolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
        }),
      );
    await attach();
    await expect(attach()).rejects.toMatchObject({
      message: expect.stringContaining('already has a typed link attachment'),
    });
    await expect(
      clients.sso.send(
        new PutInlinePolicyToPermissionSetCommand({
          InstanceArn,
          PermissionSetArn: arn,
          InlinePolicy: JSON.stringify({ x: 'y'.repeat(10_240) }),
        }),
      ),
    ).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' });
    const key = {
      ...keyOf('dana', 'ReadOnlyAccess', PRODUCTION),
      PermissionSetArn: arn,
    };
    await clients.sso.send(new CreateAccountAssignmentCommand(key));
    emulator.clock.advance(800);
    await expect(
      clients.sso.send(
        new DeletePermissionSetCommand({ InstanceArn, PermissionSetArn: arn }),
      ),
    ).rejects.toMatchObject({
      message: expect.stringContaining(
        'Could not delete because PermissionSet has',
      ),
    });
  });

  it('says so when an operation is not emulated', async () => {
    const response = await fetch(emulator.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'SWBExternalService.CreateApplication' },
      body: '{}',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      __type: 'UnknownOperationException',
    });
  });

  it('never lets itself be mistaken for AWS', async () => {
    const response = await fetch(emulator.url);
    expect(response.headers.get('x-demo')).toBe('Demo: no real AWS');
    expect(await response.text()).toContain('Demo: no real AWS');
    expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  });

  describe('role credentials', () => {
    const call = {
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::bucket/key',
    };

    async function signIn() {
      await clients.sso.send(
        new CreateAccountAssignmentCommand(
          keyOf('dana', 'ReadOnlyAccess', PRODUCTION),
        ),
      );
      emulator.clock.advance(800);
      const { body } = await post(
        `${emulator.url}/_emulator/role-credentials`,
        {
          accountId: PRODUCTION,
          permissionSetName: 'ReadOnlyAccess',
          userName: 'dana@example.com',
        },
      );
      return body.id as string;
    }
    const attempt = async (id: string) =>
      (await post(`${emulator.url}/_emulator/role-credentials/${id}`, call))
        .body.effect;

    it('outlive the assignment while somebody else keeps the role alive', async () => {
      const id = await signIn();
      await post(`${emulator.url}/_emulator/assignments`, {
        accountId: PRODUCTION,
        permissionSetName: 'ReadOnlyAccess',
        userName: 'theo@example.com',
      });
      emulator.clock.advance(800);
      await post(
        `${emulator.url}/_emulator/assignments`,
        {
          accountId: PRODUCTION,
          permissionSetName: 'ReadOnlyAccess',
          userName: 'dana@example.com',
        },
        'DELETE',
      );
      emulator.clock.advance(800);
      expect(await attempt(id)).toBe('allowed');
      emulator.clock.advance(3_600_000);
      expect(await attempt(id)).toBe('denied');
    });

    it('die with the role when the last assignment goes', async () => {
      const id = await signIn();
      expect(await attempt(id)).toBe('allowed');
      await post(
        `${emulator.url}/_emulator/assignments`,
        {
          accountId: PRODUCTION,
          permissionSetName: 'ReadOnlyAccess',
          userName: 'dana@example.com',
        },
        'DELETE',
      );
      emulator.clock.advance(800);
      expect(await attempt(id)).toBe('denied');
    });

    it('are not issued without an assignment', async () => {
      const { status } = await post(
        `${emulator.url}/_emulator/role-credentials`,
        {
          accountId: PRODUCTION,
          permissionSetName: 'ReadOnlyAccess',
          userName: 'theo@example.com',
        },
      );
      expect(status).toBe(400);
    });
  });
});

describe('what is kept', () => {
  it('survives a restart, operations in progress included', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'emulator-'));
    const first = await startEmulator({ port: 0, dataDir, limits: 'off' });
    await clientsFor(first.url).sso.send(
      new CreateAccountAssignmentCommand(
        keyOf('dana', 'ReadOnlyAccess', PRODUCTION),
      ),
    );
    await first.close();
    const clock = new EmulatorClock();
    clock.advance(10_000);
    const second = await startEmulator({
      port: 0,
      dataDir,
      clock,
      limits: 'off',
    });
    expect(second.world.data.assignments).toContainEqual(
      expect.objectContaining({
        principalId: userNamed('dana').id,
        accountId: PRODUCTION,
      }),
    );
    const { sso } = clientsFor(second.url);
    expect(
      (await sso.send(new ListPermissionSetsCommand({ InstanceArn })))
        .PermissionSets,
    ).toHaveLength(5);
    await second.close();
  });
});

describe('the clock', () => {
  it('is moved and read over HTTP', async () => {
    const emulator = await startEmulator({ port: 0 });
    const url = `${emulator.url}/_emulator/clock`;
    await post(url, { frozen: true, now: '2026-11-23T09:00:00.000Z' });
    const { body } = await post(url, { advance: 'PT1H30M' });
    expect(body.now).toBe('2026-11-23T10:30:00.000Z');
    expect((await post(url, { advance: 'soon' })).status).toBe(400);
    await emulator.close();
  });
});

describe('a seed', () => {
  it('is refused with the field that is wrong', () => {
    expect(() =>
      readSeed({ ...demoSeed, accounts: [{ id: '12', name: 'x' }] }),
    ).toThrow(/accounts\.0\.id/);
  });
});
