import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { once } from 'node:events';
import express from 'express';
import { sendCsv } from './sendCsv';

describe('a file that is sent', () => {
  let server: Server;
  let url: string;
  /** Handed to the next file. */
  let fileName: string;
  let given: number;
  const tooLong = new AbortController();
  let isOver: Promise<void>;
  let over: () => void;
  let failed: unknown;

  async function* endless() {
    try {
      for (;;) {
        given += 1;
        yield [['one', 'x'.repeat(10_000)]];
      }
    } finally {
      over();
    }
  }

  beforeEach(async () => {
    given = 0;
    fileName = 'a.csv';
    failed = undefined;
    isOver = new Promise(done => (over = done));
    const app = express().get('/', (_req, res) => {
      const lines = endless();
      // As an export: begun before its file is sent
      lines
        .next()
        .then(() =>
          sendCsv(
            res,
            { fileName, columns: ['a', 'b'], lines },
            tooLong.signal,
          ),
        )
        .catch(error => {
          failed = error;
          res.destroy();
        });
    });
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });

  it('stops reading where it cannot even begin', async () => {
    fileName = 'line\nbreak.csv';
    await expect(fetch(url)).rejects.toThrow();
    await isOver;
    expect(failed).toMatchObject({ code: 'ERR_INVALID_CHAR' });
  });

  it('is broken off once it takes too long, however steadily it is taken', async () => {
    const response = await fetch(url);
    const reader = response.body!.getReader();
    for (let chunks = 0; chunks < 5; chunks += 1) {
      expect((await reader.read()).done).toBe(false);
    }
    tooLong.abort();
    await isOver;
    const rest = async () => {
      while (!(await reader.read()).done);
    };
    await expect(rest()).rejects.toThrow();
    expect(failed).toBeUndefined();
    expect(given).toBeGreaterThan(1);
  });
});
