import { AccessRequest } from '@jit-portal/backstage-plugin-jit-common';
import { STAGING } from '../testing/accounts';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { Portal } from '../testing/Portal';
import { expireOverdue } from './expireOverdue';

onEachDatabase('a review', on => {
  let portal: Portal;
  let request: AccessRequest;
  beforeEach(async () => {
    portal = on();
    request = await portal.asks('dana');
  });

  const review = (
    name: Parameters<Portal['as']>[0],
    change: object,
    id = request.id,
  ) =>
    portal.service.reviewRequest(
      id,
      { version: request.version, decision: 'approve', ...change },
      portal.as(name),
    );

  async function current() {
    return (await portal.stores.requests.find(request.id))!;
  }

  it.each([
    ['olivia', 'owner'],
    ['omar', 'owner'], // through a nested group
    ['sam', 'sso-admin'],
    ['ada', 'admin'],
    ['petra', 'owner'], // both; the nearer one counts
  ] as const)('%s approves as %s', async (name, as) => {
    const approved = await review(name, { comment: 'go on' });
    expect(approved.stages[0].review).toMatchObject({ as, comment: 'go on' });
  });

  it('keeps what the engine derives the right from', async () => {
    await review('olivia', {});
    const event = await portal
      .db('audit_events')
      .where({ type: 'request.approved' })
      .first();
    expect(JSON.parse(event.data)).toMatchObject({
      contentHash: (await current()).contentHash,
      stage: 'owner',
      reviewerRef: 'user:default/olivia',
      reviewerPrincipalId: 'principal-olivia',
    });
  });

  it('is refused to the requester, also under another name', async () => {
    await expect(review('dana', {})).rejects.toMatchObject({
      code: 'own-request',
      message: 'You cannot review your own request.',
    });
    // The same Identity Center user behind an owner's name
    portal.aws.users.set('olivia@example.com', {
      ...portal.aws.users.get('dana@example.com')!,
    });
    await expect(review('olivia', {})).rejects.toMatchObject({
      code: 'own-request',
    });
  });

  it('asks AWS nothing where it is refused in any case', async () => {
    const find = jest.spyOn(portal.aws, 'findUser');
    await expect(review('olivia', { duration: 'PT23H' })).rejects.toMatchObject(
      { code: 'too-long' },
    );
    await expect(review('olivia', { version: 7 })).rejects.toMatchObject({
      code: 'version-changed',
    });
    expect(find).not.toHaveBeenCalled();
  });

  it('is metered where AWS is asked, and a rejection waits for nothing', async () => {
    portal.aws.users.get('dana@example.com')!.enabled = false;
    for (let times = 0; times < 120; times += 1) {
      await expect(review('olivia', {})).rejects.toMatchObject({
        code: 'no-longer-grantable',
      });
    }
    const find = jest.spyOn(portal.aws, 'findUser');
    await expect(review('olivia', {})).rejects.toMatchObject({
      code: 'too-many-reviews',
    });
    const rejected = await review('olivia', {
      decision: 'reject',
      comment: 'Dana has left',
    });
    expect(rejected.status).toBe('REJECTED');
    expect(find).not.toHaveBeenCalled();
  });

  it('is told with the next request, in words that can be erased', async () => {
    await review('olivia', { decision: 'reject', comment: 'Wrong account.' });
    const next = await portal.asks('dana');
    const note = async () => {
      const { riskFlags } = await portal.service.getRequest(
        next.id,
        portal.as('olivia'),
      );
      return riskFlags.find(({ code }) => code === 'rejected-recently')?.text;
    };
    expect(await note()).toMatch(
      /^REQ-1 for ReadOnlyAccess was rejected .+ before this: “Wrong account\.”$/,
    );
    const row = await portal.db('requests').where({ id: next.id }).first();
    expect(row.risk_flags).not.toContain('Wrong account');
    await portal.db('reviews').update({ comment: null });
    expect(await note()).toMatch(
      /^REQ-1 for ReadOnlyAccess was rejected .+ before this$/,
    );
  });

  it('is no approval of somebody whose catalog entity has no e-mail', async () => {
    const standing = portal.catalog.people.get('user:default/olivia')!;
    portal.catalog.people.set('user:default/olivia', {
      ...standing,
      person: { ...standing.person, email: undefined },
    });
    await expect(review('olivia', {})).rejects.toMatchObject({
      name: 'NotAllowedError',
      code: 'no-email',
    });
    const [refused] = await portal
      .db('audit_events')
      .where({ type: 'request.refused' });
    expect(JSON.parse(refused.data).code).toBe('no-email');
    const no = { decision: 'reject' as const, comment: 'Not like this' };
    expect(await review('olivia', no)).toMatchObject({ status: 'REJECTED' });
  });

  it('does not exist for those who may not read it', async () => {
    await expect(review('theo', {})).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'This request does not exist or you may not see it.',
    });
  });

  it('is refused to auditors, who may read', async () => {
    await expect(review('audrey', {})).rejects.toMatchObject({
      code: 'not-an-approver',
    });
  });

  it('is refused to a plugin that acts for somebody', async () => {
    await expect(
      portal.service.reviewRequest(
        request.id,
        { version: 1, decision: 'approve' },
        portal.as('olivia', 'plugin:mcp'),
      ),
    ).rejects.toMatchObject({ code: 'acting-for-somebody' });
  });

  it('is refused where the policy says no, and waits where it cannot be asked', async () => {
    portal.permits.denied.add('request.review');
    await expect(review('olivia', {})).rejects.toMatchObject({
      code: 'policy',
    });
    portal.permits.isDown = true;
    await expect(review('olivia', {})).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('waits while the catalog cannot be read', async () => {
    portal.catalog.isDown = true;
    await expect(review('olivia', {})).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    expect(await current()).toMatchObject({ status: 'PENDING', reviews: [] });
  });

  it('says who decided, and when, to the second one', async () => {
    await review('olivia', {});
    portal.clock.advance(10_000);
    await expect(review('omar', {})).rejects.toMatchObject({
      code: 'already-decided',
      message:
        'Olivia approved this request 10 seconds ago. Your decision was not recorded.',
      decidedBy: 'user:default/olivia',
      decidedAt: '2026-11-23T09:00:00.000Z',
    });
    expect((await current()).reviews).toHaveLength(1);
  });

  it('is refused with a version that was not seen', async () => {
    await expect(review('olivia', { version: 7 })).rejects.toMatchObject({
      code: 'version-changed',
    });
  });

  it('needs a comment to reject, and keeps the reason', async () => {
    await expect(
      review('olivia', { decision: 'reject', comment: 'no' }),
    ).rejects.toMatchObject({
      code: 'comment-required',
      details: [
        {
          field: 'comment',
          message: 'Add a comment so the requester knows why.',
        },
      ],
    });
    const rejected = await review('olivia', {
      decision: 'reject',
      comment: 'Wrong account.',
      reasonCode: 'wrong-account',
    });
    expect(rejected).toMatchObject({ status: 'REJECTED', state: 'REJECTED' });
    expect(rejected.stages[0]).toMatchObject({
      status: 'rejected',
      review: { reasonCode: 'wrong-account', comment: 'Wrong account.' },
    });
    expect(rejected.session).toBeUndefined();
  });

  it('rejects while AWS does not answer, and approves only when it does', async () => {
    portal.aws.isDown = true;
    await expect(review('olivia', {})).rejects.toMatchObject({
      code: 'aws-unavailable',
    });
    await expect(
      review('olivia', { decision: 'reject', comment: 'Not now.' }),
    ).resolves.toMatchObject({ status: 'REJECTED' });
  });

  it('may shorten the duration and never lengthen it', async () => {
    await expect(review('olivia', { duration: 'PT2H' })).rejects.toMatchObject({
      code: 'too-long',
    });
    await expect(review('olivia', { duration: 'soon' })).rejects.toMatchObject({
      code: 'invalid-values',
    });
    const approved = await review('olivia', { duration: 'PT30M' });
    expect(approved).toMatchObject({
      duration: 'PT1H',
      approvedDuration: 'PT30M',
      session: { duration: 'PT30M' },
    });
  });

  it('is too late by a millisecond', async () => {
    portal.clock.set(request.windowEndsAt);
    await expect(review('olivia', {})).rejects.toMatchObject({
      code: 'window-over',
      message:
        'This request expired at 09:00 UTC. The requester can send it again.',
    });
    const seen = await portal.service.getRequest('REQ-1', portal.as('olivia'));
    expect(seen).toMatchObject({ status: 'EXPIRED', allowedActions: [] });
  });

  it('is in time a millisecond before', async () => {
    portal.clock.set(request.windowEndsAt);
    portal.clock.advance(-1);
    await expect(review('olivia', {})).resolves.toMatchObject({
      status: 'APPROVED',
    });
  });

  it('is refused by the store where the window closes after the judgement', async () => {
    const { saveReview } = portal.stores.requests;
    portal.stores.requests.saveReview = function late(saving) {
      portal.clock.set(request.windowEndsAt);
      return saveReview.call(portal.stores.requests, saving);
    };
    await expect(review('olivia', {})).rejects.toMatchObject({
      code: 'window-over',
    });
    expect(await current()).toMatchObject({ status: 'PENDING', reviews: [] });
  });

  it('wins once where approve, reject, cancel and expiry meet', async () => {
    portal.clock.set(request.windowEndsAt);
    portal.clock.advance(-1);
    const expiry = async () => {
      portal.clock.advance(1);
      return expireOverdue({
        requests: portal.stores.requests,
        onChanged: () => {},
      });
    };
    await Promise.allSettled([
      review('olivia', {}),
      review('sam', { decision: 'reject', comment: 'Not now.' }),
      portal.service.cancelRequest(request.id, portal.as('dana')),
      expiry(),
      review('omar', {}),
    ]);
    const events = await portal
      .db('audit_events')
      .whereIn('type', [
        'request.approved',
        'request.rejected',
        'request.cancelled',
        'request.expired',
      ]);
    expect(events).toHaveLength(1);
    const { status, version, reviews } = await current();
    expect(events[0].type).toBe(`request.${status.toLowerCase()}`);
    expect(version).toBe(2);
    const reviewed = ['APPROVED', 'REJECTED'].includes(status);
    expect(reviews).toHaveLength(reviewed ? 1 : 0);
    expect(await portal.db('sessions')).toHaveLength(
      status === 'APPROVED' ? 1 : 0,
    );
  });

  it('has one winner among twenty at once', async () => {
    const names = ['olivia', 'omar', 'sam', 'ada', 'lena'] as const;
    const replies = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => review(names[index % 5], {})),
    );
    expect(replies.filter(({ status }) => status === 'fulfilled')).toHaveLength(
      1,
    );
    expect(await portal.db('reviews')).toHaveLength(1);
    expect(await portal.db('sessions')).toHaveLength(1);
  });

  it('draws what it obeys', async () => {
    const actions = async (name: Parameters<Portal['as']>[0]) => {
      const seen = await portal.service.getRequest('req-1', portal.as(name));
      return seen.allowedActions.map(({ name: action, allowed }) =>
        allowed ? action : `no ${action}`,
      );
    };
    expect(await actions('dana')).toEqual(['cancel', 'remind']);
    expect(await actions('olivia')).toEqual(['approve', 'reject']);
    expect(await actions('ada')).toEqual(['approve', 'reject']);
    expect(await actions('audrey')).toEqual([]);
    portal.permits.denied.add('request.review');
    expect(await actions('olivia')).toEqual(['no approve', 'no reject']);
  });

  it('tells what helps to decide', async () => {
    const details = await portal.service.getRequest(
      'REQ-1',
      portal.as('olivia'),
    );
    expect(details).toMatchObject({
      canDecide: [
        { displayName: 'Payments Owners', as: 'owner', people: 3 },
        { displayName: 'SSO Admins', as: 'sso-admin', people: 3 },
        { displayName: 'Admins', as: 'admin', people: 1 },
      ],
      requesterRecord: { days: 90, approved: 0, rejected: 0, expired: 0 },
      activeOnAccount: 0,
      maxDuration: 'PT8H',
      requireComment: { approve: false, reject: true },
    });
  });

  it('names no group in which nobody is left', async () => {
    await portal.db('account_people').delete();
    const details = await portal.service.getRequest('REQ-1', portal.as('ada'));
    expect(details.canDecide.map(({ displayName }) => displayName)).toEqual([
      'SSO Admins',
      'Admins',
    ]);
  });

  it('leaves other requests alone', async () => {
    const other = await portal.asks('dana', { accountId: STAGING });
    await review('olivia', {});
    expect(
      await portal.service.getRequest(other.id, portal.as('dana')),
    ).toMatchObject({ status: 'PENDING', version: 1 });
  });
});
