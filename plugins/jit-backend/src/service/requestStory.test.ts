import { AccessRequest } from '@jit-portal/backstage-plugin-jit-common';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { Portal } from '../testing/Portal';
import { expireOverdue } from './expireOverdue';

const DAY = 86_400_000;

onEachDatabase('a request that waits', on => {
  let portal: Portal;
  let request: AccessRequest;
  beforeEach(async () => {
    portal = on();
    request = await portal.asks('dana');
  });

  const review = (name: Parameters<Portal['as']>[0], change: object) =>
    portal.service.reviewRequest(
      request.id,
      { version: request.version, decision: 'approve', ...change },
      portal.as(name),
    );

  async function current() {
    return (await portal.stores.requests.find(request.id))!;
  }

  it('the requester cancels, once', async () => {
    const cancelled = await portal.service.cancelRequest(
      'REQ-1',
      portal.as('dana'),
    );
    expect(cancelled).toMatchObject({ status: 'CANCELLED' });
    await expect(
      portal.service.cancelRequest('REQ-1', portal.as('dana')),
    ).rejects.toMatchObject({ code: 'not-pending' });
    await expect(review('olivia', {})).rejects.toMatchObject({
      code: 'not-pending',
      message: 'Dana took this request back. Your decision was not recorded.',
    });
    await expect(portal.asks('dana')).resolves.toMatchObject({
      number: 'REQ-2',
    });
  });

  it('nobody else cancels, and no policy in trouble stops it', async () => {
    await expect(
      portal.service.cancelRequest('REQ-1', portal.as('olivia')),
    ).rejects.toMatchObject({ code: 'not-yours' });
    portal.permits.isDown = true;
    await expect(
      portal.service.cancelRequest('REQ-1', portal.as('dana')),
    ).resolves.toMatchObject({ status: 'CANCELLED' });
  });

  it('the requester reminds once an hour, and a review still fits', async () => {
    await portal.service.remindReviewers('REQ-1', portal.as('dana'));
    await expect(
      portal.service.remindReviewers('REQ-1', portal.as('dana')),
    ).rejects.toMatchObject({ code: 'reminded-recently' });
    portal.clock.advance(3_600_000);
    await portal.service.remindReviewers('REQ-1', portal.as('dana'));
    await expect(review('olivia', {})).resolves.toBeDefined();
  });

  it('expires, and can be sent again', async () => {
    portal.clock.advance(DAY);
    const { requests } = portal.stores;
    const sweep = () => expireOverdue({ requests, onChanged: () => {} });
    expect(await Promise.all([sweep(), sweep()])).toEqual(
      expect.arrayContaining([1, 0]),
    );
    expect(await current()).toMatchObject({
      status: 'EXPIRED',
      closedAt: new Date(request.windowEndsAt),
    });
    await expect(portal.asks('dana')).resolves.toBeDefined();
  });

  it('has its story told in order', async () => {
    await review('olivia', { comment: 'go on' });
    const { items } = await portal.service.getRequestEvents(
      'REQ-1',
      portal.as('dana'),
    );
    expect(items).toMatchObject([
      { type: 'request.submitted', by: { displayName: 'Dana' } },
      {
        type: 'request.approved',
        by: { displayName: 'Olivia' },
        data: { comment: 'go on', as: 'owner' },
      },
    ]);
    await expect(
      portal.service.getRequestEvents('REQ-1', portal.as('theo')),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});
