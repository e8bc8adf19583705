import { Config } from '@backstage/config';

const LOOPBACK = ['127.0.0.1', 'localhost', '::1', '[::1]'];

function listenHost(config: Config): string | undefined {
  const listen = config.getOptional('backend.listen');
  if (typeof listen === 'string') {
    const host = listen.slice(0, Math.max(0, listen.lastIndexOf(':')));
    return host || undefined;
  }
  return config.getOptionalString('backend.listen.host');
}

function isLoopbackHttp(endpoint: string | undefined): boolean {
  if (!endpoint || !URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  return url.protocol === 'http:' && LOOPBACK.includes(url.hostname);
}

/**
 * Demo sign-in lets anybody be anybody. It starts only in development, only on
 * loopback, and only with the emulator as AWS: demo sign-in and a real AWS
 * exclude each other. No flag overrides this (hard rule H34).
 *
 * @throws Error naming the first condition that does not hold
 */
export function assertDemoMayStart(
  config: Config,
  nodeEnv: string | undefined,
): void {
  if (nodeEnv !== 'development') {
    throw new Error(
      `Demo sign-in starts in development alone: NODE_ENV is ${
        nodeEnv ? `'${nodeEnv}'` : 'not set'
      }, not 'development'`,
    );
  }
  const host = listenHost(config);
  if (!host || !LOOPBACK.includes(host)) {
    throw new Error(
      `Demo sign-in starts on loopback alone: backend.listen.host is ${
        host ? `'${host}'` : 'not set'
      }, set it to 127.0.0.1`,
    );
  }
  const endpoint = config.getOptionalString('jit.aws.endpoint');
  if (!isLoopbackHttp(endpoint)) {
    throw new Error(
      `Demo sign-in starts with the emulated Identity Center alone: jit.aws.endpoint is ${
        endpoint ? `'${endpoint}'` : 'not set'
      }, set it to the emulator's http address on loopback`,
    );
  }
}
