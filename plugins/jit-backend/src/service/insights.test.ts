import {
  Insights,
  InsightsQuery,
  RequestQuery,
} from '@jit-portal/backstage-plugin-jit-common';
import fc from 'fast-check';
import {
  assignmentRow,
  requestRow,
  sessionRow,
} from '../permissions/__testUtils__/rows';
import { Row, timeOf } from '../store/rows';
import { DATA_LAKE, PRODUCTION, SANDBOX, STAGING } from '../testing/accounts';
import { Name, refOf } from '../testing/cast';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { Portal } from '../testing/Portal';

/*
 * The SQL against a recount in TypeScript, row by row, and against the counts
 * of the history that each number links to.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-23T09:00:00Z');

const accounts = [PRODUCTION, STAGING, DATA_LAKE, SANDBOX];
const people: Name[] = ['dana', 'theo', 'olivia', 'noah'];
const owned: Partial<Record<Name, string[]>> = {
  olivia: [PRODUCTION, STAGING],
  theo: [DATA_LAKE],
};
const codes = ['too-wide', 'too-long', 'unclear', 'other', null];
const sets = ['ReadOnlyAccess', 'PowerUserAccess', 'BillingView'];

interface History {
  requests: Row[];
  sessions: Row[];
  reviews: Row[];
}

/** Chances that a seed decides. */
function chanceFrom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function reviewRow(request: Row, change: Row): Row {
  return {
    id: `review-${request.number}-${change.stage}`,
    request_id: request.id,
    decision: 'approve',
    reviewed_as: 'owner',
    reviewer_ref: refOf('omar'),
    reviewer_name: 'Omar',
    content_hash: 'hash',
    seen_version: 1,
    reason_code: null,
    ...change,
  };
}

/** A history of so many requests, with all that can become of one. */
function invent(seed: number, count: number): History {
  const chance = chanceFrom(seed);
  const pick = <T>(values: T[]) => values[chance(values.length)];
  const history: History = { requests: [], sessions: [], reviews: [] };
  for (let number = 1; number <= count; number++) {
    const isCustom = chance(4) === 0;
    const status = pick([
      'APPROVED',
      'APPROVED',
      'APPROVED',
      'REJECTED',
      'EXPIRED',
      'CANCELLED',
      isCustom ? 'PENDING_OWNER' : 'PENDING',
    ]);
    const requestedAt = NOW - chance(100 * DAY);
    const firstAt = requestedAt + chance(3 * HOUR);
    const closedAt = firstAt + (isCustom ? chance(5 * HOUR) : 0);
    const person = pick(people);
    const accountId = accounts[Math.min(chance(4), chance(4))];
    const type = isCustom ? 'custom' : 'standard';
    const isDecided = status === 'APPROVED' || status === 'REJECTED';
    const request = requestRow({
      number,
      status,
      state: status,
      requester_ref: refOf(person),
      account_id: accountId,
      permission_set_type: type,
      permission_set_name: isCustom ? `JIT-${number}` : pick(sets),
      permission_set: JSON.stringify({
        type,
        name: `JIT-${number}`,
        managedPolicies: [],
      }),
      asked_key: isCustom ? String(chance(9)).repeat(16) : null,
      covered_by_set: isCustom && chance(2) === 0 ? pick(sets) : null,
      requested_at: new Date(requestedAt),
      window_ends_at: new Date(requestedAt + DAY),
      closed_at: status.startsWith('PENDING') ? null : new Date(closedAt),
    });
    history.requests.push(request);
    if (isDecided && isCustom) {
      history.reviews.push(
        reviewRow(request, { stage: 'owner', at: new Date(firstAt) }),
      );
    }
    if (isDecided) {
      const isNo = status === 'REJECTED';
      history.reviews.push(
        reviewRow(request, {
          stage: isCustom ? 'admin' : 'owner',
          decision: isNo ? 'reject' : 'approve',
          reason_code: isNo ? pick(codes) : null,
          at: new Date(closedAt),
        }),
      );
    }
    if (status === 'APPROVED') {
      const grantedAt = closedAt + chance(2 * MINUTE);
      const endsAt = grantedAt + 15 * MINUTE + chance(10 * HOUR);
      const isGranted = chance(10) > 0;
      const isOver = endsAt < NOW && chance(12) > 0;
      history.sessions.push(
        sessionRow({
          number,
          user_ref: refOf(person),
          account_id: accountId,
          permission_set_type: type,
          status: isOver || !isGranted ? 'ENDED' : 'ACTIVE',
          requested_at: new Date(requestedAt),
          granted_at: isGranted ? new Date(grantedAt) : null,
          ended_at: isOver ? new Date(endsAt) : null,
          off_hours: chance(3) === 0,
        }),
      );
    }
  }
  return history;
}

async function fill(portal: Portal, history: History): Promise<void> {
  const { db } = portal;
  await db('reviews').delete();
  await db('sessions').delete();
  await db('requests').delete();
  await db('assignments').delete();
  await db('assignments').insert(assignmentRow());
  for (const table of ['requests', 'sessions', 'reviews'] as const) {
    // SQLite takes so many values at once
    await db.batchInsert(table, history[table], 20);
  }
}

/** What Request History shows this person, by its own rule. */
function looksBackOn(name: Name, { account }: InsightsQuery) {
  const seesAll = ['ada', 'sam', 'audrey'].includes(name);
  return (row: Row) =>
    (seesAll || Boolean(owned[name]?.includes(row.account_id))) &&
    (!account?.length || account.includes(row.account_id));
}

function recount(history: History, name: Name, query: InsightsQuery) {
  const mine = looksBackOn(name, query);
  const since = query.from ? Date.parse(query.from) : -Infinity;
  const until = query.to ? Date.parse(query.to) : NOW;
  const inRange = (row: Row) =>
    mine(row) && +row.requested_at >= since && +row.requested_at < until;
  const requests = history.requests.filter(inRange);
  const sessions = history.sessions.filter(
    row => inRange(row) && row.granted_at,
  );
  return { requests, sessions, mine, since, until };
}

function timesOf(waits: number[]) {
  const minutes = waits
    .map(ms => Math.floor((ms + MINUTE / 2) / MINUTE))
    .sort((a, b) => a - b);
  const rank = (share: number) =>
    minutes[Math.ceil((minutes.length * share) / 10) - 1];
  return minutes.length === 0
    ? { decided: 0 }
    : {
        decided: minutes.length,
        medianMinutes: rank(5),
        p90Minutes: rank(9),
      };
}

const isDecided = (row: Row) => ['APPROVED', 'REJECTED'].includes(row.status);
const waited = (row: Row) => +row.closed_at - +row.requested_at;

function countBy<T>(rows: T[], keyOf: (row: T) => string | undefined | null) {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

function mondayOf(row: Row): string {
  const day = new Date(+row.requested_at);
  const back = (day.getUTCDay() + 6) % 7;
  return new Date(+day - back * DAY).toISOString().slice(0, 10);
}

const ranges: InsightsQuery[] = [
  {},
  { from: '2026-10-24T09:05:00.000Z' },
  { from: '2026-09-01T00:00:00.000Z', to: '2026-10-12T00:00:00.000Z' },
  { from: '2026-10-24T09:05:00.000Z', account: [PRODUCTION, DATA_LAKE] },
];

onEachDatabase('insights', on => {
  let portal: Portal;
  let history: History;

  beforeEach(async () => {
    portal = on();
    portal.clock.set(new Date(NOW));
    history = invent(7, 400);
    await fill(portal, history);
  });

  const read = (name: Name, query: InsightsQuery = {}): Promise<Insights> =>
    portal.service.getInsights(query, portal.as(name));

  const count = async (name: Name, query: RequestQuery) => {
    const scope = name === 'audrey' ? 'all' : 'managed';
    const page = await portal.service.listRequests(
      { scope, limit: 1, ...query },
      portal.as(name),
    );
    return page.totalItems;
  };

  describe.each<Name>(['ada', 'audrey', 'olivia', 'theo'])('%s', name => {
    it.each(ranges)('gets what a recount gives: %j', async query => {
      const { cards } = await read(name, query);
      const { requests, sessions } = recount(history, name, query);

      expect(cards.totals!.now).toEqual({
        requests: requests.length,
        approved: requests.filter(r => r.status === 'APPROVED').length,
        rejected: requests.filter(r => r.status === 'REJECTED').length,
        expired: requests.filter(r => r.status === 'EXPIRED').length,
        cancelled: requests.filter(r => r.status === 'CANCELLED').length,
        pending: requests.filter(r => r.status.startsWith('PENDING')).length,
        times: timesOf(requests.filter(isDecided).map(waited)),
      });
      const pairs = (items: { account: { id: string }; requests: number }[]) =>
        Object.fromEntries(items.map(one => [one.account.id, one.requests]));
      expect(pairs(cards.accounts!.items)).toEqual(
        countBy(requests, row => row.account_id),
      );
      const standard = requests.filter(
        row => row.permission_set_type === 'standard',
      );
      expect(
        Object.fromEntries(
          cards.permissionSets!.items.map(one => [one.name, one.requests]),
        ),
      ).toEqual(countBy(standard, row => row.permission_set_name));
      expect(cards.permissionSets!.custom).toBe(
        requests.length - standard.length,
      );

      const reviews = new Map(
        history.reviews
          .filter(row => row.decision === 'reject')
          .map(row => [row.request_id, row.reason_code ?? 'other']),
      );
      expect(
        Object.fromEntries(
          cards.reasons!.items.map(one => [one.code, one.requests]),
        ),
      ).toEqual(countBy(requests, row => reviews.get(row.id)));

      const weeks = [...new Set(requests.map(mondayOf))].sort();
      expect(cards.weeks!.items).toEqual(
        weeks.map(week => {
          const sent = requests.filter(row => mondayOf(row) === week);
          return {
            week,
            requests: sent.length,
            ...timesOf(sent.filter(isDecided).map(waited)),
          };
        }),
      );

      for (const { account, ...times } of cards.accountTimes!.items) {
        expect(times).toEqual(
          timesOf(
            requests
              .filter(row => row.account_id === account.id && isDecided(row))
              .map(waited),
          ),
        );
      }
      for (const { account, expired, of } of cards.expired!.items) {
        const here = requests.filter(row => row.account_id === account.id);
        expect(expired).toBe(here.filter(r => r.status === 'EXPIRED').length);
        expect(of).toBe(expired + here.filter(isDecided).length);
      }
      expect(cards.expired!.items.map(one => one.account.id).sort()).toEqual(
        Object.keys(
          countBy(requests, row =>
            row.status === 'EXPIRED' ? row.account_id : undefined,
          ),
        ).sort(),
      );

      const ofOwners = requests.filter(
        row => isDecided(row) && [PRODUCTION, STAGING].includes(row.account_id),
      );
      expect(cards.ownerTimes!.items).toEqual(
        ofOwners.length === 0
          ? []
          : [
              {
                ref: 'group:default/payments-owners',
                name: 'Payments Owners',
                accountIds: Object.keys(
                  countBy(ofOwners, row => row.account_id),
                ).sort(),
                ...timesOf(ofOwners.map(waited)),
              },
            ],
      );

      const off = sessions.filter(row => row.off_hours);
      expect(cards.offHours).toMatchObject({
        sessions: sessions.length,
        offHours: off.length,
      });
      const long = sessions.filter(
        row => +(row.ended_at ?? NOW) - +row.granted_at >= 8 * HOUR,
      );
      expect(cards.longRunning).toMatchObject({
        sessions: sessions.length,
        long: long.length,
      });

      const asked = countBy(requests, row => row.asked_key);
      expect(
        Object.fromEntries(
          cards.repeated!.items.map(one => [one.key, one.requests]),
        ),
      ).toEqual(
        Object.fromEntries(Object.entries(asked).filter(([, n]) => n > 1)),
      );
      expect(
        Object.fromEntries(
          cards.repeated!.covered.map(one => [one.name, one.requests]),
        ),
      ).toEqual(countBy(requests, row => row.covered_by_set));
    });

    // Check 56: a number is the count of the history that it links to
    it.each(ranges)('gets what the history counts: %j', async query => {
      const { cards } = await read(name, query);
      const here = (more: RequestQuery) => count(name, { ...query, ...more });
      const { now } = cards.totals!;
      expect(await here({})).toBe(now.requests);
      expect(await here({ state: ['APPROVED'] })).toBe(now.approved);
      expect(await here({ state: ['EXPIRED'] })).toBe(now.expired);
      for (const { account, requests } of cards.accounts!.items) {
        expect(await here({ account: [account.id] })).toBe(requests);
      }
      for (const { name: set, requests } of cards.permissionSets!.items) {
        expect(await here({ permissionSet: [set], type: 'standard' })).toBe(
          requests,
        );
      }
      for (const { code, requests } of cards.reasons!.items) {
        expect(await here({ reason: code })).toBe(requests);
      }
      for (const { key, requests } of cards.repeated!.items) {
        expect(await here({ asked: key })).toBe(requests);
      }
      for (const { name: set, requests } of cards.repeated!.covered) {
        expect(await here({ coveredBy: set })).toBe(requests);
      }
      expect(await here({ session: 'granted' })).toBe(cards.offHours!.sessions);
      expect(await here({ session: 'off-hours' })).toBe(
        cards.offHours!.offHours,
      );
      expect(await here({ session: 'long' })).toBe(cards.longRunning!.long);
    });
  });

  it('counts what ran at the same time, minute by minute', async () => {
    const query = { from: '2026-11-10T12:00:00.000Z' };
    const { active } = (await read('ada', query)).cards;
    expect(active!.days[0]).toBe('2026-11-10');
    expect(active!.days.at(-1)).toBe('2026-11-23');
    for (const { account, atOnce } of active!.items) {
      const here = history.sessions.filter(
        row => row.account_id === account.id && row.granted_at,
      );
      const runs = (at: number) =>
        here.filter(
          row =>
            +row.granted_at <= at && !(+row.ended_at! <= at && row.ended_at),
        ).length;
      active!.days.slice(1).forEach((day, index) => {
        const start = Date.parse(day);
        const moments = [
          start,
          ...here
            .map(row => +row.granted_at)
            .filter(at => at >= start && at < start + DAY && at < NOW),
        ];
        expect([account.id, day, atOnce[index + 1]]).toEqual([
          account.id,
          day,
          Math.max(...moments.map(runs)),
        ]);
      });
    }
  });

  it('tells each stage of custom requests by itself', async () => {
    const { stages } = (await read('ada')).cards;
    const custom = history.requests.filter(
      row => row.permission_set_type === 'custom' && isDecided(row),
    );
    const at = (row: Row, stage: string) =>
      +history.reviews.find(
        one => one.request_id === row.id && one.stage === stage,
      )!.at;
    expect(stages!.items).toEqual([
      {
        stage: 'owner',
        ...timesOf(custom.map(row => at(row, 'owner') - +row.requested_at)),
      },
      {
        stage: 'admin',
        ...timesOf(custom.map(row => at(row, 'admin') - at(row, 'owner'))),
      },
    ]);
  });

  it('finds the median and the 90th percentile of any waits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3000 }), {
          minLength: 10,
          maxLength: 60,
        }),
        async waits => {
          const requests = waits.map((minutes, index) =>
            requestRow({
              number: index + 1,
              status: 'APPROVED',
              account_id: PRODUCTION,
              requested_at: new Date(NOW - 5 * DAY - index),
              closed_at: new Date(NOW - 5 * DAY - index + minutes * MINUTE),
            }),
          );
          await fill(portal, { requests, sessions: [], reviews: [] });
          const { cards } = await read('ada');
          expect(cards.totals!.now.times).toEqual(
            timesOf(requests.map(waited)),
          );
        },
      ),
      { numRuns: 10 },
    );
  });

  it('compares with the range of the same length before', async () => {
    const query = { from: '2026-10-24T09:00:00.000Z' };
    const { cards, before } = await read('ada', query);
    expect(before).toEqual({
      from: '2026-09-24T09:00:00.000Z',
      to: '2026-10-24T09:00:00.000Z',
    });
    const then = recount(history, 'ada', before!).requests;
    expect(cards.totals!.before!.requests).toBe(then.length);
    expect((await read('ada')).cards.totals!.before).toBeUndefined();
  });

  it('starts after ten requests, whatever the range', async () => {
    await fill(portal, {
      requests: history.requests.slice(0, 9),
      sessions: [],
      reviews: [],
    });
    const few = await read('ada');
    expect(few).toMatchObject({ isEnough: false, cards: {} });
    await fill(portal, history);
    const none = await read('ada', { from: '2026-11-23T08:59:59.000Z' });
    expect(none.isEnough).toBe(true);
    expect(none.cards.accounts).toEqual({ count: 0, items: [] });
  });

  it('leaves out a card that fails, and tells the others', async () => {
    await portal.db.schema.renameTable('account_owners', 'owners_away');
    const { cards } = await read('ada');
    expect(cards.ownerTimes).toBeUndefined();
    expect(cards.totals!.now.requests).toBe(400);
    await portal.db.schema.renameTable('owners_away', 'account_owners');
  });

  it('shows nothing of what was lost meanwhile', async () => {
    expect((await read('theo')).cards.totals!.now.requests).toBeGreaterThan(0);
    await portal.db('account_people').where('user_ref', refOf('theo')).delete();
    await expect(read('theo')).rejects.toThrow('Only account owners');
  });

  it.each<Name>(['dana', 'noah'])('is not for %s', async name => {
    await expect(read(name)).rejects.toMatchObject({ name: 'NotAllowedError' });
  });

  it('is narrowed by a policy, and trouble is not permission', async () => {
    portal.permits.hidesInsights = true;
    await expect(read('ada')).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    portal.permits.isDown = true;
    await expect(read('ada')).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('names the field of a range that ends before it starts', async () => {
    const query = {
      from: '2026-11-02T00:00:00.000Z',
      to: '2026-11-01T00:00:00.000Z',
    };
    await expect(read('ada', query)).rejects.toMatchObject({
      code: 'invalid-values',
      details: [{ field: 'to', message: 'The end is before the start.' }],
    });
  });

  it.each(['from', 'to'] as const)('names %s where it is no time', async at => {
    const query = { [at]: '2026-19-01T00:00:00Z' };
    await expect(read('ada', query)).rejects.toMatchObject({
      code: 'invalid-values',
      details: [{ field: at, message: expect.stringContaining('2026-19') }],
    });
  });

  it('counts for one at a time, whoever asks how much, and lets others have a turn', async () => {
    const { insights } = portal.stores;
    let open = () => {};
    const gate = new Promise<void>(done => (open = done));
    const card = insights.card.bind(insights);
    let atOnce = 0;
    let most = 0;
    jest.spyOn(insights, 'card').mockImplementation(async (...asked) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await gate;
      try {
        return await card(...asked);
      } finally {
        atOnce -= 1;
      }
    });
    let refused = 0;
    let enough = () => {};
    const seventeen = new Promise<void>(done => (enough = done));
    const answers = Array.from({ length: 20 }, (_, hours) =>
      read('ada', { to: new Date(NOW - hours * HOUR).toISOString() }),
    );
    const isRefused = () => {
      refused += 1;
      if (refused === 17) enough();
    };
    for (const answer of answers) answer.catch(isRefused);
    const other = read('theo');
    await seventeen;
    open();
    const settled = await Promise.allSettled(answers);
    const reasons = settled.flatMap(one =>
      one.status === 'rejected' ? [one.reason] : [],
    );
    expect(reasons).toHaveLength(17);
    for (const reason of reasons) {
      expect(reason).toMatchObject({
        code: 'too-many-insights',
        statusCode: 429,
      });
    }
    expect((await other).cards.totals!.now.requests).toBeGreaterThan(0);
    expect(most).toBe(3);
    // Refused once, not for ever
    const again = await read('ada', {
      to: new Date(NOW - 19 * HOUR).toISOString(),
    });
    expect(again.isEnough).toBe(true);
  });

  it('writes the time of its request beside each session', async () => {
    await fill(portal, { requests: [], sessions: [], reviews: [] });
    await portal.project();
    const session = await portal.granted('dana');
    const row = await portal.db('sessions').where({ id: session.id }).first();
    const asked = await portal.db('requests').first();
    expect(timeOf(row.requested_at)).toEqual(timeOf(asked.requested_at));
  });
});
