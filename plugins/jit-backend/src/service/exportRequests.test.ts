import { RequestQuery } from '@jit-portal/backstage-plugin-jit-common';
import { PRODUCTION, STAGING, DATA_LAKE } from '../testing/accounts';
import { Name, refOf } from '../testing/cast';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { Portal } from '../testing/Portal';
import { TooManyToSort } from '../store/DatabaseRequestLists';

const HOUR = 3_600_000;
const STATES = ['PENDING', 'EXPIRED', 'CANCELLED', 'REJECTED'] as const;

/** More than two pages of them, several at the same time. */
const MANY = 2_345;

async function fill(portal: Portal): Promise<void> {
  await portal.asks('dana');
  const { number: _, ...row } = await portal.db('requests').first();
  const accounts = [PRODUCTION, STAGING, DATA_LAKE];
  const people: Name[] = ['dana', 'theo', 'noah'];
  const now = +portal.clock.read();
  const rows = Array.from({ length: MANY - 1 }, (_none, index) => {
    const state = STATES[index % STATES.length];
    const name = people[index % people.length];
    return {
      ...row,
      number: index + 2,
      id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
      requester_ref: refOf(name),
      requester_name: name,
      account_id: accounts[index % accounts.length],
      account_name: `Account ${index % accounts.length}`,
      status: state,
      state,
      pending_key: null,
      requested_at: new Date(now - Math.floor(index / 4) * HOUR),
      minutes: 15 * (1 + (index % 5)),
      search_text: `req-${index + 2} ${name}`,
    };
  });
  // SQLite takes few variables at once
  await portal.db.batchInsert('requests', rows, 50);
}

onEachDatabase('an export of requests', on => {
  let portal: Portal;
  beforeEach(() => {
    portal = on();
  });

  const exports = (query: RequestQuery = {}, name: Name = 'audrey') =>
    portal.service.exportRequests(query, portal.as(name));

  async function exported(query: RequestQuery = {}, name: Name = 'audrey') {
    const { columns, lines } = await exports(query, name);
    const rows: Record<string, unknown>[] = [];
    for await (const page of lines) {
      for (const line of page) {
        rows.push(
          Object.fromEntries(columns.map((one, at) => [one, line[at]])),
        );
      }
    }
    return rows;
  }

  async function listed(query: RequestQuery, name: Name): Promise<string[]> {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await portal.service.listRequests(
        { ...query, limit: 100, cursor },
        portal.as(name),
      );
      seen.push(...page.items.map(({ number }) => number));
      cursor = page.nextCursor;
    } while (cursor);
    return seen;
  }

  const recorded = async () =>
    (
      await portal
        .db('audit_events')
        .where('type', 'like', 'export.%')
        .orderBy('id')
    ).map(({ type, actor_ref: by, data }) => ({
      type,
      by,
      ...JSON.parse(data),
    }));

  describe('of a long history', () => {
    beforeEach(() => fill(portal));

    it.each<[string, Name, RequestQuery]>([
      ['all', 'audrey', {}],
      ['all, the oldest first', 'audrey', { order: 'asc' }],
      ['what an owner reads', 'olivia', {}],
      ['the accounts that an owner manages', 'olivia', { scope: 'managed' }],
      [
        'what filters leave',
        'sam',
        {
          state: ['REJECTED', 'EXPIRED'],
          account: [PRODUCTION],
          requester: [refOf('dana')],
        },
      ],
      ['what a search finds', 'sam', { q: 'req-23 theo' }],
      ['another order', 'sam', { sort: 'requester', q: 'theo' }],
      ['another order, turned round', 'sam', { sort: 'status', order: 'desc' }],
    ])('has exactly the rows of the list: %s', async (_, name, query) => {
      const rows = await exported(query, name);
      const list = await listed(query, name);
      expect(rows.map(one => one.request_id)).toEqual(list);
      expect(list.length).toBeGreaterThan(10);
    });

    it('is in several pages, none of them large', async () => {
      const sizes: number[] = [];
      for await (const page of (await exports()).lines) sizes.push(page.length);
      expect(Math.max(...sizes)).toBeLessThan(1_000);
      expect(sizes.reduce((sum, size) => sum + size)).toBe(MANY);
    });

    it('is on record before its first row, and with all of them at its end', async () => {
      const query = { state: ['PENDING' as const], q: 'theo' };
      const { lines } = await exports(query);
      const filters = { ...query };
      expect(await recorded()).toEqual([
        {
          type: 'export.started',
          by: refOf('audrey'),
          of: 'requests',
          filters,
        },
      ]);
      let rows = 0;
      for await (const page of lines) rows += page.length;
      expect((await recorded())[1]).toEqual({
        type: 'export.finished',
        by: refOf('audrey'),
        of: 'requests',
        filters,
        rows,
      });
    });

    it('stops reading where nobody takes it, and records how far it came', async () => {
      const { lines } = await exports();
      const { value: page } = await lines.next();
      await lines.return!();
      expect(page.length).toBeGreaterThan(0);
      expect((await recorded())[1]).toMatchObject({
        type: 'export.broken-off',
        rows: page.length,
      });
      // Its place is free again, and its connection
      for (let times = 0; times < 3; times += 1) {
        expect(await exported()).toHaveLength(MANY);
      }
    });

    it('keeps a few places, and tells who finds none', async () => {
      const first = await exports();
      const second = await exports({}, 'sam');
      await expect(exports({}, 'ada')).rejects.toMatchObject({
        code: 'too-many-exports',
        message: expect.stringContaining('Others'),
      });
      await first.lines.return!();
      await second.lines.return!();
      expect(await exported()).toHaveLength(MANY);
    });

    it('has one place for one person', async () => {
      const { lines } = await exports();
      await expect(exports()).rejects.toMatchObject({
        code: 'too-many-exports',
        message: expect.stringContaining('yours'),
      });
      expect(await exported({}, 'sam')).toHaveLength(MANY);
      await lines.return!();
      expect(await exported()).toHaveLength(MANY);
    });

    it('is taken so often in an hour, and the place is free all the same', async () => {
      for (let times = 0; times < 60; times += 1) {
        await (
          await exports()
        ).lines.return!();
      }
      await expect(exports()).rejects.toMatchObject({
        code: 'too-many-exports',
        message: expect.stringContaining('hour'),
      });
      await (
        await exports({}, 'sam')
      ).lines.return!();
      portal.clock.advance(3_600_000);
      await (
        await exports()
      ).lines.return!();
    });

    it('breaks off where the database does, and frees its place', async () => {
      const { stores } = portal;
      const pages = jest.spyOn(stores.requestLists, 'exportPages');
      for (let times = 0; times < 3; times += 1) {
        pages.mockImplementationOnce(async function* broken() {
          yield [];
          throw new Error('connection lost');
        });
        await expect(exported()).rejects.toThrow('connection lost');
      }
      pages.mockRestore();
      expect((await recorded()).map(({ type }) => type)).toEqual(
        Array(3).fill(['export.started', 'export.broken-off']).flat(),
      );
      expect(await exported()).toHaveLength(MANY);
    });

    it('shows one moment on PostgreSQL, whatever is decided meanwhile', async () => {
      if (portal.db.client.config.client !== 'pg') return;
      const { columns, lines } = await exports({ state: ['PENDING'] });
      const seen = (await lines.next()).value.length;
      await portal.db('requests').update({ state: 'CANCELLED' });
      let rest = 0;
      for await (const page of lines) rest += page.length;
      expect(columns).toContain('status');
      expect(seen + rest).toBe(Math.ceil((MANY - 1) / 4) + 1);
    });
  });

  it('tells the whole story of a request', async () => {
    const asked = await portal.asks('dana', {
      permissionSet: {
        type: 'custom',
        name: 'JIT-fix',
        sessionDuration: 'PT1H',
        managedPolicies: [
          'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess',
          'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
        ],
        inlinePolicy:
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}]}',
      },
      justification: '=HYPERLINK("https://evil.example") — see OPS-771',
    });
    const { contentHash } = asked;
    const approves = (name: Name, version: number) =>
      portal.service.reviewRequest(
        asked.id,
        {
          version,
          decision: 'approve',
          comment: `Fine for ${name}`,
          contentHash,
        },
        portal.as(name),
      );
    const { version } = await approves('olivia', asked.version);
    const { session } = await approves('sam', version);
    await portal.activate(session!.id);
    await portal.service.revokeSession(
      session!.id,
      { reason: 'Task completed' },
      portal.as('omar'),
    );
    await portal.finish(session!.id, 'REVOKED');
    const [row] = await exported();
    const now = portal.clock.read().toISOString();
    expect(row).toEqual({
      request_id: 'REQ-1',
      status: 'REVOKED',
      type: 'custom',
      requester_name: asked.requester.displayName,
      requester_email: asked.requester.email,
      requester_ref: refOf('dana'),
      account_name: asked.account.name,
      account_id: PRODUCTION,
      permission_set: 'JIT-fix',
      duration_minutes: 60,
      justification: '=HYPERLINK("https://evil.example") — see OPS-771',
      requested_at: asked.requestedAt,
      owner_review_decision: 'approve',
      owner_reviewed_by: expect.stringMatching(
        /^\S.* \(user:default\/olivia\)$/,
      ),
      owner_reviewed_at: now,
      owner_comment: 'Fine for olivia',
      admin_review_decision: 'approve',
      admin_reviewed_by: expect.stringMatching(/\(user:default\/sam\)$/),
      admin_reviewed_at: now,
      admin_comment: 'Fine for sam',
      access_started_at: now,
      access_ended_at: now,
      ended_by: expect.stringMatching(/\(user:default\/omar\)$/),
      end_reason: 'Task completed',
      managed_policies:
        'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess; arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess',
      inline_policy_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      risk_flags: expect.stringContaining('MEDIUM writes-everywhere'),
    });
  });

  it('is refused to who looks back on nothing, and that is on record', async () => {
    await expect(exports({}, 'dana')).rejects.toMatchObject({
      name: 'NotAllowedError',
      code: 'not-an-approver',
    });
    const [refused] = await portal
      .db('audit_events')
      .where({ type: 'request.refused' });
    expect(JSON.parse(refused.data)).toMatchObject({
      deed: 'request.export',
      code: 'not-an-approver',
    });
  });

  it.each([{ from: '2026-19-01T00:00:00Z' }, { to: '2026-11-23T09:61:00Z' }])(
    'names a time that is none, and takes no place: %j',
    async query => {
      const [field, value] = Object.entries(query)[0];
      for (let times = 0; times < 3; times += 1) {
        await expect(exports(query)).rejects.toMatchObject({
          name: 'InputError',
          code: 'invalid-values',
          details: [{ field, message: expect.stringContaining(value) }],
        });
      }
      expect(await exported()).toEqual([]);
      expect(await exported({}, 'sam')).toEqual([]);
    },
  );

  it('frees its place where it cannot be put on record', async () => {
    const { stores } = portal;
    for (let times = 0; times < 3; times += 1) {
      jest
        .spyOn(stores.requests, 'saveExport')
        .mockRejectedValueOnce(new Error('disk full'));
      await expect(exports()).rejects.toThrow('disk full');
    }
    expect(await exported()).toEqual([]);
  });

  it('takes no place where the database cannot tell the time', async () => {
    const { stores } = portal;
    for (let times = 0; times < 3; times += 1) {
      jest
        .spyOn(stores.requests, 'now')
        .mockRejectedValueOnce(new Error('connection lost'));
      await expect(exports()).rejects.toThrow('connection lost');
    }
    expect(await exported()).toEqual([]);
  });

  it('is refused before a file begins where too many rows would be sorted', async () => {
    const { stores } = portal;
    jest
      .spyOn(stores.requestLists, 'exportPages')
      .mockImplementation(async function* tooMany() {
        yield await Promise.reject(new TooManyToSort());
      });
    await expect(exports({ sort: 'account' })).rejects.toMatchObject({
      name: 'InputError',
      code: 'narrow-to-sort',
    });
    expect(await recorded()).toEqual([]);
  });
});
