import {
  DeletePermissionsBoundaryFromPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
  PutPermissionsBoundaryToPermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import { demoSeed } from '../seed';
import { keyOf, userNamed } from '../__testUtils__/clients';
import {
  dana,
  emulated,
  Emulated,
  InstanceArn,
  MANAGEMENT,
  PRODUCTION,
  READ_ONLY,
  STAGING,
  theo,
} from '../__testUtils__/emulated';

const HOUR = 3_600_000;
const DANA = userNamed('dana').id;

/** What a portal that may only read cannot do. */
const READING = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key' };

const denyWhen = (Condition: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition }],
  });

describe('what role credentials may do', () => {
  let aws: Emulated;
  beforeEach(async () => {
    aws = await emulated();
  });
  afterEach(() => aws.close());

  async function signIn(
    userName = 'dana',
    accountId = PRODUCTION,
    permissionSetName = 'ReadOnlyAccess',
  ): Promise<string> {
    const { body } = await aws.control('role-credentials', {
      accountId,
      permissionSetName,
      userName: `${userName}@example.com`,
    });
    return body.id;
  }

  const attempt = async (id: string, call = READING) =>
    (await aws.control(`role-credentials/${id}`, call)).body;

  const effectOf = async (id: string) => (await attempt(id)).effect;

  async function given(key = dana()) {
    await aws.create(key);
    aws.finish();
  }

  const putInline = (InlinePolicy: string, PermissionSetArn = READ_ONLY) =>
    aws.clients.sso.send(
      new PutInlinePolicyToPermissionSetCommand({
        InstanceArn,
        PermissionSetArn,
        InlinePolicy,
      }),
    );

  async function provisioned(accountId = PRODUCTION) {
    const { RequestId } = await aws.provision(accountId);
    aws.finish();
    return aws.provisioning(RequestId!);
  }

  describe('the inline policy', () => {
    it('changes nothing until it is provisioned in that account', async () => {
      await given();
      await given(dana(STAGING));
      const [production, staging] = [
        await signIn(),
        await signIn('dana', STAGING),
      ];
      await putInline(
        denyWhen({ StringEquals: { 'identitystore:UserId': DANA } }),
      );
      expect(await effectOf(production)).toBe('allowed');
      expect(await aws.provisionedIn(READ_ONLY)).toHaveLength(2);
      expect(
        await aws.provisionedIn(READ_ONLY, 'LATEST_PERMISSION_SET_PROVISIONED'),
      ).toEqual([]);

      expect((await provisioned()).Status).toBe('SUCCEEDED');
      expect(await attempt(production)).toEqual({
        effect: 'denied',
        because: 'a statement denies it',
      });
      expect(await effectOf(staging)).toBe('allowed');
      expect(
        await aws.provisionedIn(READ_ONLY, 'LATEST_PERMISSION_SET_PROVISIONED'),
      ).toEqual([PRODUCTION]);
      expect(
        await aws.provisionedIn(
          READ_ONLY,
          'LATEST_PERMISSION_SET_NOT_PROVISIONED',
        ),
      ).toEqual([STAGING]);
    });

    it('stays out when provisioning fails', async () => {
      await given();
      const id = await signIn();
      await aws.control('faults', { kind: 'fail-async', times: 1 });
      await putInline(
        denyWhen({ StringEquals: { 'identitystore:UserId': DANA } }),
      );
      expect((await provisioned()).Status).toBe('FAILED');
      expect(await effectOf(id)).toBe('allowed');
    });

    it('denies a list of people in a list of accounts, and nobody else', async () => {
      await given();
      await given(theo());
      await given(dana(STAGING));
      const here = await signIn();
      const other = await signIn('theo');
      const there = await signIn('dana', STAGING);
      await putInline(
        denyWhen({
          'ForAnyValue:StringEquals': {
            'identitystore:UserId': ['someone', DANA],
          },
          StringEquals: { 'aws:PrincipalAccount': [PRODUCTION, '000'] },
        }),
      );
      await provisioned();
      await provisioned(STAGING);
      expect(await effectOf(here)).toBe('denied');
      expect(await effectOf(other)).toBe('allowed');
      expect(await effectOf(there)).toBe('allowed');
    });

    it('denies tokens issued before a time', async () => {
      await given();
      const before = await signIn();
      aws.clock.advance(1_000);
      await putInline(
        denyWhen({
          DateLessThan: {
            'aws:TokenIssueTime': aws.clock.now().toISOString(),
          },
        }),
      );
      await provisioned();
      const after = await signIn();
      expect(await effectOf(before)).toBe('denied');
      expect(await effectOf(after)).toBe('allowed');
    });

    it('ends access at a time of its own', async () => {
      await given();
      const end = new Date(aws.clock.now().getTime() + HOUR / 2);
      await putInline(
        denyWhen({ DateGreaterThan: { 'aws:CurrentTime': end.toISOString() } }),
      );
      await provisioned();
      const id = await signIn();
      expect(await effectOf(id)).toBe('allowed');
      aws.clock.set(new Date(end.getTime() + 1));
      expect(await effectOf(id)).toBe('denied');
    });
  });

  describe('provisioning with no assignment left', () => {
    it('fails in the end, with one text after the last and another before any', async () => {
      expect(await provisioned()).toMatchObject({
        Status: 'FAILED',
        FailureReason: `Received a 404 status error: Permission set provision not found in AWS account ${PRODUCTION}.`,
      });
      await given();
      await aws.remove();
      aws.finish();
      expect(await provisioned()).toMatchObject({
        Status: 'FAILED',
        FailureReason: 'Received a 404 status error: Assignment not found.',
      });
    });
  });

  it('a role made again is another role', async () => {
    await given();
    const id = await signIn();
    await aws.remove();
    aws.finish();
    expect(await attempt(id)).toEqual({
      effect: 'denied',
      because: 'the role is gone',
    });
    await given();
    expect(await effectOf(id)).toBe('denied');
  });

  describe('a service control policy', () => {
    const scp = (content: string) =>
      aws.control('policies/p-jitdeny1', { content });
    const denyDana = denyWhen({
      StringEquals: { 'identitystore:UserId': [DANA] },
      ArnLike: {
        'aws:PrincipalArn': `arn:aws:iam::${PRODUCTION}:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_ReadOnlyAccess_*`,
      },
    });

    it('denies in the accounts below it, and what it names alone', async () => {
      await given();
      await given(theo());
      const [one, other] = [await signIn(), await signIn('theo')];
      await scp(denyDana);
      expect(await attempt(one)).toEqual({
        effect: 'denied',
        because: 'a service control policy denies it',
      });
      expect(await effectOf(other)).toBe('allowed');
    });

    it('does nothing where it is not attached', async () => {
      await given();
      const id = await signIn();
      await scp(denyDana);
      await aws.control('policies/p-jitdeny1', { targets: [STAGING] });
      expect(await effectOf(id)).toBe('allowed');
      await aws.control('policies/p-jitdeny1', { targets: ['r-emu1'] });
      expect(await effectOf(id)).toBe('denied');
      await aws.control(`policies/p-jitdeny1`, {
        targets: ['ou-emu1-workload'],
      });
      await aws.control(`accounts/${PRODUCTION}`, { parentId: 'r-emu1' });
      expect(await effectOf(id)).toBe('allowed');
    });

    it('never denies in the management account', async () => {
      await aws.close();
      const seed = {
        ...structuredClone(demoSeed),
        callerAccountId: MANAGEMENT,
      };
      aws = await emulated({ seed });
      await given(dana(MANAGEMENT));
      const id = await signIn('dana', MANAGEMENT);
      await aws.control('policies/p-jitdeny1', {
        content: denyWhen({ StringEquals: { 'identitystore:UserId': DANA } }),
        targets: ['r-emu1', MANAGEMENT],
      });
      expect(await effectOf(id)).toBe('allowed');
    });

    it('takes its time to get everywhere, where it was told to', async () => {
      await aws.close();
      aws = await emulated({ times: { controlPolicyMs: 300_000 } });
      await given();
      const id = await signIn();
      await scp(denyDana);
      aws.clock.advance(299_999);
      expect(await effectOf(id)).toBe('allowed');
      aws.clock.advance(1);
      expect(await effectOf(id)).toBe('denied');
    });
  });

  describe('a permissions boundary', () => {
    it('bounds what the policies allow, once provisioned', async () => {
      const key = keyOf('dana', 'AdministratorAccess', PRODUCTION);
      await given(key);
      const id = await signIn('dana', PRODUCTION, 'AdministratorAccess');
      const writing = { ...READING, action: 's3:PutObject' };
      await aws.clients.sso.send(
        new PutPermissionsBoundaryToPermissionSetCommand({
          InstanceArn,
          PermissionSetArn: key.PermissionSetArn,
          PermissionsBoundary: {
            ManagedPolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
          },
        }),
      );
      expect((await attempt(id, writing)).effect).toBe('allowed');
      await aws.provision(PRODUCTION, key.PermissionSetArn);
      aws.finish();
      expect(await attempt(id, writing)).toEqual({
        effect: 'denied',
        because: 'the permissions boundary does not allow it',
      });
      expect(await effectOf(id)).toBe('allowed');
      await aws.clients.sso.send(
        new DeletePermissionsBoundaryFromPermissionSetCommand({
          InstanceArn,
          PermissionSetArn: key.PermissionSetArn,
        }),
      );
      expect(
        await aws.provisionedIn(
          key.PermissionSetArn,
          'LATEST_PERMISSION_SET_NOT_PROVISIONED',
        ),
      ).toContain(PRODUCTION);
    });
  });

  it('says so where a condition is not emulated, unless a deny holds anyway', async () => {
    await given();
    const id = await signIn();
    await putInline(
      denyWhen({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }),
    );
    await provisioned();
    expect(await attempt(id)).toEqual({
      effect: 'not-emulated',
      because: 'the condition Bool is not emulated',
    });
    await aws.control('policies/p-jitdeny1', { content: denyWhen({}) });
    expect(await effectOf(id)).toBe('denied');
  });
});
