/*
 * Exports a long history from PostgreSQL, and says how much memory the server
 * took and how soon it began. Whoever takes the file is another process.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { HttpAuthService, LoggerService } from '@backstage/backend-plugin-api';
import express from 'express';
import createKnex from 'knex';
import { createRouter } from '../../src/router';
import { Portal } from '../../src/testing/Portal';
import { fill } from './fill';

const MOST_MB = 300;
const MOST_MS = 1_000;

const megabytesOf = (bytes: number) => Math.round(bytes / 2 ** 20);

interface Taken {
  firstByteMs: number;
  seconds: number;
  bytes: number;
  lines: number;
}

/** Takes the file, keeps none of it. */
async function take(url: string): Promise<void> {
  const began = performance.now();
  const headers = { Authorization: 'Bearer audrey' };
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(await response.text());
  let firstByteMs = 0;
  let bytes = 0;
  let lines = 0;
  for await (const chunk of response.body!) {
    firstByteMs ||= performance.now() - began;
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 0x0a) lines += 1;
  }
  const seconds = (performance.now() - began) / 1_000;
  const taken: Taken = { firstByteMs, seconds, bytes, lines };
  process.stdout.write(JSON.stringify(taken));
}

/** This program in another process, with what it says at its end. */
async function takenBy(parameters: string[]): Promise<Taken> {
  const { execPath, execArgv } = process;
  const child = spawn(execPath, [...execArgv, __filename, ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(await text(child.stdout));
}

const silent: LoggerService = {
  error: message => process.stderr.write(`${message}\n`),
  warn() {},
  info() {},
  debug() {},
  child: () => silent,
};

async function serve(portal: Portal) {
  const httpAuth = {
    credentials: async () => portal.as('audrey').credentials,
  } as unknown as HttpAuthService;
  const app = express().use(
    await createRouter({ service: portal.service, httpAuth }),
  );
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function measure(database: string, count: number): Promise<void> {
  const db = createKnex({ client: 'pg', connection: database });
  const say = (line: string) => process.stdout.write(`${line}\n`);
  try {
    const portal = await Portal.open(db, silent);
    if (!(await db('requests').first('id'))) {
      say(`Filling the database with ${count} requests`);
      await fill(db, portal, count);
    }
    const server = await serve(portal);
    const { port } = server.address() as AddressInfo;
    const before = megabytesOf(process.memoryUsage.rss());
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 50);
    const taken = await takenBy([
      '--take',
      `http://127.0.0.1:${port}/requests/export`,
    ]);
    clearInterval(watch);
    server.close();
    const megabytes = megabytesOf(peak);
    say(
      [
        `${taken.lines - 1} requests, ${megabytesOf(taken.bytes)} MB`,
        `in ${taken.seconds.toFixed(1)} s`,
        `first byte after ${Math.round(
          taken.firstByteMs,
        )} ms (at most ${MOST_MS})`,
        `peak memory of the server ${megabytes} MB (at most ${MOST_MB}), ${before} MB before`,
      ].join('; '),
    );
    if (megabytes > MOST_MB || taken.firstByteMs > MOST_MS) {
      process.exitCode = 1;
    }
  } finally {
    await db.destroy();
  }
}

const [first, second = '1000000'] = process.argv.slice(2);
if (first === '--take') take(second);
else if (first) measure(first, Number(second));
else {
  process.stderr.write('Give the address of an empty PostgreSQL database.\n');
  process.exitCode = 1;
}
