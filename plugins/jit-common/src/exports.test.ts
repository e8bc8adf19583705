import { JitClient } from './client';
import { exportFileName, readExport } from './exports';

const NOW = new Date('2026-11-23T23:30:00Z');

describe('exportFileName', () => {
  it.each([
    [
      { from: '2026-10-24T00:00:00Z', to: '2026-11-24T00:00:00Z' },
      'UTC',
      'jit-request-history_2026-10-24_2026-11-23.csv',
    ],
    [
      { from: '2026-10-23T22:00:00Z', to: '2026-11-23T23:00:00Z' },
      'Europe/Berlin',
      'jit-request-history_2026-10-24_2026-11-23.csv',
    ],
    [
      { from: '2026-10-24T00:00:00Z' },
      'UTC',
      'jit-request-history_2026-10-24_2026-11-23.csv',
    ],
    [{}, 'UTC', 'jit-request-history_until_2026-11-23.csv'],
    [{}, 'Europe/Berlin', 'jit-request-history_until_2026-11-24.csv'],
  ])('of %j in %s', (range, zone, name) => {
    expect(exportFileName(range, NOW, zone)).toBe(name);
  });
});

describe('an export that is read', () => {
  const answering = (...chunks: string[]) => {
    const encoder = new TextEncoder();
    return new Response(
      new ReadableStream({
        start(controller) {
          for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
          controller.close();
        },
      }),
    );
  };

  it.each([
    [0, ['\ufeffid,text\r\n']],
    [1, ['id,text\r\n', '1,one\r\n']],
    [2, ['id,text\r\n1,"a ""quoted"" one\r\nin', ' two lines"\r\n2,""\r\n']],
  ])('counts %d requests', async (rows, chunks) => {
    const { file, rows: counted } = await readExport(answering(...chunks));
    expect(counted).toBe(rows);
    expect(file.type).toBe('text/csv');
    expect(file.size).toBe(new TextEncoder().encode(chunks.join('')).length);
  });

  it('is none where the connection broke off', async () => {
    const broken = new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('id\r\n1\r\n'));
          controller.error(new TypeError('terminated'));
        },
      }),
    );
    await expect(readExport(broken)).rejects.toThrow();
  });

  it('is asked for with the filters of the list, and no token in the address', async () => {
    const asked: string[] = [];
    const client = new JitClient({
      discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
      fetchApi: {
        fetch: (async (url: string) => {
          asked.push(url);
          return answering('id\r\n');
        }) as typeof fetch,
      },
    });
    await client.exportRequests({ state: ['REJECTED'], order: 'asc' });
    expect(asked).toEqual([
      'http://portal/api/jit/requests/export?state=REJECTED&order=asc',
    ]);
  });
});
