import http from 'node:http';

/** One connection for as long as it lasts, as a browser keeps it. */
const agent = new http.Agent({ keepAlive: true, maxSockets: 100 });

export interface Answer {
  status: number;
  body: any;
  milliseconds: number;
}

function send(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<Answer> {
  const began = performance.now();
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const request = http.request(url, {
      agent,
      method,
      headers: {
        ...headers,
        ...(text === undefined
          ? {}
          : {
              'content-type': 'application/json',
              'content-length': String(Buffer.byteLength(text)),
            }),
      },
    });
    request.once('error', reject);
    request.once('response', response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const milliseconds = performance.now() - began;
        const told = Buffer.concat(chunks).toString();
        const status = response.statusCode ?? 0;
        try {
          resolve({ status, body: told && JSON.parse(told), milliseconds });
        } catch {
          reject(new Error(`${method} ${url} answered no JSON: ${told}`));
        }
      });
    });
    request.end(text);
  });
}

/** Somebody signed in, at one backend. */
export class Person {
  private constructor(
    private readonly url: string,
    readonly index: number,
    private readonly headers: Record<string, string>,
  ) {}

  static async signIn(url: string, index: number): Promise<Person> {
    const answer = await send(`${url}/api/auth/demo/refresh`, 'GET', {
      'x-demo-user': `person-${index}`,
    });
    const token = answer.body?.backstageIdentity?.token;
    if (!token) {
      throw new Error(
        `person-${index} cannot sign in: ${JSON.stringify(answer.body)}`,
      );
    }
    return new Person(url, index, { authorization: `Bearer ${token}` });
  }

  /** @throws Error unless it is answered well */
  async get(path: string): Promise<Answer> {
    return this.#well('GET', path);
  }

  /** @throws Error unless it is answered well */
  async post(path: string, body: unknown): Promise<Answer> {
    return this.#well('POST', path, body);
  }

  /** Whatever comes back. */
  async try(method: string, path: string, body?: unknown): Promise<Answer> {
    return send(`${this.url}/api${path}`, method, this.headers, body);
  }

  async #well(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.try(method, path, body);
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw new Error(
      `${method} ${path} answered ${answer.status}: ${JSON.stringify(
        answer.body,
      )}`,
    );
  }
}
