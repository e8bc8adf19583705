import { Chance } from './chance';
import { Replica } from './Replica';

export interface Reply {
  /** 0: no answer came, and what became of it is not known. */
  status: number;
  body: any;
  replica: Replica;
}

const TOKEN_LIVES_MS = 20 * 60_000;
const tokens = new Map<string, { token: string; at: number }>();

async function tokenOf(replica: Replica, name: string): Promise<string> {
  const known = tokens.get(name);
  if (known && Date.now() - known.at < TOKEN_LIVES_MS) return known.token;
  const answer = await fetch(`${replica.url}/api/auth/demo/refresh`, {
    headers: { 'x-demo-user': name },
    signal: AbortSignal.timeout(10_000),
  });
  const { backstageIdentity } = (await answer.json()) as any;
  tokens.set(name, { token: backstageIdentity.token, at: Date.now() });
  return backstageIdentity.token;
}

async function call(
  replica: Replica,
  name: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  try {
    const token = await tokenOf(replica, name);
    const answer = await fetch(`${replica.url}/api/jit${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    return { status: answer.status, body: await answer.json(), replica };
  } catch {
    return { status: 0, body: undefined, replica };
  }
}

/** The HTTP API as one of the demo people, on whichever replica answers. */
export class Person {
  constructor(
    readonly name: string,
    private readonly replicas: readonly Replica[],
    private readonly chance: Chance,
  ) {}

  on(replica: Replica) {
    return {
      post: (path: string, body: unknown, headers?: Record<string, string>) =>
        call(replica, this.name, 'POST', path, body, headers),
      get: (path: string) => call(replica, this.name, 'GET', path),
    };
  }

  post(path: string, body: unknown, headers?: Record<string, string>) {
    return this.on(this.#any()).post(path, body, headers);
  }

  get(path: string) {
    return this.on(this.#any()).get(path);
  }

  #any(): Replica {
    return this.chance.pick(this.replicas);
  }
}
