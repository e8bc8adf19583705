import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { once } from 'node:events';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Name, refOf } from '../testing/cast';
import { Portal } from '../testing/Portal';
import { readCsv } from '../testing/readCsv';
import { serve } from './__testUtils__/serve';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('GET /requests/export', () => {
  let portal: Portal;
  let server: Server;
  let url: string;

  beforeEach(async () => {
    portal = await Portal.open(
      await databases.init('SQLITE_3'),
      mockServices.logger.mock(),
    );
    const app = await serve(portal.service);
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });

  const get = (name: Name, query = '', init: RequestInit = {}) =>
    fetch(`${url}/requests/export${query}`, {
      ...init,
      headers: { Authorization: mockCredentials.user.header(refOf(name)) },
    });

  const asks = (justification: string) =>
    portal.asks('dana', { justification });

  const textOf = async (response: Response) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      await response.arrayBuffer(),
    );

  it('is a file by name, with a byte order mark and a header', async () => {
    await asks('Look at the failed payouts, see OPS-771');
    const response = await get('audrey', '?from=2026-01-01T00:00:00Z');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(
      'text/csv; charset=utf-8',
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="jit-request-history_2026-01-01_\d{4}-\d\d-\d\d\.csv"$/,
    );
    const text = await textOf(response);
    expect(text.charCodeAt(0)).toBe(0xfeff);
    const [header, row, ...more] = readCsv(text.slice(1));
    expect(header.slice(0, 3)).toEqual(['request_id', 'status', 'type']);
    expect(header).toHaveLength(27);
    expect(row[0]).toBe('REQ-1');
    expect(row).toHaveLength(27);
    expect(more).toEqual([]);
  });

  it('has a header alone where nothing matches', async () => {
    const text = await textOf(await get('audrey'));
    expect(readCsv(text.slice(1))).toHaveLength(1);
  });

  it('keeps quotes, commas and line breaks, as RFC 4180 says', async () => {
    const justification = 'One "quoted", two;\nand a second line, see OPS-771';
    await asks(justification);
    const [header, row] = readCsv((await textOf(await get('sam'))).slice(1));
    expect(row[header.indexOf('justification')]).toBe(justification);
  });

  it.each(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])(
    'is safe for a spreadsheet where a text begins with %j',
    async sign => {
      await asks('Look at the failed payouts, see OPS-771');
      const justification = `${sign}HYPERLINK("https://evil.example";"x")`;
      // Submission would have trimmed blanks; what is stored is not trusted
      await portal.db('requests').update({ justification });
      const [header, row] = readCsv((await textOf(await get('sam'))).slice(1));
      expect(row[header.indexOf('justification')]).toBe(`'${justification}`);
    },
  );

  it('is not for somebody who only asks', async () => {
    const response = await get('dana');
    expect(response.status).toBe(403);
    expect((await response.json()).error).toMatchObject({
      code: 'not-an-approver',
    });
  });

  it.each(['?limit=5', '?cursor=x', '?counts=state', '?from=yesterday'])(
    'does not take %s',
    async query => {
      expect((await get('audrey', query)).status).toBe(400);
    },
  );

  /** Pages of long texts, until told otherwise. */
  function endless(each: () => Promise<void> = async () => {}) {
    const long = {
      number: 1,
      state: 'PENDING' as const,
      minutes: 60,
      requester: { ref: refOf('dana'), displayName: 'Dana' },
      account: { id: '111111111111', name: 'Production' },
      permissionSet: { type: 'standard' as const, name: 'ReadOnly' },
      justification: 'x'.repeat(1_000),
      requestedAt: portal.clock.read(),
      riskFlags: [],
      reviews: [],
    };
    let given = 0;
    let stopped = () => {};
    const ended = new Promise<void>(done => (stopped = done));
    jest
      .spyOn(portal.stores.requestLists, 'exportPages')
      .mockImplementation(async function* pages() {
        try {
          for (;;) {
            await each();
            given += 1;
            yield Array.from({ length: 1_000 }, () => long);
          }
        } finally {
          stopped();
        }
      });
    return { ended, given: () => given };
  }

  it('breaks the connection where the rest cannot be read: no half a file', async () => {
    let pages = 0;
    endless(async () => {
      pages += 1;
      if (pages > 3) throw new Error('connection lost');
    });
    const response = await get('audrey');
    expect(response.status).toBe(200);
    await expect(response.arrayBuffer()).rejects.toThrow();
  });

  it('waits for whoever takes it slowly, and stops when they are gone', async () => {
    const reading = endless();
    const leaving = new AbortController();
    const response = await get('audrey', '', { signal: leaving.signal });
    const reader = response.body!.getReader();
    await reader.read();
    // Nobody reads on: what fits between the two is soon full
    let before = -1;
    while (before < reading.given()) {
      before = reading.given();
      await portal.db.raw('select 1');
      await new Promise(done => setImmediate(done));
    }
    leaving.abort();
    await reading.ended;
    expect(reading.given()).toBeLessThan(100);
  });
});
