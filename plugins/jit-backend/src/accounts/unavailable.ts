import { ServiceUnavailableError } from '@backstage/errors';

/**
 * What a service that failed said is for the log: callers would read names of
 * entities and of services in it.
 */
export function unavailable(message: string, cause: unknown): Error {
  const error = new ServiceUnavailableError(message);
  return Object.defineProperty(error, 'cause', { value: cause });
}
