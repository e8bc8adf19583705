import { SubmitRequest } from '@jit-portal/backstage-plugin-jit-common';
import { judgeAgain } from '../engine/judge';
import { sessionOf } from '../store/rows';
import { DATA_LAKE, PRODUCTION } from '../testing/accounts';
import { Name } from '../testing/cast';
import { managedArn } from '../testing/FakeManagedPolicies';
import { setArnOf } from '../testing/FakeIdentityCenter';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { demoConfig, Portal } from '../testing/Portal';

const INLINE = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::payouts/retry/*"
    }
  ]
}`;

type Custom = Extract<SubmitRequest['permissionSet'], { type: 'custom' }>;

const custom = (change: Partial<Custom> = {}): Custom => ({
  type: 'custom',
  name: 'JIT-fix-export',
  sessionDuration: 'PT1H',
  managedPolicies: [managedArn('AmazonS3ReadOnlyAccess')],
  inlinePolicy: INLINE,
  ...change,
});

const statement = (fields: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Resource: '*', ...fields }],
  });

/** Grave, not refused, and more of it than is shown. */
const flood = (...last: object[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      ...Array.from({ length: 130 }, () => ({
        Effect: 'Allow',
        Action: 'sqs:*',
        Resource: '*',
      })),
      ...last.map(one => ({ Effect: 'Allow', Resource: '*', ...one })),
    ],
  });

onEachDatabase('a custom request', on => {
  let portal: Portal;
  beforeEach(() => {
    portal = on();
  });

  const asks = (
    change: Partial<Custom> = {},
    more: Partial<SubmitRequest> = {},
    name: Name = 'dana',
  ) => portal.asks(name, { permissionSet: custom(change), ...more });

  it('waits for an owner first, and keeps the very bytes', async () => {
    const request = await asks();
    expect(request).toMatchObject({
      status: 'PENDING_OWNER',
      permissionSet: custom(),
      stages: [
        { name: 'owner', status: 'waiting' },
        { name: 'admin', status: 'next' },
      ],
    });
    const row = await portal.db('requests').first();
    expect(JSON.parse(row.permission_set).inlinePolicy).toBe(INLINE);
    expect(row.content_hash).toBe(request.contentHash);
  });

  it('is judged one at a time, while it is written and when it is sent', async () => {
    const { advisor } = portal;
    const advise = advisor.advise.bind(advisor);
    let atWork = 0;
    let most = 0;
    jest.spyOn(advisor, 'advise').mockImplementation(async asked => {
      atWork += 1;
      most = Math.max(most, atWork);
      try {
        return await advise(asked);
      } finally {
        atWork -= 1;
      }
    });
    const written = portal.service.checkPolicies(
      { managedPolicies: [], inlinePolicy: INLINE },
      portal.as('dana'),
    );
    const sent = ['JIT-one', 'JIT-two'].map(name => asks({ name }));
    await Promise.all([written, ...sent]);
    expect(advisor.advise).toHaveBeenCalledTimes(3);
    expect(most).toBe(1);
  });

  it('is judged for the account that it is for', async () => {
    const writing = (account: string) =>
      statement({
        Action: 's3:PutObject',
        Condition: { StringEquals: { 'aws:ResourceAccount': account } },
      });
    const found = async (account: string, name: string) => {
      const inlinePolicy = writing(account);
      const check = await portal.service.checkPolicies(
        { managedPolicies: [], inlinePolicy, accountId: PRODUCTION },
        portal.as('dana'),
      );
      const managedPolicies: string[] = [];
      const { id } = await asks({ managedPolicies, inlinePolicy, name });
      const seen = await portal.service.getRequest(id, portal.as('olivia'));
      return [check, seen].map(({ findings = [] }) =>
        findings.map(({ code }) => code),
      );
    };
    const away = await found('999988887777', 'JIT-away');
    expect(away).toEqual([
      ['copies-data-out', 'writes-everywhere'],
      ['copies-data-out', 'writes-everywhere'],
    ]);
    const own = await found(PRODUCTION, 'JIT-own');
    expect(own).toEqual([['writes-everywhere'], ['writes-everywhere']]);
  });

  it('is shown with findings, its end, and the sets that would do', async () => {
    portal.aws.sets.set(setArnOf('BillingView'), {
      ...portal.aws.sets.get(setArnOf('BillingView'))!,
      content: {
        managedPolicyArns: [managedArn('AdministratorAccess')],
        customerPolicies: [],
        inlinePolicy: '',
        sessionDuration: 'PT1H',
      },
    });
    await portal.project();
    const request = await asks({
      inlinePolicy: statement({ Action: 's3:DeleteObject' }),
    });
    const seen = await portal.service.getRequest(
      request.id,
      portal.as('olivia'),
    );
    expect(seen.findings).toContainEqual(
      expect.objectContaining({
        code: 'writes-everywhere',
        severity: 'MEDIUM',
        source: 'inline',
        place: expect.objectContaining({ pointer: '/Statement/0/Action' }),
      }),
    );
    expect(seen.coveredBy).toMatchObject([
      { name: 'BillingView', covers: 'whole' },
    ]);
    expect(seen.inlinePolicyWithEnd).toContain('JitHardEnd');
    expect(seen.inlinePolicyWithEnd).toContain('0000-00-00T00:00:00Z');
    expect(seen.riskFlags.map(({ text }) => text)).toEqual([
      'Writes to every resource (*)',
      'A standard set covers this: BillingView',
      'First custom request on this account',
      'First request on this account',
    ]);
  });

  it.each<[string, Partial<Custom>, string, string, RegExp]>([
    [
      'no prefix',
      { name: 'fix' },
      'invalid-values',
      'name',
      /begins with JIT-/,
    ],
    ['another case', { name: 'jit-fix' }, 'invalid-values', 'name', /JIT-/],
    ['only the prefix', { name: 'JIT-' }, 'invalid-values', 'name', /1 to 28/],
    [
      'a long name',
      { name: `JIT-${'x'.repeat(29)}` },
      'invalid-values',
      'name',
      /1 to 28/,
    ],
    [
      'odd letters',
      { name: 'JIT-fix it' },
      'invalid-values',
      'name',
      /letters/,
    ],
    [
      'half an hour',
      { sessionDuration: 'PT30M' },
      'invalid-values',
      'sessionDuration',
      /between 1 h and 12 h/,
    ],
    [
      'longer than access lasts (H25)',
      { sessionDuration: 'PT2H' },
      'too-long',
      'sessionDuration',
      /last 2 h, longer than the 1 h/,
    ],
    [
      'nothing in it',
      { managedPolicies: [], inlinePolicy: ' ' },
      'invalid-values',
      'managedPolicies',
      /write an inline policy/,
    ],
    [
      'too many policies',
      {
        managedPolicies: Array.from({ length: 11 }, (_, n) =>
          managedArn(`P${n}`),
        ),
      },
      'invalid-values',
      'managedPolicies',
      /at most 10 .* 11/,
    ],
    [
      'one policy twice',
      {
        managedPolicies: ['A', 'A'].map(() =>
          managedArn('AmazonS3ReadOnlyAccess'),
        ),
      },
      'invalid-values',
      'managedPolicies',
      /chosen twice/,
    ],
    [
      'a policy of the account',
      { managedPolicies: ['arn:aws:iam::111111111111:policy/own'] },
      'invalid-values',
      'managedPolicies',
      /by their ARN/,
    ],
    [
      'a policy that AWS does not have',
      { managedPolicies: [managedArn('Nothing')] },
      'policy-refused',
      'managedPolicies',
      /Nothing/,
    ],
    [
      'one key twice',
      { inlinePolicy: '{"Version":"2012-10-17","Version":"2012-10-17"}' },
      'policy-refused',
      'inlinePolicy',
      /twice.*line 1/,
    ],
    [
      'the portal’s own end',
      {
        inlinePolicy: statement({ Sid: 'JitHardEnd', Action: 's3:GetObject' }),
      },
      'policy-refused',
      'inlinePolicy',
      /JitHardEnd/,
    ],
    [
      'what is never granted, behind a pattern',
      { inlinePolicy: statement({ Action: 'organizations:Leave*' }) },
      'policy-refused',
      'inlinePolicy',
      /organizations:LeaveOrganization/,
    ],
    [
      'what is never granted, spared by a deny of everything else',
      {
        inlinePolicy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: '*', Resource: '*' },
            {
              Effect: 'Deny',
              NotAction: 'organizations:LeaveOrganization',
              Resource: '*',
            },
          ],
        }),
      },
      'policy-refused',
      'inlinePolicy',
      /organizations:LeaveOrganization/,
    ],
    [
      'what is never granted, behind more findings than are shown',
      {
        inlinePolicy: flood({ Action: 'organizations:LeaveOrganization' }),
      },
      'policy-refused',
      'inlinePolicy',
      /organizations:LeaveOrganization/,
    ],
    [
      'a policy that AWS does not have, behind more findings than are shown',
      { inlinePolicy: flood(), managedPolicies: [managedArn('Nothing')] },
      'policy-refused',
      'managedPolicies',
      /Nothing/,
    ],
  ])(
    'with %s is refused, with field and fix',
    async (_, change, code, field, fix) => {
      await expect(asks(change)).rejects.toMatchObject({
        code,
        details: expect.arrayContaining([
          {
            field: `permissionSet.${field}`,
            message: expect.stringMatching(fix),
          },
        ]),
      });
      expect(await portal.db('requests')).toEqual([]);
    },
  );

  it('with more findings than are shown is flagged for each of them, and says how many more there are', async () => {
    const request = await asks({
      inlinePolicy: flood({ Action: 's3:DeleteObject' }),
    });
    const seen = await portal.service.getRequest(
      request.id,
      portal.as('olivia'),
    );
    expect(seen.riskFlags.map(({ text }) => text)).toContain(
      'Writes to every resource (*)',
    );
    expect(seen.findings).toHaveLength(100);
    expect(seen.findings?.map(({ code }) => code)).not.toContain(
      'writes-everywhere',
    );
    expect(seen.findings?.[99]).toMatchObject({
      code: 'more-findings',
      severity: 'HIGH',
      includes: expect.arrayContaining(['writes-everywhere']),
    });
  });

  it('is refused where the account takes none, and says so beforehand', async () => {
    const account = portal.catalog.accounts.get(PRODUCTION)!;
    account.settings.customAllowed = false;
    await expect(asks()).rejects.toMatchObject({
      code: 'custom-sets-not-allowed',
      details: [{ field: 'permissionSet.type' }],
    });
    await portal.project();
    const options = await portal.service.getRequestOptions(
      PRODUCTION,
      portal.as('dana'),
    );
    expect(options).toMatchObject({ customAllowed: false });
    expect(options.customLimits).toBeUndefined();
  });

  it('reserves its name, in any case, until it is over', async () => {
    const first = await asks();
    await expect(
      asks({ name: 'JIT-Fix-Export' }, {}, 'theo'),
    ).rejects.toMatchObject({
      code: 'name-taken',
      details: [
        {
          field: 'permissionSet.name',
          message: expect.stringContaining('JIT-Fix-Export-2 is free'),
        },
      ],
    });
    await portal.service.cancelRequest(first.id, portal.as('dana'));
    await expect(asks({}, {}, 'theo')).resolves.toBeDefined();
  });

  it('of two who ask for one name at once, gives it to one', async () => {
    const asked = await Promise.allSettled([
      asks({}, {}, 'dana'),
      asks({}, {}, 'theo'),
      asks({}, {}, 'omar'),
    ]);
    const refused = asked.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(2);
    for (const one of refused) {
      expect(one).toMatchObject({ reason: { code: 'name-taken' } });
    }
  });

  it('is refused where AWS has no room, when it is sent', async () => {
    portal.aws.setsInAccount = 500;
    await expect(asks()).rejects.toMatchObject({ code: 'sets-used-up' });
  });

  it('waits where AWS cannot be asked what a policy says', async () => {
    portal.managed.isDown = true;
    await expect(asks()).rejects.toMatchObject({ code: 'aws-unavailable' });
  });

  it('needs two people besides the requester', async () => {
    for (const name of ['sam', 'lena', 'petra'] as const) {
      const standing = portal.catalog.people.get(`user:default/${name}`)!;
      portal.catalog.people.set(standing.person.ref, {
        ...standing,
        isSsoAdmin: name === 'petra',
      });
    }
    const account = portal.catalog.accounts.get(PRODUCTION)!;
    account.ownerPeople = [{ ref: 'user:default/petra', via: 'owner' }];
    await expect(asks()).rejects.toMatchObject({
      code: 'no-reviewer',
      message: expect.stringContaining('SSO Admin besides you'),
    });
  });

  const review =
    (name: Name, change: object = {}) =>
    async () => {
      const request = (await portal.stores.requests.find('REQ-1'))!;
      return portal.service.reviewRequest(
        request.id,
        {
          version: request.version,
          decision: 'approve',
          contentHash: request.contentHash,
          ...change,
        },
        portal.as(name),
      );
    };

  /** As the engine does right before the first call. */
  const judged = async (config = demoConfig) => {
    const judge = judgeAgain({
      db: portal.db,
      clock: portal.clock,
      config,
      fresh: portal.catalog,
      identityCenter: portal.aws,
      advisor: portal.advisor,
    });
    return judge(sessionOf(await portal.db('sessions').first()));
  };

  describe.each<[string, () => void]>([
    [
      'AWS put into a managed one what is never granted',
      () =>
        portal.managed.documents.set(
          'AmazonS3ReadOnlyAccess',
          statement({ Action: 'organizations:*' }),
        ),
    ],
    [
      'AWS took a managed one away',
      () => portal.managed.documents.delete('AmazonS3ReadOnlyAccess'),
    ],
  ])('whose policies have more findings than are shown: %s', (_, change) => {
    const approves = (name: Name) =>
      review(name, { comment: 'Queues alone are wide' })();

    beforeEach(async () => {
      await asks({ inlinePolicy: flood() });
      await approves('olivia');
    });

    it('is not approved', async () => {
      change();
      await expect(approves('sam')).rejects.toMatchObject({
        code: 'no-longer-grantable',
        details: [{ field: 'permissionSet' }],
      });
    });

    it('is not given by the engine', async () => {
      await approves('sam');
      expect(await judged()).toEqual({ ok: true, minutes: 60 });
      change();
      expect(await judged()).toMatchObject({
        ok: false,
        code: 'no-longer-grantable',
      });
    });
  });

  describe('is reviewed by two people in order', () => {
    beforeEach(async () => {
      await asks();
    });

    it('sam, an SSO admin, cannot act first', async () => {
      await expect(review('sam')()).rejects.toMatchObject({
        code: 'not-your-stage',
      });
    });

    it('olivia cannot act again, nor petra, who holds both roles', async () => {
      const waiting = await review('petra', {
        comment: 'fits the task',
        duration: 'PT45M',
      })();
      expect(waiting).toMatchObject({
        status: 'PENDING_ADMIN',
        stages: [
          {
            status: 'approved',
            review: { by: { displayName: 'Petra' }, duration: 'PT45M' },
          },
          { status: 'waiting' },
        ],
      });
      await expect(review('petra')()).rejects.toMatchObject({
        code: 'same-reviewer',
      });
      await expect(review('olivia')()).rejects.toMatchObject({
        code: 'not-your-stage',
      });
      await expect(review('dana')()).rejects.toMatchObject({
        code: 'own-request',
      });
    });

    it('an approval names what was seen', async () => {
      await expect(
        review('olivia', { contentHash: undefined })(),
      ).rejects.toMatchObject({
        code: 'invalid-values',
        details: [{ field: 'contentHash' }],
      });
      await expect(
        review('olivia', { contentHash: 'f'.repeat(64) })(),
      ).rejects.toMatchObject({ code: 'version-changed' });
    });

    it.each(['permission_set', 'policy_findings'])(
      'and a %s that changed under it is not approved',
      async column => {
        const row = await portal.db('requests').first();
        const changed = row[column].replace(/Allow|s3/, 'Deny');
        await portal
          .db('requests')
          .update({ [column]: column === 'permission_set' ? changed : '[]' });
        await expect(review('olivia')()).rejects.toMatchObject({
          code: 'version-changed',
        });
      },
    );

    it('the second one gives access, for the shortest time said', async () => {
      await review('olivia', { duration: 'PT45M' })();
      const approved = await review('sam')();
      expect(approved).toMatchObject({
        status: 'APPROVED',
        approvedDuration: 'PT45M',
        session: {
          status: 'PROVISIONING',
          permissionSet: { type: 'custom', name: 'JIT-fix-export' },
          duration: 'PT45M',
        },
      });
      expect(await portal.db('custom_sets').first()).toMatchObject({
        name: 'JIT-fix-export',
        state: 'wanted',
        arn: null,
      });
      // Reserved until the set is deleted
      await expect(asks({}, {}, 'theo')).rejects.toMatchObject({
        code: 'name-taken',
      });
    });

    it.each<[string, () => void]>([
      [
        'the account takes none any more',
        () => {
          const account = portal.catalog.accounts.get(PRODUCTION)!;
          account.settings.customAllowed = false;
        },
      ],
      [
        'AWS took a policy away',
        () => portal.managed.documents.delete('AmazonS3ReadOnlyAccess'),
      ],
    ])('the second one is judged again: %s', async (_, change) => {
      await review('olivia')();
      change();
      await expect(review('sam')()).rejects.toMatchObject({
        code: 'no-longer-grantable',
        details: [{ field: 'permissionSet' }],
      });
      const request = await portal.stores.requests.find('REQ-1');
      expect(request).toMatchObject({ status: 'PENDING_ADMIN' });
    });

    describe('and judged by the engine right before the first call', () => {
      const change = (table: string, values: object) =>
        portal.db(table).update(values);

      beforeEach(async () => {
        await review('olivia')();
        await review('sam')();
      });

      it('is a right', async () => {
        expect(await judged()).toEqual({ ok: true, minutes: 60 });
      });

      it('is none where sets are bounded otherwise by now (H18)', async () => {
        const { customSets } = demoConfig;
        const boundary = managedArn('PowerUserAccess');
        expect(
          await judged({
            ...demoConfig,
            customSets: { ...customSets, boundary },
          }),
        ).toMatchObject({
          ok: false,
          code: 'no-longer-grantable',
          message: expect.stringContaining('another permissions boundary'),
        });
      });

      it.each<[string, () => Promise<unknown>]>([
        [
          'with another set at its key',
          async () => {
            const arn = setArnOf('AdministratorAccess');
            await change('sessions', { permission_set_arn: arn });
            await change('assignments', { permission_set_arn: arn });
          },
        ],
        ['with no record of a set', () => portal.db('custom_sets').delete()],
        [
          'with another policy in it',
          async () => {
            const row = await portal.db('requests').first();
            const set = JSON.parse(row.permission_set);
            const more = [managedArn('AdministratorAccess')];
            await change('requests', {
              permission_set: JSON.stringify({ ...set, managedPolicies: more }),
            });
          },
        ],
        [
          'with one review taken out of the plan',
          async () => {
            const row = await portal.db('requests').first();
            const plan = JSON.parse(row.plan);
            await change('requests', {
              plan: JSON.stringify({ ...plan, stages: [plan.stages[1]] }),
            });
          },
        ],
      ])('%s is none (H31)', async (_, forge) => {
        await forge();
        expect(await judged()).toMatchObject({
          ok: false,
          code: 'not-proven',
          forged: true,
        });
      });
    });

    it('a rejection frees the name', async () => {
      await review('olivia', {
        decision: 'reject',
        comment: 'ReadOnlyAccess covers this',
        reasonCode: 'standard-set-covers',
      })();
      await expect(asks({}, {}, 'theo')).resolves.toBeDefined();
    });
  });

  it('theo’s own account is reviewed by an admin, then an SSO admin', async () => {
    const request = await asks({}, { accountId: DATA_LAKE }, 'theo');
    expect(request.stages[0]).toMatchObject({ adminsInstead: true });
    const approve = (name: Name, version: number) =>
      portal.service.reviewRequest(
        request.id,
        { version, decision: 'approve', contentHash: request.contentHash },
        portal.as(name),
      );
    await expect(approve('sam', 1)).rejects.toMatchObject({
      code: 'not-your-stage',
    });
    await expect(approve('ada', 1)).resolves.toMatchObject({
      status: 'PENDING_ADMIN',
    });
    // That admins stood in is on record (H19)
    const event = await portal
      .db('audit_events')
      .where({ type: 'request.stage-approved' })
      .first();
    expect(JSON.parse(event.data)).toMatchObject({ adminsInstead: true });
  });

  it('theo’s own account waits while the catalog cannot be read: no admin stands in (H19)', async () => {
    portal.catalog.isDown = true;
    await expect(
      asks({}, { accountId: DATA_LAKE }, 'theo'),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    expect(await portal.db('requests')).toEqual([]);
  });

  describe('while it is written', () => {
    const check = (inlinePolicy: string, accountId?: string) =>
      portal.service.checkPolicies(
        { managedPolicies: [], inlinePolicy, accountId },
        portal.as('dana'),
      );

    it('is told what is wrong, and where', async () => {
      const { problems, size } = await check('{"Version": 1');
      expect(problems).toEqual([
        expect.objectContaining({
          code: 'json-syntax',
          field: 'permissionSet.inlinePolicy',
          place: expect.objectContaining({ line: 1 }),
        }),
      ]);
      expect(size).toMatchObject({ characters: 13, nonBlank: 12 });
    });

    it('is told what it allows, and stores nothing', async () => {
      const { findings } = await check(statement({ Action: '*' }), PRODUCTION);
      expect(findings).toContainEqual(
        expect.objectContaining({ code: 'all-actions', severity: 'HIGH' }),
      );
      expect(await portal.db('requests')).toEqual([]);
    });

    it('one person asks so often in a minute, and no more', async () => {
      const often = () =>
        portal.service.listManagedPolicies({}, portal.as('dana'));
      for (let n = 0; n < 120; n += 1) await often();
      await expect(often()).rejects.toMatchObject({ code: 'too-many-checks' });
      await expect(
        portal.service.listManagedPolicies({ q: 's3 read' }, portal.as('theo')),
      ).resolves.toMatchObject({
        items: [{ name: 'AmazonS3ReadOnlyAccess' }],
        totalItems: 1,
      });
      portal.clock.advance(60_000);
      await expect(often()).resolves.toBeDefined();
    });
  });
});
