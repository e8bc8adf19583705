import { Permits } from '../permissions/Permits';
import { AuthorizedJitService } from './AuthorizedJitService';
import { DefaultJitService } from './DefaultJitService';
import { JitService } from './JitService';
import { JitServiceParts } from './Parts';

/** The service as routes use it: it asks, then does. */
export function createJitService(
  options: JitServiceParts & { permits: Permits },
): JitService {
  const { permits, ...parts } = options;
  return new AuthorizedJitService({
    inner: new DefaultJitService(parts),
    permits,
    actors: parts.config.callers.actors,
  });
}
