import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { Aws, Departure } from './aws';
import { EmulatorClock } from './clock';
import { control, DEMO, page } from './control';
import { Faults } from './faults/Faults';
import { awsLimits, Limits } from './limits';
import { demoSeed, FullSeed } from './seed';
import { Store } from './store';
import { WorldTimes } from './world/types';
import { World } from './world/World';

/** @public */
export interface EmulatorOptions {
  /** 0 takes any free port. The emulator binds loopback and nothing else. */
  port: number;
  seed?: FullSeed;
  /** Where the state is kept; in memory alone when absent. */
  dataDir?: string;
  /** The emulator's own when absent, which `dataDir` keeps. */
  clock?: EmulatorClock;
  times?: Partial<WorldTimes>;
  limits?: Limits | 'off';
  /** How deleting a missing assignment answers. Default: FAILED in the end. */
  missingAssignment?: 'async' | 'sync';
}

/** @public */
export interface Emulator {
  url: string;
  world: World;
  clock: EmulatorClock;
  faults: Faults;
  close(): Promise<void>;
}

const MAX_BODY = 1_000_000;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Error('The body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(body: string): unknown {
  try {
    return body ? JSON.parse(body) : {};
  } catch {
    return undefined;
  }
}

function depart(departure: Departure, response: ServerResponse): void {
  if (departure.kind === 'drop') {
    response.destroy();
    return;
  }
  const { answer, latencyMs } = departure;
  const send = () => {
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  };
  if (latencyMs > 0) setTimeout(send, latencyMs);
  else send();
}

async function serve(
  aws: Aws,
  store: Store | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const method = request.method ?? 'GET';
  response.setHeader('x-demo', DEMO);
  if (request.headers.origin !== undefined) {
    // A page that a developer happens to visit must not move the clock
    response.writeHead(403, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: 'No web page talks to this' }));
    return;
  }
  if (method === 'GET' && pathname === '/') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page(aws));
    return;
  }
  const body = await readBody(request);
  if (pathname.startsWith('/_emulator/')) {
    const path = pathname
      .slice('/_emulator/'.length)
      .split('/')
      .filter(Boolean);
    const answer = control(aws, method, path, jsonOf(body));
    store?.save(aws.world, aws.world.clock, aws.faults);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
    return;
  }
  const target = request.headers['x-amz-target'];
  const departure = aws.handle({
    target: Array.isArray(target) ? target[0] : target,
    path: pathname,
    body,
  });
  // On disk before the answer leaves: what AWS said, it still says after a crash
  store?.save(aws.world, aws.world.clock, aws.faults);
  depart(departure, response);
}

/**
 * Starts an emulator on loopback.
 *
 * @throws Error when the port is busy
 * @public
 */
export async function startEmulator(
  options: EmulatorOptions,
): Promise<Emulator> {
  const clock = options.clock ?? new EmulatorClock();
  const store = options.dataDir ? new Store(options.dataDir) : undefined;
  const kept = store?.loadControls();
  // A clock that was handed in keeps its own time
  if (kept && !options.clock) clock.restore(kept.clock);
  const times = {
    assignmentMs: 800,
    provisioningMs: 800,
    controlPolicyMs: 0,
    ...options.times,
  };
  const world = new World(
    store?.loadWorld() ?? options.seed ?? demoSeed,
    clock,
    times,
  );
  const faults = new Faults(clock);
  if (kept) faults.restore(kept.faults);
  const aws = new Aws(world, faults, {
    limits: options.limits ?? awsLimits,
    missingAssignment: options.missingAssignment ?? 'async',
  });
  const server = createServer((request, response) => {
    serve(aws, store, request, response).catch(error => {
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: String(error?.message ?? error) }));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    world,
    clock,
    faults,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
