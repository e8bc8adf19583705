import {
  AccessRequest,
  SubmitReviews,
} from '@jit-portal/backstage-plugin-jit-common';
import { DATA_LAKE, STAGING } from '../testing/accounts';
import { Name } from '../testing/cast';
import { managedArn } from '../testing/FakeManagedPolicies';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { Portal } from '../testing/Portal';

onEachDatabase('a decision on several requests', on => {
  let portal: Portal;
  let requests: AccessRequest[];
  beforeEach(async () => {
    portal = on();
    requests = [
      await portal.asks('dana'),
      await portal.asks('dana', { accountId: STAGING }),
      await portal.asks('theo'),
    ];
  });

  const decide = (
    name: Name,
    change: Partial<SubmitReviews> = {},
    actor?: string,
  ) =>
    portal.service.reviewRequests(
      {
        items: requests.map(({ id, version }) => ({ id, version })),
        decision: 'approve',
        ...change,
      },
      portal.as(name, actor),
    );

  /** What became of each, in a word: its status or why not. */
  const words = ({ results }: Awaited<ReturnType<typeof decide>>) =>
    results.map(({ request, error }) => request?.status ?? error?.code);

  const eventsOf = async (type: string) => {
    const rows = await portal.db('audit_events').where({ type }).orderBy('id');
    return rows.map(row => ({ ...row, data: JSON.parse(row.data) }));
  };

  it('approves each with one comment, in the order asked', async () => {
    const items = [...requests].reverse();
    const { results } = await decide('olivia', {
      items: items.map(({ number, version }) => ({ id: number, version })),
      comment: 'All for OPS-771',
    });
    expect(results.map(({ id }) => id)).toEqual(['REQ-3', 'REQ-2', 'REQ-1']);
    expect(results.map(({ request }) => request?.id)).toEqual(
      items.map(({ id }) => id),
    );
    for (const { request } of results) {
      expect(request).toMatchObject({
        status: 'APPROVED',
        stages: [{ review: { comment: 'All for OPS-771', as: 'owner' } }],
        session: { status: 'PROVISIONING' },
      });
    }
  });

  it('is on record as said together', async () => {
    await decide('olivia');
    const inBulk = (await eventsOf('request.approved')).map(
      ({ data }) => data.inBulk,
    );
    expect(inBulk).toHaveLength(3);
    expect(new Set(inBulk.map(({ id }) => id)).size).toBe(1);
    expect(inBulk[0].of).toBe(3);
  });

  it('leaves the others alone where one is refused', async () => {
    await portal.approves('omar', requests[1]);
    portal.clock.advance(10_000);
    const answer = await decide('olivia');
    expect(words(answer)).toEqual(['APPROVED', 'already-decided', 'APPROVED']);
    expect(answer.results[1].error).toEqual({
      name: 'ConflictError',
      code: 'already-decided',
      message:
        'Omar approved this request 10 seconds ago. Your decision was not recorded.',
      decidedBy: 'user:default/omar',
      decidedAt: '2026-11-23T09:00:00.000Z',
    });
    const [refused] = await eventsOf('request.refused');
    expect(refused).toMatchObject({
      request_id: requests[1].id,
      data: { code: 'already-decided', inBulk: { of: 3 } },
    });
  });

  it('judges right, state and version of each as a single one', async () => {
    const own = await portal.asks('olivia');
    const elsewhere = await portal.asks('dana', { accountId: DATA_LAKE });
    const answer = await decide('olivia', {
      items: [
        { id: own.id, version: 1 },
        { id: elsewhere.id, version: 1 },
        { id: 'REQ-99', version: 1 },
        { id: requests[0].id, version: 7 },
        { id: requests[1].id, version: 1 },
      ],
    });
    expect(words(answer)).toEqual([
      'own-request',
      'not-found',
      'not-found',
      'version-changed',
      'APPROVED',
    ]);
    expect(answer.results[1].error).toEqual(answer.results[2].error);
  });

  it('leaves out what needs a look of its own, and still rejects it', async () => {
    const custom = await portal.asks('dana', {
      permissionSet: {
        type: 'custom',
        name: 'JIT-fix-export',
        sessionDuration: 'PT1H',
        managedPolicies: [managedArn('AmazonS3ReadOnlyAccess')],
      },
    });
    const high = requests[1];
    const flags = [{ code: 'admin', level: 'HIGH', text: 'Administrator' }];
    await portal
      .db('requests')
      .where({ id: high.id })
      .update({ risk_flags: JSON.stringify(flags) });
    const items = [custom, high, requests[0]].map(({ id, version }) => ({
      id,
      version,
    }));
    const approved = await decide('olivia', { items, comment: 'Fine by me' });
    expect(words(approved)).toEqual([
      'needs-own-review',
      'needs-own-review',
      'APPROVED',
    ]);
    expect(approved.results[0].error?.message).toBe(
      'This request needs its own review.',
    );
    const rejected = await decide('olivia', {
      items: items.slice(0, 2),
      decision: 'reject',
      comment: 'Not this week',
    });
    expect(words(rejected)).toEqual(['REJECTED', 'REJECTED']);
  });

  it('needs a comment to reject, as one does', async () => {
    const silent = await decide('olivia', { decision: 'reject' });
    expect(words(silent)).toEqual(Array(3).fill('comment-required'));
    expect(silent.results[0].error?.details).toEqual([
      {
        field: 'comment',
        message: 'Add a comment so the requester knows why.',
      },
    ]);
    const told = await decide('olivia', {
      decision: 'reject',
      comment: 'Wrong account.',
      reasonCode: 'wrong-account',
    });
    expect(told.results.map(({ request }) => request?.stages[0])).toEqual(
      Array(3).fill(
        expect.objectContaining({
          review: expect.objectContaining({ reasonCode: 'wrong-account' }),
        }),
      ),
    );
  });

  it('refuses a request that is listed twice, and changes nothing', async () => {
    const [{ id, number }] = requests;
    await expect(
      decide('olivia', {
        items: [
          { id: number, version: 1 },
          { id: number.toLowerCase(), version: 1 },
        ],
      }),
    ).rejects.toMatchObject({
      name: 'InputError',
      code: 'invalid-values',
      details: [{ field: 'items.1.id', message: 'req-1 is listed twice.' }],
    });
    // Under two names it is decided once
    const answer = await decide('olivia', {
      items: [
        { id, version: 1 },
        { id: number, version: 1 },
      ],
    });
    expect(words(answer)).toEqual(['APPROVED', 'already-decided']);
    expect(await portal.db('sessions')).toHaveLength(1);
  });

  it('goes on after what nobody foresaw, and keeps its inside', async () => {
    const { requests: store } = portal.stores;
    const { saveReview } = store;
    store.saveReview = function failing(saving) {
      if (saving.seen.id === requests[1].id) throw new TypeError('secret');
      return saveReview.call(store, saving);
    };
    const answer = await decide('olivia');
    expect(words(answer)).toEqual(['APPROVED', 'unexpected', 'APPROVED']);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('changes none while the catalog cannot be read', async () => {
    portal.catalog.isDown = true;
    const { results } = await decide('olivia');
    expect(results.map(({ error }) => error?.name)).toEqual(
      Array(3).fill('ServiceUnavailableError'),
    );
    expect(await portal.db('reviews')).toEqual([]);
  });

  it('asks AWS for one after the other', async () => {
    let under = 0;
    let most = 0;
    const { readPermissionSet } = portal.aws;
    portal.aws.readPermissionSet = async arn => {
      under += 1;
      most = Math.max(most, under);
      const set = await readPermissionSet.call(portal.aws, arn);
      await new Promise(setImmediate);
      under -= 1;
      return set;
    };
    expect(words(await decide('olivia'))).toEqual(Array(3).fill('APPROVED'));
    expect(most).toBe(1);
  });

  it('begins no more when the caller would no longer wait', async () => {
    const { requests: store } = portal.stores;
    const { saveReview } = store;
    store.saveReview = function slow(saving) {
      portal.clock.advance(30_000);
      return saveReview.call(store, saving);
    };
    const answer = await decide('olivia');
    expect(words(answer)).toEqual(['APPROVED', 'APPROVED', 'not-tried']);
    expect(words(await decide('olivia'))).toEqual([
      'already-decided',
      'already-decided',
      'APPROVED',
    ]);
  });

  it('is no plugin’s to make, whatever it holds', async () => {
    await expect(decide('olivia', {}, 'plugin:mcp')).rejects.toMatchObject({
      code: 'acting-for-somebody',
    });
    expect(await portal.db('reviews')).toEqual([]);
  });

  it('has one winner for each where two decide at once', async () => {
    const answers = await Promise.all([
      decide('olivia'),
      decide('omar'),
      decide('sam', { decision: 'reject', comment: 'Not this week' }),
    ]);
    requests.forEach((_, index) => {
      const won = answers.filter(({ results }) => results[index].request);
      expect(won).toHaveLength(1);
    });
    expect(await portal.db('reviews')).toHaveLength(3);
  });
});
