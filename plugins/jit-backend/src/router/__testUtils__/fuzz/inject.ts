import { Express } from 'express';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** A request as it comes from the wire; headers may hold what no client would send. */
export interface Sent {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
}

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  text: string;
}

/** Far longer than any answer takes. */
const PATIENCE_MS = 20_000;
const END_OF_HEAD = '\r\n\r\n';

/** Takes what is written and gives nothing. */
class Wire extends Duplex {
  readonly remoteAddress = '192.0.2.7';
  readonly #chunks: Buffer[] = [];

  constructor() {
    // Nobody would tell the response of a drain
    super({ writableHighWaterMark: 2 ** 30 });
  }

  override _read() {}

  /** Nothing here takes long enough. */
  setTimeout() {
    return this;
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void) {
    this.#chunks.push(chunk);
    done();
  }

  get body(): string {
    const all = Buffer.concat(this.#chunks).toString();
    return all.slice(all.indexOf(END_OF_HEAD) + END_OF_HEAD.length);
  }
}

/** Puts a request to an app without a network, and waits for the whole answer. */
export async function inject(app: Express, sent: Sent): Promise<Answer> {
  const wire = new Wire();
  const req = new IncomingMessage(wire as unknown as Socket);
  const body = sent.body === undefined ? undefined : Buffer.from(sent.body);
  Object.assign(req, {
    method: sent.method,
    url: sent.url,
    httpVersion: '1.1',
    httpVersionMajor: 1,
    httpVersionMinor: 1,
    // Or its end would look like a client that went away
    complete: true,
    headers: {
      host: 'localhost',
      ...(body && { 'content-length': String(body.length) }),
      ...sent.headers,
    },
  });
  if (body) req.push(body);
  req.push(null);

  const res = new ServerResponse(req);
  res.useChunkedEncodingByDefault = false;
  res.shouldKeepAlive = false;
  res.assignSocket(wire as unknown as Socket);
  const answered = new Promise<void>(done => {
    res.once('finish', done);
    res.once('close', done);
  });
  let patience: NodeJS.Timeout | undefined;
  const silence = new Promise<'silent'>(done => {
    patience = setTimeout(() => done('silent'), PATIENCE_MS);
  });
  app(req as any, res as any);
  const silent = await Promise.race([answered, silence]);
  clearTimeout(patience);
  return {
    // As a proxy in front would say
    status: silent ? 504 : res.statusCode,
    headers: res.getHeaders(),
    text: wire.body,
  };
}
