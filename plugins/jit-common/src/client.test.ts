import { JitClient, jitErrorBody } from './client';

function clientAnswering(response: () => Response) {
  const calls: { url: string; init?: RequestInit }[] = [];
  const client = new JitClient({
    discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
    fetchApi: {
      fetch: (async (url: string, init?: RequestInit) => {
        calls.push({ url, init });
        return response();
      }) as typeof fetch,
    },
  });
  return { client, calls };
}

const json =
  (body: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    });

describe('JitClient', () => {
  it('repeats a filter for each of its values and leaves out what is not set', async () => {
    const { client, calls } = clientAnswering(json({ items: [] }));
    await client.listRequests({
      state: ['ACTIVE', 'ENDED'],
      q: undefined,
      limit: 20,
    });
    expect(calls[0].url).toBe(
      'http://portal/api/jit/requests?state=ACTIVE&state=ENDED&limit=20',
    );
  });

  it('sends a submission with its idempotency key', async () => {
    const { client, calls } = clientAnswering(json({ id: 'r' }, 201));
    const body = {
      accountId: '111111111111',
      permissionSet: { type: 'standard', name: 'ReadOnlyAccess' } as const,
      duration: 'PT1H',
      justification: 'Look into failed payouts',
    };
    await client.submitRequest(body, { idempotencyKey: 'k-1' });
    expect(calls[0]).toMatchObject({
      url: 'http://portal/api/jit/requests',
      init: { method: 'POST', headers: { 'Idempotency-Key': 'k-1' } },
    });
    expect(JSON.parse(String(calls[0].init?.body))).toEqual(body);
  });

  it('sends several at once by routes of their own', async () => {
    const { client, calls } = clientAnswering(json({ results: [] }));
    const items = [{ id: 'r-1', version: 2 }];
    await client.reviewRequests({ items, decision: 'approve' });
    const body = {
      accountIds: ['111111111111', '222222222222'],
      permissionSet: { type: 'standard', name: 'ReadOnlyAccess' } as const,
      duration: 'PT1H',
      justification: 'Look into failed payouts',
    };
    await client.submitRequests(body, { idempotencyKey: 'k-2' });
    expect(calls).toMatchObject([
      { url: 'http://portal/api/jit/requests/reviews' },
      {
        url: 'http://portal/api/jit/submissions',
        init: { method: 'POST', headers: { 'Idempotency-Key': 'k-2' } },
      },
    ]);
    expect(calls.map(({ init }) => JSON.parse(String(init?.body)))).toEqual([
      { items, decision: 'approve' },
      body,
    ]);
  });

  it('cannot be led to another route by an id', async () => {
    const { client, calls } = clientAnswering(json({}));
    await client.getRequest('../sessions/x');
    expect(calls[0].url).toBe(
      'http://portal/api/jit/requests/..%2Fsessions%2Fx',
    );
  });

  it('hands on what a refusal said', async () => {
    const { client } = clientAnswering(
      json(
        {
          error: {
            name: 'ConflictError',
            message: 'Omar Haddad approved this request',
            code: 'already-decided',
            decidedBy: 'Omar Haddad',
            decidedAt: '2026-11-23T09:00:00.000Z',
          },
          request: { method: 'POST', url: '/' },
          response: { statusCode: 409 },
        },
        409,
      ),
    );
    const error = await client
      .reviewRequest('r', { version: 1, decision: 'approve' })
      .catch(caught => caught);
    expect(error.statusCode).toBe(409);
    expect(jitErrorBody(error)).toMatchObject({
      code: 'already-decided',
      decidedBy: 'Omar Haddad',
    });
  });

  it('says nothing of errors that are not the server’s', () => {
    expect(jitErrorBody(new TypeError('offline')).code).toBeUndefined();
  });
});
