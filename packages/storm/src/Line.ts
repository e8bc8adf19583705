import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { keyOf, CallFact } from './words';
import { Fault, Weather } from './Weather';

const SERVICES: Record<string, string> = {
  SWBExternalService: 'sso-admin',
  AWSIdentityStore: 'identitystore',
  AWSOrganizationsV20161128: 'organizations',
};

/** Which call this is, and what it concerns. */
export function describeCall(
  target: string,
  body: string,
): Pick<CallFact, 'service' | 'operation' | 'key' | 'scope' | 'operationId'> {
  const [prefix, operation] = target.split('.');
  const service = SERVICES[prefix] ?? 'other';
  const input = JSON.parse(body || '{}');
  const account = input.TargetId ?? input.AccountId;
  const set = input.PermissionSetArn;
  return {
    service,
    operation,
    key:
      account && set && input.PrincipalId
        ? keyOf(account, set, input.PrincipalId)
        : undefined,
    scope: account && set ? `${account}|${set}` : undefined,
    operationId:
      input.AccountAssignmentCreationRequestId ??
      input.AccountAssignmentDeletionRequestId,
  };
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function refusal({ status, code, message }: Extract<Fault, { do: 'refuse' }>) {
  return {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-errortype': code,
    },
    body: JSON.stringify({ __type: code, message }),
  };
}

/** A call that is kept back, as if its sender had stalled before sending it. */
export interface Held {
  call: CallFact;
  letGo(): void;
}

/**
 * One replica's line to AWS. Everything that it sends comes by here: written
 * down, disturbed as the weather wants, and passed on to the emulator.
 */
export class Line {
  readonly #server: Server;
  readonly #traps: {
    matches: (call: CallFact) => boolean;
    spring: (held: Held) => void;
  }[] = [];

  constructor(
    readonly replica: string,
    private readonly emulator: string,
    private readonly weather: Weather,
    private readonly calls: CallFact[],
  ) {
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
  }

  async open(): Promise<number> {
    await new Promise<void>(resolve => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Keeps back the next call that matches; it is passed on when let go. */
  holdNext(matches: (call: CallFact) => boolean): Promise<Held> {
    return new Promise(spring => this.#traps.push({ matches, spring }));
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const body = await read(request);
    const target = String(request.headers['x-amz-target'] ?? '');
    if (!target) {
      send(response, await this.#pass(request, body));
      return;
    }
    const call: CallFact = {
      at: Date.now(),
      replica: this.replica,
      outcome: 'cut',
      ...describeCall(target, body),
    };
    await this.#trapped(call);
    this.calls.push(call);
    const fault = this.weather.strike();
    call.fault = fault?.name;
    await this.#under(fault, call, request, body, response);
  }

  async #trapped(call: CallFact): Promise<void> {
    const index = this.#traps.findIndex(trap => trap.matches(call));
    if (index < 0) return;
    const [trap] = this.#traps.splice(index, 1);
    await new Promise<void>(letGo => trap.spring({ call, letGo }));
    call.at = Date.now();
  }

  async #under(
    fault: Fault | undefined,
    call: CallFact,
    request: IncomingMessage,
    body: string,
    response: ServerResponse,
  ): Promise<void> {
    if (fault?.do === 'drop') {
      response.destroy();
      return;
    }
    if (fault?.do === 'refuse') {
      call.outcome = fault.code;
      send(response, refusal(fault));
      return;
    }
    if (fault?.do === 'delay') await sleep(fault.milliseconds);
    const answer = await this.#pass(request, body);
    learn(call, answer);
    if (fault?.do === 'drop-after') response.destroy();
    else send(response, answer);
  }

  async #pass(request: IncomingMessage, body: string): Promise<Answer> {
    const headers: Record<string, string> = {};
    for (const name of ['x-amz-target', 'content-type']) {
      const value = request.headers[name];
      if (value) headers[name] = String(value);
    }
    const answer = await fetch(`${this.emulator}${request.url}`, {
      method: request.method,
      headers,
      body: body === '' ? undefined : body,
    });
    return {
      status: answer.status,
      headers: Object.fromEntries(
        ['content-type', 'x-amzn-errortype']
          .map(name => [name, answer.headers.get(name)])
          .filter(([, value]) => value),
      ),
      body: await answer.text(),
    };
  }
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

/** What AWS's answer says about the call. */
function learn(call: CallFact, answer: Answer): void {
  if (answer.status >= 400) {
    call.outcome = answer.headers['x-amzn-errortype'] ?? String(answer.status);
    return;
  }
  call.outcome = 'ok';
  const begun = JSON.parse(answer.body || '{}');
  const status =
    begun.AccountAssignmentCreationStatus ??
    begun.AccountAssignmentDeletionStatus;
  call.operationId = status?.RequestId ?? call.operationId;
}
