import { RequestQuery } from '@jit-portal/backstage-plugin-jit-common';
import fc from 'fast-check';
import { DATA_LAKE, PRODUCTION, STAGING } from '../testing/accounts';
import { Name, refOf } from '../testing/cast';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { Portal } from '../testing/Portal';

const HOUR = 3_600_000;
const states = [
  'PENDING',
  'EXPIRED',
  'CANCELLED',
  'REJECTED',
  'APPROVED',
] as const;

/** A history of so many requests, spread over people, accounts and states. */
async function fill(portal: Portal, count: number): Promise<void> {
  await portal.asks('dana');
  const { number: _first, ...row } = await portal.db('requests').first();
  await portal.db('requests').delete();
  const people: Name[] = ['dana', 'theo', 'noah'];
  const accounts = [PRODUCTION, STAGING, DATA_LAKE];
  const now = +portal.clock.read();
  const rows = Array.from({ length: count }, (_, index) => {
    const state = states[index % states.length];
    const name = people[index % 3];
    return {
      ...row,
      number: index + 1,
      id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
      requester_ref: refOf(name),
      requester_name: name,
      account_id: accounts[index % accounts.length],
      account_name: `Account ${index % accounts.length}`,
      status: state,
      state,
      pending_key: null,
      // Several at the same time, so that the id has to break ties
      requested_at: new Date(now - Math.floor(index / 4) * HOUR),
      window_ends_at: new Date(now + HOUR * (1 + (index % 7))),
      minutes: 15 * (1 + (index % 5)),
      has_risk: index % 2 === 0,
      search_text: `req-${index + 1} ${name} 100%_sure`,
    };
  });
  await portal.db.batchInsert('requests', rows, 50);
}

onEachDatabase('lists of requests', on => {
  let portal: Portal;
  beforeEach(async () => {
    portal = on();
    await fill(portal, 120);
  });

  const list = (name: Name, query: RequestQuery) =>
    portal.service.listRequests(query, portal.as(name));

  async function walk(name: Name, query: RequestQuery): Promise<string[]> {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(name, { ...query, cursor });
      seen.push(...page.items.map(({ number }) => number));
      cursor = page.nextCursor;
    } while (cursor);
    return seen;
  }

  it('give every row once, whatever the order and the size of a page', async () => {
    const sorts = [
      'requestedAt',
      'windowEndsAt',
      'requester',
      'account',
      'duration',
      'status',
    ] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sorts),
        fc.constantFrom('asc' as const, 'desc' as const),
        fc.integer({ min: 7, max: 100 }),
        async (sort, order, limit) => {
          const seen = await walk('ada', { sort, order, limit });
          expect(new Set(seen).size).toBe(120);
          expect(seen).toHaveLength(120);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('are in the order that was asked for', async () => {
    const { items } = await list('ada', { limit: 100 });
    const times = items.map(({ requestedAt }) => requestedAt);
    expect(times).toEqual([...times].sort().reverse());
    const decide = await list('ada', { scope: 'to-decide' });
    const ends = decide.items.map(({ windowEndsAt }) => windowEndsAt);
    expect(ends).toEqual([...ends].sort());
  });

  it('show each what they may read, and count no more than that', async () => {
    const total = async (name: Name) => (await list(name, {})).totalItems;
    expect(await total('ada')).toBe(120);
    expect(await total('audrey')).toBe(120);
    expect(await total('olivia')).toBe(80); // Production and Staging
    expect(await total('noah')).toBe(40); // his own
    expect((await list('noah', { scope: 'managed' })).totalItems).toBe(0);
  });

  it('offer to decide what is pending, in time and somebody else’s', async () => {
    const numbers = await walk('theo', { scope: 'to-decide' });
    const me = await portal.service.me(portal.as('theo'));
    expect(me.counts.pending).toBe(numbers.length);
    // Every account of a row goes with one person, so Data Lake is noah's
    const items = (await list('theo', { scope: 'to-decide', limit: 100 }))
      .items;
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) {
      expect(item.account.id).toBe(DATA_LAKE);
      expect(item.requester.ref).not.toBe(refOf('theo'));
      expect(item.allowedActions).toContainEqual({
        name: 'approve',
        allowed: true,
      });
    }
    portal.clock.advance(8 * HOUR);
    expect(await walk('theo', { scope: 'to-decide' })).toEqual([]);
  });

  it('filter by each field', async () => {
    const total = async (query: RequestQuery) =>
      (await list('ada', query)).totalItems;
    expect(await total({ status: ['REJECTED', 'EXPIRED'] })).toBe(48);
    expect(await total({ state: ['PENDING'] })).toBe(24);
    expect(await total({ account: [STAGING] })).toBe(40);
    expect(await total({ requester: [refOf('dana')] })).toBe(40);
    expect(await total({ permissionSet: ['BillingView'] })).toBe(0);
    expect(await total({ type: 'standard' })).toBe(120);
    expect(await total({ risk: true })).toBe(60);
    expect(await total({ reviewer: [refOf('sam')] })).toBe(0);
    const hour = new Date(+portal.clock.read() - HOUR).toISOString();
    expect(await total({ from: hour })).toBe(8);
    expect(await total({ to: hour })).toBe(112);
  });

  it('find words in any order, and take wildcards for what they are', async () => {
    const found = (q: string) => walk('ada', { q });
    expect(await found('dana req-1')).toContain('REQ-1');
    expect(await found('REQ-120')).toEqual(['REQ-120']);
    expect(await found(' req-12')).toEqual(['REQ-12']);
    expect(await found('100%_')).toHaveLength(120);
    expect(await found('1%0')).toEqual([]);
    expect(await found('_')).toHaveLength(120);
    expect(await found("'; drop table requests")).toEqual([]);
  });

  it('serve somebody who owns thousands of accounts', async () => {
    const others = Array.from({ length: 6_000 }, (_, n) => `${5e11 + n}`);
    const viewer = {
      ref: refOf('olivia'),
      ownedAccounts: [PRODUCTION, ...others],
      isSsoAdmin: false,
      isAdmin: false,
    };
    const everything = { where: () => {}, apply: async () => true };
    const { requestLists, sessionLists } = portal.stores;
    const scope = 'managed';
    const counts = await requestLists.countStates(
      { scope },
      viewer,
      everything,
    );
    expect(counts.get('REJECTED')).toEqual({ count: 8, isMinimum: false });
    expect(
      await requestLists.count({ scope: 'to-decide' }, viewer, everything),
    ).toEqual({ count: 8, isMinimum: false });
    expect(await sessionLists.count({ scope }, viewer, everything)).toEqual({
      count: 0,
      isMinimum: false,
    });
  });

  it('count each state with the other filters in force', async () => {
    const page = await list('ada', {
      counts: 'state',
      state: ['REJECTED'],
      requester: [refOf('dana')],
    });
    expect(page.totalItems).toBe(8);
    expect(page.stateCounts).toMatchObject({
      PENDING: { count: 8 },
      REJECTED: { count: 8 },
      APPROVED: { count: 8 },
      ACTIVE: { count: 0 },
    });
  });

  it('refuse a cursor of another order', async () => {
    const { nextCursor: cursor } = await list('ada', { sort: 'account' });
    await expect(
      list('ada', { sort: 'requester', cursor }),
    ).rejects.toMatchObject({ code: 'invalid-cursor' });
  });
});

onEachDatabase('a long history', on => {
  it('is counted to 999, and sorted by Requested alone', async () => {
    const portal = on();
    await fill(portal, 10_050);
    const ada = portal.as('ada');
    const page = await portal.service.listRequests({ counts: 'state' }, ada);
    expect(page).toMatchObject({ totalItems: 999, totalIsMinimum: true });
    expect(page.stateCounts!.EXPIRED).toEqual({ count: 999, isMinimum: true });
    await expect(
      portal.service.listRequests({ sort: 'account' }, ada),
    ).rejects.toMatchObject({ code: 'narrow-to-sort' });
    await expect(
      portal.service.listRequests({ sort: 'account', state: ['EXPIRED'] }, ada),
    ).resolves.toMatchObject({ totalIsMinimum: true });
  });
});
