import { mockServices } from '@backstage/backend-test-utils';
import { Session } from '@jit-portal/backstage-plugin-jit-common';
import { DATA_LAKE, PRODUCTION } from '../testing/accounts';
import { Name, refOf } from '../testing/cast';
import { FakeFreshAccounts } from '../testing/FakeFreshAccounts';
import { FakePermits } from '../testing/FakePermits';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { demoConfig, Portal } from '../testing/Portal';

const HOUR = 3_600_000;

onEachDatabase('ending a session', on => {
  let portal: Portal;
  let session: Session;
  beforeEach(async () => {
    portal = on();
    session = await portal.granted('dana');
    await portal.activate(session.id);
  });

  const revoke = (name: Parameters<Portal['as']>[0], reason?: string) =>
    portal.service.revokeSession(session.id, { reason }, portal.as(name));
  const release = (name: Parameters<Portal['as']>[0]) =>
    portal.service.releaseSession('SES-1', portal.as(name));

  async function auditOf(type: string) {
    const rows = await portal.db('audit_events').where({ type }).orderBy('id');
    return rows.map(row => JSON.parse(row.data));
  }

  it.each(['olivia', 'sam', 'ada'] as const)(
    '%s revokes without a reason',
    async name => {
      await expect(revoke(name)).resolves.toMatchObject({
        status: 'ENDING',
        state: 'REVOKING',
        end: { cause: 'revoked' },
      });
      const [assignment] = await portal.db('assignments');
      expect(assignment).toMatchObject({ priority: 0 });
      expect(assignment.due_at).not.toBeNull();
    },
  );

  describe('tells what became of credentials', () => {
    const inMs = (ms: number) => new Date(+portal.clock.read() + ms);
    const told = async (columns?: Record<string, unknown>) => {
      if (columns) await portal.db('sessions').update(columns);
      const caller = portal.as('olivia');
      return (await portal.service.getSession(session.id, caller)).credentials;
    };
    const ended = () => ({
      status: 'ENDED',
      end_cause: 'time',
      ended_at: inMs(0),
    });

    it('while it runs they live', async () => {
      expect(await told()).toEqual({ mode: 'assignment', state: 'live' });
    });

    it('they run out after it, and are gone then', async () => {
      const until = inMs(HOUR);
      const after = { ...ended(), credentials_until: until };
      expect(await told(after)).toEqual({
        mode: 'assignment',
        state: 'running-out',
        until: until.toISOString(),
      });
      portal.clock.advance(HOUR);
      expect((await told()).state).toBe('gone');
    });

    it('a proven deny cuts them off, before the assignment goes', async () => {
      const at = inMs(0);
      const cut = { credentials_mode: 'inline-deny', credentials_cut_at: at };
      const ending = { status: 'ENDING', end_cause: 'revoked', ending_at: at };
      const expected = {
        mode: 'inline-deny',
        state: 'cut-off',
        until: at.toISOString(),
      };
      expect(await told({ ...cut, ...ending })).toEqual(expected);
      const after = { ...ended(), credentials_until: inMs(HOUR) };
      expect(await told(after)).toEqual(expected);
    });

    it('a deny that was only submitted cuts nothing off', async () => {
      const at = inMs(0);
      expect(
        await told({
          ...ended(),
          credentials_mode: 'scp-deny',
          credentials_denied_at: at,
          credentials_until: inMs(HOUR),
        }),
      ).toMatchObject({
        state: 'running-out',
        denySubmittedAt: at.toISOString(),
      });
    });
  });

  it('is refused for one’s own, and to auditors', async () => {
    await expect(revoke('dana')).rejects.toMatchObject({ code: 'own-session' });
    await expect(revoke('audrey')).rejects.toMatchObject({
      code: 'not-an-approver',
    });
    await expect(revoke('theo')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('is refused to a plugin that acts for somebody', async () => {
    await expect(
      portal.service.revokeSession(
        session.id,
        {},
        portal.as('olivia', 'plugin:mcp'),
      ),
    ).rejects.toMatchObject({ code: 'acting-for-somebody' });
  });

  it('goes by the last known ownership while the catalog is down, on record', async () => {
    await portal.service.me(portal.as('olivia'));
    portal.catalog.isDown = true;
    await expect(revoke('olivia')).resolves.toMatchObject({
      state: 'REVOKING',
    });
    expect(await auditOf('session.revoke-requested')).toMatchObject([
      { judgedOn: 'last-known' },
    ]);
  });

  describe('where the catalog answers', () => {
    /** Who signed in before keeps an hour what the policy goes by. */
    const signedIn = async () =>
      Portal.open(portal.db, mockServices.logger.mock(), demoConfig, {
        permits: new FakePermits(new FakeFreshAccounts()),
      });
    const revokes = (at: Portal, name: Name) =>
      at.service.revokeSession(session.id, {}, at.as(name));

    it.each<[string, (people: FakeFreshAccounts['people']) => void]>([
      ['without its people', people => people.clear()],
      [
        'without its groups',
        people =>
          people.forEach((one, ref) =>
            people.set(ref, { ...one, isAdmin: false, isSsoAdmin: false }),
          ),
      ],
    ])('goes by the last known, %s, on record', async (_, lose) => {
      const at = await signedIn();
      lose(at.catalog.people);
      at.catalog.accounts.forEach(one =>
        Object.assign(one, { ownerPeople: [] }),
      );
      await expect(revokes(at, 'theo')).rejects.toThrow('does not exist');
      await expect(revokes(at, 'audrey')).rejects.toMatchObject({
        code: 'not-an-approver',
      });
      await expect(revokes(at, 'olivia')).resolves.toMatchObject({
        state: 'REVOKING',
      });
      for (const name of ['sam', 'ada'] as const) {
        await expect(revokes(at, name)).rejects.toMatchObject({
          code: 'already-ending',
        });
      }
      expect(await auditOf('session.revoke-requested')).toMatchObject([
        { judgedOn: 'last-known' },
      ]);
    });

    it.each(['at once', 'once it is noticed'])(
      'lets its owners end what is open where the account is gone, %s',
      async when => {
        const at = await signedIn();
        at.catalog.accounts.delete(PRODUCTION);
        if (when !== 'at once') await at.project();
        await expect(revokes(at, 'theo')).rejects.toThrow('does not exist');
        await expect(revokes(at, 'olivia')).resolves.toMatchObject({
          state: 'REVOKING',
        });
        expect(await auditOf('session.revoke-requested')).toMatchObject([
          { judgedOn: 'last-known' },
        ]);
        const owners = () =>
          portal
            .db('account_people')
            .where({ account_id: PRODUCTION, user_ref: refOf('olivia') });
        expect(await owners()).toHaveLength(1);
        await at.finish(session.id, 'REVOKED');
        await at.project();
        expect(await owners()).toEqual([]);
      },
    );

    it('refuses who has left, as long as it knows others', async () => {
      const at = await signedIn();
      at.catalog.people.delete(refOf('olivia'));
      at.catalog.accounts.get(PRODUCTION)!.ownerPeople = [];
      await expect(revokes(at, 'olivia')).rejects.toMatchObject({
        code: 'not-an-approver',
      });
    });
  });

  it('needs neither policy nor AWS', async () => {
    portal.permits.isDown = true;
    portal.aws.isDown = true;
    await expect(revoke('olivia', 'incident')).resolves.toMatchObject({
      end: { reason: 'incident' },
    });
    expect(await auditOf('session.revoke-requested')).toMatchObject([
      { judgedOn: 'fresh', reason: 'incident' },
    ]);
  });

  it('says to the second one that it is ending', async () => {
    await revoke('olivia');
    await expect(revoke('sam')).rejects.toMatchObject({
      code: 'already-ending',
      decidedBy: 'user:default/olivia',
    });
    await portal.finish(session.id, 'REVOKED');
    await expect(revoke('sam')).rejects.toMatchObject({
      code: 'already-ended',
      message: 'This session had already ended. Nothing was changed.',
    });
  });

  it('ends what goes on at the key where the session was over before', async () => {
    const second = await portal.granted('dana');
    await portal.activate(second.id);
    await portal.service.releaseSession(session.id, portal.as('dana'));
    await expect(revoke('olivia', 'incident')).resolves.toMatchObject({
      state: 'ENDING',
      alsoEnding: [second.number],
    });
    expect(
      await portal.service.getSession(second.id, portal.as('olivia')),
    ).toMatchObject({ state: 'REVOKING', end: { reason: 'incident' } });
    await expect(revoke('sam')).rejects.toMatchObject({
      code: 'already-ending',
    });
  });

  it('tells nothing of a request that the policy does not show', async () => {
    portal.permits.hidesRequests = true;
    const told = { justification: '', stages: [] };
    expect(
      await portal.service.getSession(session.id, portal.as('olivia')),
    ).toMatchObject(told);
    await expect(revoke('olivia')).resolves.toMatchObject(told);
  });

  it('is refused with invisible characters in the reason', async () => {
    await expect(revoke('olivia', 'done\u202e')).rejects.toMatchObject({
      code: 'invalid-values',
      details: [{ field: 'reason' }],
    });
  });

  it('has one winner among many at once', async () => {
    const replies = await Promise.allSettled([
      ...Array.from({ length: 5 }, () => revoke('olivia')),
      ...Array.from({ length: 5 }, () => release('dana')),
    ]);
    expect(replies.filter(({ status }) => status === 'fulfilled')).toHaveLength(
      1,
    );
    const types = await portal
      .db('audit_events')
      .where('type', 'like', 'session.%-requested');
    expect(types).toHaveLength(1);
  });

  describe('of a key with two sessions', () => {
    let second: Session;
    beforeEach(async () => {
      portal.clock.advance(HOUR / 2);
      second = await portal.granted('dana', { duration: 'PT2H' });
      await portal.activate(second.id);
    });

    it('tells each of the other', async () => {
      const seen = await portal.service.getSession('SES-1', portal.as('dana'));
      expect(seen.sameAccess).toMatchObject([{ number: 'SES-2' }]);
    });

    it('revoking ends both', async () => {
      await revoke('olivia');
      const seen = await portal.service.getSession('SES-2', portal.as('dana'));
      expect(seen.state).toBe('REVOKING');
    });

    it('releasing ends one', async () => {
      await release('dana');
      const seen = await portal.service.getSession('SES-2', portal.as('dana'));
      expect(seen.state).toBe('ACTIVE');
    });
  });

  it('its user gives it back', async () => {
    await expect(release('olivia')).rejects.toMatchObject({
      code: 'not-yours',
    });
    await expect(release('dana')).resolves.toMatchObject({
      state: 'ENDING',
      end: { cause: 'released' },
    });
  });

  it('draws what it obeys', async () => {
    const actions = async (name: Parameters<Portal['as']>[0]) =>
      (await portal.service.getSession('SES-1', portal.as(name)))
        .allowedActions;
    expect(await actions('dana')).toEqual([{ name: 'release', allowed: true }]);
    expect(await actions('olivia')).toEqual([
      { name: 'revoke', allowed: true },
    ]);
    expect(await actions('audrey')).toEqual([]);
    await revoke('olivia');
    expect(await actions('sam')).toEqual([
      {
        name: 'revoke',
        allowed: false,
        because: 'This session is already ending. AWS is removing the access.',
      },
    ]);
  });

  it('shows the way in to its user alone', async () => {
    const mine = await portal.service.getSession('SES-1', portal.as('dana'));
    expect(mine.portalUrl).toBe(
      'https://acme.awsapps.com/start/#/console?account_id=111111111111&role_name=ReadOnlyAccess',
    );
    expect(mine.cli).toMatchObject({
      profile: 'payments-production-readonlyaccess',
      roleName: 'ReadOnlyAccess',
    });
    const theirs = await portal.service.getSession(
      'SES-1',
      portal.as('olivia'),
    );
    expect(theirs).not.toHaveProperty('portalUrl', expect.anything());
    expect(theirs).toMatchObject({ justification: expect.any(String) });
  });

  describe('tells how long credentials would outlive an end', () => {
    const residual = async (columns?: Record<string, unknown>) => {
      if (columns) await portal.db('sessions').update(columns);
      const caller = portal.as('olivia');
      return (await portal.service.getSession(session.id, caller)).residual;
    };

    it('not at all where nobody else has the set: the role goes', async () => {
      expect(await residual()).toBeUndefined();
      // On another account it is another role
      const asked = await portal.asks('olivia', { accountId: DATA_LAKE });
      const { session: elsewhere } = await portal.approves('theo', asked);
      await portal.activate(elsewhere!.id);
      expect(await residual()).toBeUndefined();
    });

    it('as long as a session of the set where somebody else has it', async () => {
      const others = await portal.granted('theo');
      expect(await residual()).toBe('PT1H');
      await portal.activate(others.id);
      expect(await residual()).toBe('PT1H');
      await portal.service.revokeSession(others.id, {}, portal.as('omar'));
      expect(await residual()).toBe('PT1H');
      await portal.finish(others.id, 'REVOKED');
      expect(await residual()).toBeUndefined();
    });

    it('also where a stranger has it, as long as that is so', async () => {
      const key = await portal.db('assignments').first();
      const at = portal.clock.read();
      await portal.db('findings').insert({
        id: 'found',
        kind: 'stranger',
        level: 'warning',
        instance_arn: key.instance_arn,
        account_id: key.account_id,
        permission_set_arn: key.permission_set_arn,
        what: 'A group has it.',
        fix: 'Remove it.',
        search_text: '',
        first_seen_at: at,
        last_seen_at: at,
      });
      expect(await residual()).toBe('PT1H');
      await portal.db('findings').update({ resolved_at: at });
      expect(await residual()).toBeUndefined();
    });

    it('not where an inline deny cuts them off', async () => {
      await portal.granted('theo');
      expect(
        await residual({ credentials_mode: 'inline-deny' }),
      ).toBeUndefined();
      expect(await residual({ credentials_mode: 'scp-deny' })).toBe('PT1H');
    });
  });

  describe('lists', () => {
    const numbers = async (
      name: Parameters<Portal['as']>[0],
      query: Parameters<Portal['service']['listSessions']>[0],
    ) =>
      (await portal.service.listSessions(query, portal.as(name))).items.map(
        ({ number }) => number,
      );

    beforeEach(async () => {
      const theirs = await portal.asks('dana', { accountId: DATA_LAKE });
      await portal.approves('theo', theirs);
    });

    it('show each what is theirs', async () => {
      expect(await numbers('dana', { scope: 'mine' })).toEqual([
        'SES-2',
        'SES-1',
      ]);
      expect(await numbers('olivia', { scope: 'managed' })).toEqual(['SES-1']);
      expect(await numbers('theo', {})).toEqual(['SES-2']);
      expect(await numbers('audrey', {})).toEqual(['SES-2', 'SES-1']);
      expect(await numbers('noah', {})).toEqual([]);
    });

    it('filter by state, account, words and flags', async () => {
      expect(await numbers('ada', { state: ['ACTIVE'] })).toEqual(['SES-1']);
      expect(await numbers('ada', { state: ['SETTING_UP'] })).toEqual([
        'SES-2',
      ]);
      expect(await numbers('ada', { account: [DATA_LAKE] })).toEqual(['SES-2']);
      expect(await numbers('ada', { q: 'production dana' })).toEqual(['SES-1']);
      expect(await numbers('ada', { q: 'ses-2' })).toEqual(['SES-2']);
      expect(await numbers('ada', { q: 'REQ-1' })).toEqual(['SES-1']);
      expect(await numbers('ada', { longRunning: true })).toEqual([]);
      portal.clock.advance(8 * HOUR + 1);
      expect(await numbers('ada', { longRunning: true })).toEqual(['SES-1']);
      const [flagged] = (
        await portal.service.listSessions(
          { longRunning: true },
          portal.as('ada'),
        )
      ).items;
      expect(flagged.flags).toMatchObject([{ code: 'long-running' }]);
      await revoke('olivia');
      expect(await numbers('ada', { state: ['REVOKING'] })).toEqual(['SES-1']);
      expect(await numbers('ada', { state: ['ENDING'] })).toEqual([]);
    });

    it.each(['expiresAt', 'grantedAt', 'endedAt', 'user', 'account'] as const)(
      'page through everything by %s',
      async sort => {
        const first = await portal.service.listSessions(
          { sort, limit: 1 },
          portal.as('ada'),
        );
        const second = await portal.service.listSessions(
          { sort, limit: 1, cursor: first.nextCursor },
          portal.as('ada'),
        );
        expect(second.nextCursor).toBeUndefined();
        expect(first.totalItems).toBe(2);
        const both = [...first.items, ...second.items];
        expect(new Set(both.map(({ number }) => number)).size).toBe(2);
      },
    );
  });
});
