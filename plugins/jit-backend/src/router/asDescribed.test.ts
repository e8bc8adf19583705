import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { createServer, request, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { Name, refOf } from '../testing/cast';
import { Portal } from '../testing/Portal';
import { serve } from './__testUtils__/serve';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const INJECTED = 'asc,(select 1)';

describe('what reaches a route', () => {
  let portal: Portal;
  let server: Server;
  beforeEach(async () => {
    const db = await databases.init('SQLITE_3');
    portal = await Portal.open(db, mockServices.logger.mock());
    server = createServer(await serve(portal.service));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise(resolve => server.close(resolve)));

  /** As written on the wire: clients would tidy the target up. */
  function send(
    name: Name,
    method: string,
    target: string,
    body?: object,
    type: string = 'application/json',
  ): Promise<{ status: number; error?: { code?: string; message: string } }> {
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: (server.address() as AddressInfo).port,
          method,
          path: target,
          headers: {
            Authorization: mockCredentials.user.header(refOf(name)),
            'Content-Type': type,
          },
        },
        answer => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', part => (text += part));
          answer.on('end', () =>
            resolve({
              status: answer.statusCode!,
              error: text ? JSON.parse(text).error : undefined,
            }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(body && JSON.stringify(body));
    });
  }

  const query = `order=${encodeURIComponent(INJECTED)}`;

  it.each([
    ['an absolute target', `http://elsewhere/accounts?${query}`],
    ['a backslash', `/accounts\\?${query}#`],
    ['a fragment behind the query', `/accounts?${query}#`],
    ['a fragment before it', `/accounts#?${query}`],
    ['a backslash in the query', `/accounts?q=\\&${query}`],
  ])('is not %s', async (_, target) => {
    expect(await send('dana', 'GET', target)).toMatchObject({
      status: 400,
      error: { code: 'malformed' },
    });
  });

  it.each([
    ['in another case', `/Accounts?${query}`],
    ['with a slash behind', `/accounts/?${query}`],
    ['plain', `/accounts?${query}`],
  ])('is validated %s', async (_, target) => {
    expect(await send('dana', 'GET', target)).toMatchObject({
      status: 400,
      error: { code: 'malformed' },
    });
  });

  it('is no HEAD, which nothing would have validated', async () => {
    const { status } = await send('dana', 'HEAD', `/accounts?${query}`);
    expect(status).toBe(404);
  });

  it('is no review behind a fragment, whatever its body', async () => {
    const asked = await portal.asks('dana');
    const target = `/requests/${asked.id}/reviews`;
    const body = { version: asked.version, decision: 'yes' };
    for (const path of [target, `${target}#x`, `${target}\\`]) {
      expect((await send('olivia', 'POST', path, body)).status).toBe(400);
    }
    expect(await portal.db('reviews')).toEqual([]);
  });

  it.each([
    'application/json#/properties/body',
    'application/json; a="/../json#/properties/query;"',
    'text/plain',
    'x/1',
  ])('is judged by its own schema, whatever type it says: %s', async type => {
    await send('dana', 'GET', '/requests?limit=5');
    const path = `/requests?limit=abc&${query}`;
    expect(await send('dana', 'GET', path, undefined, type)).toMatchObject({
      status: 400,
      error: { code: 'malformed' },
    });
    const asked = await portal.asks('dana');
    const reviews = `/requests/${asked.id}/reviews`;
    const body = { version: asked.version, decision: 'yes' };
    await send('olivia', 'POST', reviews, { version: 1, decision: 'no' });
    expect(await send('olivia', 'POST', reviews, body, type)).toMatchObject({
      status: 415,
      error: { code: 'unsupported-media-type' },
    });
    expect(await portal.db('reviews')).toEqual([]);
  });

  it.each([
    'application/json; charset=utf-8',
    'Application/JSON;charset="UTF-8"',
  ])('may say its charset: %s', async type => {
    const asked = await portal.asks('dana');
    const body = { version: asked.version, decision: 'approve' };
    const path = `/requests/${asked.id}/reviews`;
    const { status } = await send('olivia', 'POST', path, body, type);
    expect(status).toBe(200);
  });

  it.each(['2026-19-01T00:00:00Z', '2026-11-39T00:00:00Z'])(
    'is no time that there is not: %s',
    async from => {
      expect(
        await send('olivia', 'GET', `/requests?from=${from}`),
      ).toMatchObject({ status: 400, error: { code: 'malformed' } });
    },
  );
});
