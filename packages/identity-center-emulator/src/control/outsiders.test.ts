import {
  DescribeUserCommand,
  GetUserIdCommand,
  ListGroupMembershipsCommand,
  ListGroupsCommand,
} from '@aws-sdk/client-identitystore';
import {
  GetInlinePolicyForPermissionSetCommand,
  ListTagsForResourceCommand,
  PutInlinePolicyToPermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import { demoSeed } from '../seed';
import { userNamed } from '../__testUtils__/clients';
import {
  dana,
  emulated,
  Emulated,
  InstanceArn,
  MANAGEMENT,
  PRODUCTION,
  READ_ONLY,
  theo,
} from '../__testUtils__/emulated';

const IdentityStoreId = demoSeed.identityStoreId;
const denied = expect.objectContaining({ name: 'AccessDeniedException' });

describe('what others do in AWS', () => {
  let aws: Emulated;
  beforeEach(async () => {
    aws = await emulated();
  });
  afterEach(() => aws.close());

  const idOf = async (path: string, AttributeValue: string) =>
    (
      await aws.clients.identityStore.send(
        new GetUserIdCommand({
          IdentityStoreId,
          AlternateIdentifier: {
            UniqueAttribute: { AttributePath: path, AttributeValue },
          },
        }),
      )
    ).UserId;

  describe('to people', () => {
    const DANA = userNamed('dana').id;

    it('change a name and an e-mail: the person stays', async () => {
      await aws.control('users/dana@example.com', {
        userName: 'dana.r@example.com',
        email: 'dana.r@example.com',
      });
      expect(await idOf('userName', 'dana.r@example.com')).toBe(DANA);
      expect(await idOf('emails.value', 'dana.r@example.com')).toBe(DANA);
      await expect(idOf('userName', 'dana@example.com')).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
    });

    it('delete and make again: another person, and the assignment stays behind', async () => {
      await aws.create();
      aws.finish();
      await aws.control('users/dana@example.com', {}, 'DELETE');
      await expect(
        aws.clients.identityStore.send(
          new DescribeUserCommand({ IdentityStoreId, UserId: DANA }),
        ),
      ).rejects.toMatchObject({ ResourceType: 'USER' });
      await aws.control('users', { userName: 'dana@example.com' });
      expect(await idOf('userName', 'dana@example.com')).not.toBe(DANA);
      expect(await aws.assigned()).toEqual([DANA]);
      await expect(aws.create()).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
      const { RequestId } = await aws.remove();
      aws.finish();
      expect((await aws.deletion(RequestId!)).Status).toBe('SUCCEEDED');
      await expect(aws.remove()).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
    });

    it('refuse a name that is taken', async () => {
      expect(
        await aws.control('users/dana@example.com', {
          userName: 'theo@example.com',
        }),
      ).toMatchObject({ status: 409 });
    });
  });

  describe('to groups', () => {
    const groups = async () =>
      (
        await aws.clients.identityStore.send(
          new ListGroupsCommand({ IdentityStoreId }),
        )
      ).Groups!;
    const membersOf = async (GroupId: string) =>
      (
        await aws.clients.identityStore.send(
          new ListGroupMembershipsCommand({ IdentityStoreId, GroupId }),
        )
      ).GroupMemberships!.map(one => one.MemberId!.UserId);

    it('come, gain and lose members, and go', async () => {
      const { body } = await aws.control('groups', {
        displayName: 'On call',
        members: ['dana@example.com'],
      });
      expect(await groups()).toHaveLength(2);
      const member = { userName: 'theo@example.com' };
      await aws.control('groups/On%20call/members', member);
      expect(await membersOf(body.id)).toEqual([
        userNamed('dana').id,
        userNamed('theo').id,
      ]);
      await aws.control('groups/On%20call/members', member, 'DELETE');
      expect(await membersOf(body.id)).toEqual([userNamed('dana').id]);
      await aws.control('groups/On%20call', {}, 'DELETE');
      expect(await groups()).toHaveLength(1);
    });

    it('give access to whoever is in them', async () => {
      const place = {
        accountId: PRODUCTION,
        permissionSetName: 'ReadOnlyAccess',
      };
      await aws.control('assignments', {
        ...place,
        groupName: 'Cloud security',
      });
      aws.finish();
      expect(await aws.assigned()).toEqual([demoSeed.groups[0].id]);
      const signIn = async (userName: string) =>
        (await aws.control('role-credentials', { ...place, userName })).status;
      expect(await signIn('sam@example.com')).toBe(201);
      expect(await signIn('dana@example.com')).toBe(400);
    });
  });

  describe('to permission sets', () => {
    const change = (body: object) =>
      aws.control('permission-sets/ReadOnlyAccess', body);

    it('edit them: accounts are behind until they are provisioned', async () => {
      await aws.create();
      aws.finish();
      const inlinePolicy = '{"Version":"2012-10-17","Statement":[]}';
      await change({ inlinePolicy, sessionDuration: 'PT4H' });
      const { InlinePolicy } = await aws.clients.sso.send(
        new GetInlinePolicyForPermissionSetCommand({
          InstanceArn,
          PermissionSetArn: READ_ONLY,
        }),
      );
      expect(InlinePolicy).toBe(inlinePolicy);
      const behind = () =>
        aws.provisionedIn(READ_ONLY, 'LATEST_PERMISSION_SET_NOT_PROVISIONED');
      expect(await behind()).toEqual([PRODUCTION]);
      await aws.control('permission-sets/ReadOnlyAccess/provision', {
        accountId: PRODUCTION,
      });
      expect(await behind()).toEqual([]);
      await change({ inlinePolicy: null });
      expect(await behind()).toEqual([PRODUCTION]);
    });

    it('take tags away, which no account has to hear of', async () => {
      await aws.create();
      aws.finish();
      await change({ tags: {} });
      const { Tags } = await aws.clients.sso.send(
        new ListTagsForResourceCommand({ InstanceArn, ResourceArn: READ_ONLY }),
      );
      expect(Tags).toEqual([]);
      expect(
        await aws.provisionedIn(READ_ONLY, 'LATEST_PERMISSION_SET_PROVISIONED'),
      ).toEqual([PRODUCTION]);
    });

    it('make one beforehand under a name of ours', async () => {
      const managedPolicies = ['arn:aws:iam::aws:policy/AdministratorAccess'];
      const made = { name: 'JIT-fix', managedPolicies };
      expect(await aws.control('permission-sets', made)).toMatchObject({
        status: 201,
        body: { ...made, sessionDuration: 'PT1H' },
      });
      expect((await aws.control('permission-sets', made)).status).toBe(409);
    });
  });

  describe('to the management account', () => {
    const provisioning = { accountId: MANAGEMENT };
    const path = 'permission-sets/ReadOnlyAccess/provision';

    it('provision a set there: it is out of reach for a delegated administrator', async () => {
      await aws.create();
      aws.finish();
      await aws.control(path, provisioning);
      expect(await aws.provisionedIn()).toContain(MANAGEMENT);
      await expect(aws.create(theo())).rejects.toEqual(denied);
      await expect(aws.remove()).rejects.toEqual(denied);
      await expect(aws.provision()).rejects.toEqual(denied);
      await expect(
        aws.clients.sso.send(
          new PutInlinePolicyToPermissionSetCommand({
            InstanceArn,
            PermissionSetArn: READ_ONLY,
            InlinePolicy: '{}',
          }),
        ),
      ).rejects.toEqual(denied);
      expect(await aws.assigned()).toEqual([dana().PrincipalId]);
      await aws.control(path, provisioning, 'DELETE');
      await expect(aws.remove()).resolves.toBeDefined();
    });

    it('is for its own credentials alone', async () => {
      await expect(aws.create(dana(MANAGEMENT))).rejects.toEqual(denied);
      await aws.control('caller', provisioning);
      await expect(aws.create(dana(MANAGEMENT))).resolves.toBeDefined();
    });
  });

  it.each([
    ['an unknown user', 'users/nobody', { enabled: true }, 404],
    ['an unknown group', 'groups/Nobodies/members', { userName: 'x' }, 404],
    ['an unknown set', 'permission-sets/Nothing', {}, 404],
    ['an unknown caller', 'caller', { accountId: '123' }, 404],
    ['an unknown state', `accounts/${PRODUCTION}`, { state: 'GONE' }, 400],
    ['a wrong field', 'users/dana@example.com', { enabled: 'yes' }, 400],
    ['an unknown control', 'magic', {}, 404],
  ])('%s is refused', async (_, path, body, status) => {
    expect((await aws.control(path, body)).status).toBe(status);
  });
});
