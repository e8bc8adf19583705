import { CustomPermissionSet } from '@jit-portal/backstage-plugin-jit-common';
import { SessionRecord } from '../domain/model';
import { HOUR, MINUTE } from './__testUtils__/Stage';
import { onEachDatabase, Play } from './__testUtils__/onEachDatabase';

const READ = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const QUEUES = 'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess';
const BOUNDARY = 'arn:aws:iam::aws:policy/PowerUserAccess';

const INLINE =
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*"}}';

const custom: CustomPermissionSet = {
  type: 'custom',
  name: 'JIT-fix',
  sessionDuration: 'PT1H',
  managedPolicies: [READ, QUEUES],
  inlinePolicy: INLINE,
  permissionsBoundary: BOUNDARY,
};

onEachDatabase('a custom set', play => {
  let stage: Play['stage'];
  let aws: Play['aws'];
  let clock: Play['clock'];
  let session: SessionRecord;

  beforeEach(async () => {
    ({ stage, aws, clock } = play());
    session = await stage.approve({ custom, minutes: 60 });
  });

  const now = () => stage.session(session);
  const changes = () =>
    aws.customSets.calls.filter(call => call !== 'read' && call !== 'find');
  const only = () => [...aws.customSets.sets.values()][0];
  const row = () => stage.knex('custom_sets').first();
  const nameKey = async () =>
    (await stage.knex('requests').first()).custom_name_key;

  it('is made as reviewed, with its own end, and assigned only then', async () => {
    await stage.run(3_000);
    const active = await now();
    expect(active.status).toBe('ACTIVE');
    expect(changes()).toEqual([
      'create',
      'putBoundary',
      'putInline',
      'attach',
      'attach',
    ]);
    const end = `${active.hardEnd!.toISOString().slice(0, 19)}Z`;
    expect(only()).toMatchObject({
      name: 'JIT-fix',
      managedPolicyArns: [READ, QUEUES],
      boundary: { managedPolicyArn: BOUNDARY },
      sessionDuration: 'PT1H',
    });
    expect(Object.fromEntries(only().tags)).toEqual({
      'jit-managed': 'true',
      'jit-eligible': 'true',
      'jit-request': session.requestId,
      'jit-expires': end,
    });
    expect(JSON.parse(only().inlinePolicy).Statement).toEqual([
      JSON.parse(INLINE).Statement,
      {
        Sid: 'JitHardEnd',
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { DateGreaterThanEquals: { 'aws:CurrentTime': end } },
      },
    ]);
    const [arn] = aws.customSets.sets.keys();
    expect([...aws.assignments]).toEqual([`111111111111 ${arn} dana`]);
  });

  it('ends with its access, and its name is free again', async () => {
    await stage.run(3_000);
    clock.set((await now()).expiresAt!);
    await stage.run(3_000);
    expect(await now()).toMatchObject({ status: 'ENDED', cleanup: 'done' });
    expect(aws.assignments.size).toBe(0);
    expect(aws.customSets.sets.size).toBe(0);
    expect(await row()).toMatchObject({ state: 'gone' });
    expect(await nameKey()).toBeNull();
    // Nothing is left to look at
    const looks = aws.calls.length;
    await stage.run(2 * HOUR, 10 * MINUTE);
    expect(aws.calls).toHaveLength(looks);
  });

  it.each([
    ['222222222222', 'custom-set.not-deleted', 'high'],
    ['111111111111', 'custom-set.assigned-to-others', 'critical'],
  ])(
    'waits, visibly, while others have it in %s',
    async (account, type, severity) => {
      await stage.run(3_000);
      const [arn] = aws.customSets.sets.keys();
      const other = `${account} ${arn} stranger`;
      aws.assignments.add(other);
      await stage.revoke(session);
      await stage.run(5_000);
      expect(await now()).toMatchObject({
        status: 'REVOKED',
        cleanup: 'pending',
      });
      expect(await nameKey()).toBe('jit-fix');
      await stage.run(30 * MINUTE, 5_000);
      expect(await stage.events(type)).toMatchObject([{ severity }]);
      expect(aws.assignments).toEqual(new Set([other]));
      aws.assignments.clear();
      await stage.run(10 * MINUTE, 5_000);
      expect(await now()).toMatchObject({ cleanup: 'done' });
    },
  );

  it('revoked before anything was sent, makes nothing', async () => {
    await stage.revoke(session);
    await stage.run(1_000);
    expect(await now()).toMatchObject({ status: 'REVOKED', cleanup: 'done' });
    expect(changes()).toEqual([]);
    expect(await nameKey()).toBeNull();
  });

  it('that somebody made beforehand is not touched (H17)', async () => {
    aws.customSets.put('arn:aws:sso:::permissionSet/ssoins-1/ps-theirs', {
      name: 'JIT-fix',
      sessionDuration: 'PT1H',
      tags: { 'jit-managed': 'true', 'jit-request': 'request-0' },
    });
    await stage.run(2_000);
    expect(await now()).toMatchObject({
      status: 'FAILED',
      failure: { code: 'name-taken' },
    });
    await stage.run(20 * MINUTE, 30_000);
    expect(aws.customSets.sets.size).toBe(1);
    expect(await now()).toMatchObject({ cleanup: 'done' });
  });

  it.each([
    [
      'AdministratorAccess',
      { managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
    ],
    ['another inline policy', { inlinePolicy: INLINE }],
    [
      'a policy of the account',
      { customerPolicies: [{ name: 'own', path: '/' }] },
    ],
    ['another boundary', { boundary: { managedPolicyArn: READ } }],
    ['longer sessions', { sessionDuration: 'PT12H' }],
  ])(
    'with our name and tag and %s is ended, not repaired (H17)',
    async (_, more) => {
      aws.customSets.put('arn:aws:sso:::permissionSet/ssoins-1/ps-forged', {
        name: 'JIT-fix',
        sessionDuration: 'PT1H',
        tags: { 'jit-managed': 'true', 'jit-request': session.requestId },
        ...more,
      });
      await stage.run(3_000);
      expect(await now()).toMatchObject({
        status: 'FAILED',
        failure: { code: 'set-not-as-reviewed' },
      });
      expect(aws.calls).not.toContain('assign');
      expect(await stage.events('session.forged')).toMatchObject([
        { severity: 'critical' },
      ]);
      expect(aws.customSets.sets.size).toBe(0);
    },
  );

  it('that others have while it is in use is told once (H17)', async () => {
    await stage.run(3_000);
    const [arn] = aws.customSets.sets.keys();
    aws.assignments.add(`111111111111 ${arn} stranger`);
    await stage.run(12 * MINUTE, 5_000);
    expect((await now()).status).toBe('ACTIVE');
    expect(await stage.events('custom-set.assigned-to-others')).toMatchObject([
      { severity: 'critical' },
    ]);
  });

  it('that changes while it is in use ends the access', async () => {
    await stage.run(3_000);
    only().managedPolicyArns = [READ, QUEUES, BOUNDARY];
    await stage.run(6 * MINUTE, 5_000);
    expect(await now()).toMatchObject({
      status: 'FAILED',
      failure: { code: 'set-not-as-reviewed' },
      cleanup: 'done',
    });
    expect(aws.assignments.size).toBe(0);
  });

  it.each(['create', 'putBoundary', 'attach', 'putInline', 'remove'] as const)(
    'gets over a lost answer and a throttled call of %s',
    async method => {
      aws.customSets.faults.push(
        { method, kind: 'lost' },
        { method, kind: 'throttled' },
      );
      await stage.run(30_000, 500);
      expect((await now()).status).toBe('ACTIVE');
      expect(aws.customSets.sets.size).toBe(1);
      await stage.revoke(session);
      await stage.run(60_000, 1_000);
      expect(await now()).toMatchObject({ status: 'REVOKED', cleanup: 'done' });
      expect(aws.customSets.sets.size).toBe(0);
    },
  );

  it('that AWS refuses for good fails with the reason, and leaves nothing', async () => {
    aws.customSets.faults.push({ method: 'attach', kind: 'denied' });
    await stage.run(3_000);
    expect(await now()).toMatchObject({
      status: 'FAILED',
      failure: { code: 'access-denied' },
      cleanup: 'done',
    });
    expect(aws.customSets.sets.size).toBe(0);
  });

  it('whose making was lost and revoked is found and deleted', async () => {
    aws.customSets.faults.push({ method: 'create', kind: 'lost' });
    await stage.engine.pass();
    await stage.revoke(session);
    await stage.run(2 * MINUTE, 1_000);
    expect(await now()).toMatchObject({ status: 'REVOKED', cleanup: 'done' });
    expect(aws.customSets.sets.size).toBe(0);
  });

  describe('that a lost process left', () => {
    const left = (requestId: string, tags: object = {}) =>
      aws.customSets.put('arn:aws:sso:::permissionSet/ssoins-1/ps-left', {
        name: 'JIT-fix',
        sessionDuration: 'PT1H',
        tags: { 'jit-managed': 'true', 'jit-request': requestId, ...tags },
      });

    beforeEach(async () => {
      await stage.revoke(session);
      await stage.run(1_000);
    });

    it('goes, where its request is on record and over', async () => {
      expect(await now()).toMatchObject({ cleanup: 'done' });
      left(session.requestId);
      await stage.run(HOUR, 5 * MINUTE);
      await stage.run(2_000);
      expect(aws.customSets.sets.size).toBe(0);
      expect(await now()).toMatchObject({ cleanup: 'done' });
      expect(await stage.events('custom-set.left-behind')).toHaveLength(1);
    });

    it.each([
      ['our tag and no record', 'request-99', {}],
      ['a record and not our tag', 'request-1', { 'jit-managed': 'false' }],
    ])('stays, with %s', async (_, requestId, tags) => {
      left(requestId, tags);
      await stage.run(3 * HOUR, 5 * MINUTE);
      expect(aws.customSets.sets.size).toBe(1);
      expect(changes()).toEqual([]);
    });
  });
});
