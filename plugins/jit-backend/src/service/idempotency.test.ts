import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { body, Portal } from '../testing/Portal';

onEachDatabase('an idempotency key', on => {
  let portal: Portal;
  beforeEach(() => {
    portal = on();
  });

  const send = (
    name: 'dana' | 'theo',
    change: Parameters<typeof body>[0] = {},
    idempotencyKey = 'key-1',
  ) =>
    portal.service.submitRequest(
      body(change),
      { idempotencyKey },
      portal.as(name),
    );

  it('gives the one request to fifty that come at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => send('dana')),
    );
    expect(new Set(replies.map(({ id }) => id)).size).toBe(1);
    expect(await portal.db('requests')).toHaveLength(1);
    const events = await portal.db('audit_events');
    expect(events.map(({ type }) => type)).toEqual(['request.submitted']);
  });

  it('is one user’s own', async () => {
    const [hers, his] = await Promise.all([send('dana'), send('theo')]);
    expect(hers.id).not.toBe(his.id);
  });

  it('is refused with another body', async () => {
    await send('dana');
    await expect(send('dana', { duration: 'PT2H' })).rejects.toMatchObject({
      code: 'idempotency-key-reused',
      statusCode: 422,
    });
  });

  it('means the same whatever the order of the fields', async () => {
    const first = await send('dana');
    const { accountId, ...rest } = body();
    const again = await portal.service.submitRequest(
      { ...rest, accountId },
      { idempotencyKey: 'key-1' },
      portal.as('dana'),
    );
    expect(again.id).toBe(first.id);
  });

  it('may be used again after a day', async () => {
    const first = await send('dana');
    await portal.service.cancelRequest(first.id, portal.as('dana'));
    portal.clock.advance(24 * 3_600_000);
    const second = await send('dana');
    expect(second.id).not.toBe(first.id);
  });

  it('lets one of fifty through where each has its own', async () => {
    const replies = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        send('dana', {}, `key-${index}`),
      ),
    );
    const sent = replies.filter(({ status }) => status === 'fulfilled');
    expect(sent).toHaveLength(1);
    const codes = replies.flatMap(reply =>
      reply.status === 'rejected' ? [reply.reason.code] : [],
    );
    expect(new Set(codes)).toEqual(new Set(['already-pending']));
  });

  it('is not needed for two names of one human to have one request', async () => {
    const { users } = portal.aws;
    users.set('theo@example.com', { ...users.get('dana@example.com')! });
    const replies = await Promise.allSettled([
      portal.asks('dana'),
      portal.asks('theo'),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    const rejected = replies.find(({ status }) => status === 'rejected');
    expect(rejected).toMatchObject({ reason: { code: 'already-pending' } });
  });
});
