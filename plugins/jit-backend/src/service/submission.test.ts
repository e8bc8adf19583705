import { Name } from '../testing/cast';
import {
  DATA_LAKE,
  LEGACY,
  PRODUCTION,
  SANDBOX,
  STAGING,
} from '../testing/accounts';
import { setArnOf } from '../testing/FakeIdentityCenter';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { body, demoConfig, Portal } from '../testing/Portal';

const NOBODY = '999999999999';

onEachDatabase('a submission', on => {
  let portal: Portal;
  beforeEach(() => {
    portal = on();
  });

  async function eventsOf(type: string) {
    const rows = await portal.db('audit_events').where({ type }).orderBy('id');
    return rows.map(row => ({ ...row, data: JSON.parse(row.data) }));
  }

  it('is saved with its audit event and what is to be told', async () => {
    const request = await portal.asks('dana');
    const [event] = await eventsOf('request.submitted');
    expect(event).toMatchObject({
      request_id: request.id,
      actor_ref: 'user:default/dana',
      data: { requesterRef: 'user:default/dana', minutes: 60 },
    });
    expect(event.data.contentHash).toMatch(/^[0-9a-f]{64}$/);
    const outbox = await portal.db('outbox').orderBy('id');
    expect(
      outbox.map(({ kind, payload, due_at }) => [
        kind,
        JSON.parse(payload).topic,
        (+new Date(due_at) - +portal.clock.read()) / 3_600_000,
      ]),
    ).toEqual([
      ['notification', 'review-wanted', 0],
      ['signal', undefined, 0],
      // Of an approval window of a day
      ['notification', 'review-due-soon', 18],
      ['notification', 'review-escalated', 21.6],
    ]);
    expect(portal.woken).toBe(1);
  });

  it('is told what the reviewer should notice', async () => {
    portal.clock.set('2026-11-21T09:00:00Z'); // a Saturday
    const request = await portal.asks('dana', {
      justification: 'Have a look at the failed payouts',
    });
    expect(request.riskFlags.map(({ code }) => code)).toEqual([
      'outside-working-hours',
      'first-request',
      'no-ticket-link',
    ]);
  });

  describe.each<[string, Name, Parameters<typeof body>[0], string, number]>([
    ['unknown account', 'dana', { accountId: NOBODY }, 'unknown-account', 400],
    [
      'suspended account',
      'dana',
      { accountId: LEGACY },
      'account-not-active',
      400,
    ],
    [
      'set that is not offered',
      'dana',
      { permissionSet: { type: 'standard', name: 'AdministratorAccess' } },
      'set-not-offered',
      400,
    ],
    ['too long', 'dana', { duration: 'PT9H' }, 'invalid-values', 400],
    ['too short', 'dana', { duration: 'PT5M' }, 'invalid-values', 400],
    ['off the step', 'dana', { duration: 'PT20M' }, 'invalid-values', 400],
    ['no duration', 'dana', { duration: 'an hour' }, 'invalid-values', 400],
    ['short reason', 'dana', { justification: 'debug' }, 'invalid-values', 400],
    ['disabled person', 'noah', {}, 'disabled-in-identity-center', 403],
  ])('%s', (_title, name, change, code) => {
    it(`is refused as ${code}, and that is on record`, async () => {
      await expect(portal.asks(name, change)).rejects.toMatchObject({ code });
      const [event] = await eventsOf('request.refused');
      expect(event.data).toMatchObject({ deed: 'request.create', code });
      expect(await portal.db('requests')).toEqual([]);
    });
  });

  it.each([
    '1'.repeat(100),
    '12345',
    'x',
    '１２３４５６７８９０１２',
    '1\u0000',
  ])(
    'keeps on record that %j was refused, which is no account id',
    async accountId => {
      await expect(portal.asks('dana', { accountId })).rejects.toMatchObject({
        code: 'unknown-account',
      });
      const [event] = await eventsOf('request.refused');
      expect(event.account_id).toBeNull();
      expect(event.data).toMatchObject({
        deed: 'request.create',
        code: 'unknown-account',
        accountId,
      });
    },
  );

  it('keeps a well-formed account id where the record looks for it', async () => {
    await expect(portal.asks('dana', { accountId: NOBODY })).rejects.toThrow();
    const [event] = await eventsOf('request.refused');
    expect(event.account_id).toBe(NOBODY);
    expect(event.data).not.toHaveProperty('accountId');
  });

  describe('of a set whose IAM sessions last long (H25)', () => {
    const long = { permissionSet: { type: 'standard', name: 'BillingView' } };
    beforeEach(async () => {
      const set = portal.aws.sets.get(setArnOf('BillingView'))!;
      portal.aws.sets.set(set.arn, { ...set, sessionMinutes: 240 });
      await portal.project();
    });
    const asks = (duration: string) =>
      portal.asks('dana', { ...long, duration } as Parameters<typeof body>[0]);

    it('is refused where credentials would outlast what is asked for', async () => {
      await expect(asks('PT3H45M')).rejects.toMatchObject({
        code: 'too-long',
        details: [
          {
            field: 'duration',
            message: expect.stringMatching(/last 4 h, longer than the 3 h 45/),
          },
        ],
      });
      await expect(asks('PT4H')).resolves.toMatchObject({ status: 'PENDING' });
    });

    it('is not given for less time than they last', async () => {
      const { id, version } = await asks('PT4H');
      const approve = (duration?: string) =>
        portal.service.reviewRequest(
          id,
          { version, decision: 'approve', duration },
          portal.as('olivia'),
        );
      await expect(approve('PT30M')).rejects.toMatchObject({
        code: 'no-longer-grantable',
        details: [
          {
            field: 'duration',
            message: expect.stringMatching(
              /last 4 h, longer than the 30 min that would be given/,
            ),
          },
        ],
      });
      expect(await portal.db('sessions')).toEqual([]);
      await expect(approve()).resolves.toMatchObject({ status: 'APPROVED' });
    });

    it('is taken where ends cut credentials off, or configuration allows it', async () => {
      const config = demoConfig;
      const before = { ...config };
      try {
        config.credentialsMode = 'inline-deny';
        await expect(asks('PT1H')).resolves.toBeDefined();
        config.credentialsMode = 'assignment';
        config.credentials = { allowLongSessions: true };
        await expect(
          portal.asks('theo', {
            ...long,
            duration: 'PT1H',
          } as Parameters<typeof body>[0]),
        ).resolves.toBeDefined();
      } finally {
        Object.assign(config, before);
      }
    });
  });

  it('is told all wrong values at once', async () => {
    await expect(
      portal.asks('dana', { duration: 'PT9H', justification: 'debug' }),
    ).rejects.toMatchObject({
      details: [
        { field: 'duration', message: 'Choose between 15 min and 8 h.' },
        { field: 'justification', message: '15 more characters needed.' },
      ],
    });
  });

  it('is refused where the account names others as requesters', async () => {
    const account = portal.catalog.accounts.get(PRODUCTION)!;
    account.settings.requesters = ['group:default/payments-owners'];
    await expect(portal.asks('dana')).rejects.toMatchObject({
      code: 'requester-not-allowed',
    });
    await expect(portal.asks('olivia')).resolves.toMatchObject({
      status: 'PENDING',
    });
  });

  it('is refused on an account that two entities carry, except to admins', async () => {
    portal.catalog.accounts.get(PRODUCTION)!.duplicate = true;
    await expect(portal.asks('dana')).rejects.toMatchObject({
      code: 'ambiguous-account',
    });
    await expect(portal.asks('ada')).resolves.toBeDefined();
  });

  it('waits for the catalog and for AWS, and takes no trouble for a yes', async () => {
    portal.catalog.isDown = true;
    await expect(portal.asks('dana')).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    portal.catalog.isDown = false;
    portal.aws.isDown = true;
    await expect(portal.asks('dana')).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      code: 'aws-unavailable',
    });
  });

  it('is refused where the policy says no', async () => {
    portal.permits.denied.add('request.create');
    await expect(portal.asks('dana')).rejects.toMatchObject({ code: 'policy' });
  });

  it('is refused while new access is paused, here or everywhere', async () => {
    const pause = {
      by_ref: 'user:default/ada',
      by_name: 'Ada',
      reason: 'an incident',
      at: portal.clock.read(),
    };
    await portal.db('pauses').insert({ ...pause, scope: STAGING });
    await expect(portal.asks('dana')).resolves.toBeDefined();
    await portal.db('pauses').insert({ ...pause, scope: '*' });
    await expect(
      portal.asks('dana', { accountId: DATA_LAKE }),
    ).rejects.toMatchObject({
      code: 'paused',
      message: 'New access is paused: an incident',
    });
  });

  it('is refused where the access stands already, directly or by group', async () => {
    const target = {
      accountId: PRODUCTION,
      permissionSetArn: setArnOf('ReadOnlyAccess'),
      principalId: 'principal-dana',
    };
    portal.aws.giveStanding(target);
    await expect(portal.asks('dana')).rejects.toMatchObject({
      code: 'already-have-access',
      message: expect.stringContaining('directly in AWS'),
    });
    portal.aws.group = { name: 'readers', principalIds: ['principal-theo'] };
    await expect(portal.asks('theo')).rejects.toMatchObject({
      message: expect.stringContaining('through the group readers'),
    });
  });

  it('does not take an own session for standing access', async () => {
    const session = await portal.granted('dana');
    portal.aws.giveStanding({
      accountId: PRODUCTION,
      permissionSetArn: setArnOf('ReadOnlyAccess'),
      principalId: 'principal-dana',
    });
    await portal.activate(session.id);
    await expect(portal.asks('dana')).resolves.toMatchObject({
      status: 'PENDING',
    });
  });

  it('is limited to the cap together with the sessions it carries on', async () => {
    const session = await portal.granted('dana', { duration: 'PT6H' });
    await portal.activate(session.id);
    portal.clock.advance(5 * 3_600_000);
    await expect(
      portal.asks('dana', { duration: 'PT4H' }),
    ).rejects.toMatchObject({
      code: 'too-long',
      message:
        'Together with SES-1 this would be longer than 8 h without a break.',
    });
    await expect(
      portal.asks('dana', { duration: 'PT3H' }),
    ).resolves.toBeDefined();
  });

  it('says which request for the same access waits', async () => {
    await portal.asks('dana');
    await expect(portal.asks('dana')).rejects.toMatchObject({
      code: 'already-pending',
      message: 'REQ-1 for the same access is waiting.',
    });
  });

  it('goes to admins where nobody but the requester owns the account', async () => {
    const request = await portal.asks('theo', { accountId: DATA_LAKE });
    expect(request.stages).toMatchObject([{ adminsInstead: true }]);
    expect(request.waitingFor).toEqual({ names: ['Admins'], more: 0 });
    const other = await portal.asks('dana', { accountId: SANDBOX });
    expect(other.stages).toMatchObject([{ adminsInstead: true }]);
  });

  it('is refused where nobody at all could review it', async () => {
    for (const name of ['sam', 'lena', 'petra', 'ada']) {
      portal.catalog.people.delete(`user:default/${name}`);
    }
    await expect(
      portal.asks('theo', { accountId: DATA_LAKE }),
    ).rejects.toMatchObject({ code: 'no-reviewer' });
  });

  it('keeps who acted for the requester', async () => {
    await portal.service.submitRequest(
      body(),
      {},
      portal.as('dana', 'plugin:mcp'),
    );
    const [event] = await eventsOf('request.submitted');
    expect(event.via_ref).toBe('plugin:mcp');
  });

  describe('limits', () => {
    const sets = ['ReadOnlyAccess', 'PowerUserAccess', 'BillingView'];
    const asksOne = (name: string) =>
      portal.asks('dana', { permissionSet: { type: 'standard', name } });

    it('counts what one person sent within the hour', async () => {
      await asksOne('ReadOnlyAccess');
      await portal
        .db('requests')
        .insert(await manyLike(portal, 59, { status: 'CANCELLED' }));
      await expect(asksOne('BillingView')).rejects.toMatchObject({
        code: 'too-many-submissions',
        statusCode: 429,
      });
      portal.clock.advance(3_600_001);
      await expect(asksOne('BillingView')).resolves.toBeDefined();
    });

    it('counts what was refused as well, and asks AWS no more', async () => {
      const refused = { duration: 'PT9H' } as const;
      for (let attempts = 0; attempts < 4 * 60; attempts += 1) {
        await expect(portal.asks('dana', refused)).rejects.toMatchObject({
          code: 'invalid-values',
        });
      }
      const find = jest.spyOn(portal.aws, 'findUser');
      await expect(asksOne(sets[0])).rejects.toMatchObject({
        code: 'too-many-submissions',
        statusCode: 429,
        message: expect.stringContaining('At most 240 attempts'),
      });
      expect(find).not.toHaveBeenCalled();
      await expect(portal.asks('theo')).resolves.toBeDefined();
      portal.clock.advance(3_600_001);
      await expect(asksOne(sets[0])).resolves.toBeDefined();
      const events = await eventsOf('request.refused');
      expect(events).toHaveLength(60);
    });

    it('counts what one person has waiting', async () => {
      await asksOne(sets[0]);
      portal.clock.advance(3_600_001);
      await portal
        .db('requests')
        .insert(await manyLike(portal, 49, { status: 'PENDING' }));
      await portal.db('requests').update({
        requested_at: new Date(+portal.clock.read() - 7_200_000),
      });
      await expect(asksOne(sets[1])).rejects.toMatchObject({
        code: 'too-many-pending',
        statusCode: 429,
      });
    });
  });
});

/** Rows like the first request, to fill a table without judging each. */
async function manyLike(
  portal: Portal,
  count: number,
  change: { status: string },
) {
  const { number, ...first } = await portal.db('requests').first();
  return Array.from({ length: count }, (_, index) => ({
    ...first,
    ...change,
    state: change.status,
    id: `row-${index}-of-${number}`,
    pending_key: null,
  }));
}
