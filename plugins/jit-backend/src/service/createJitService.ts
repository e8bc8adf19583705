import { LoggerService } from '@backstage/backend-plugin-api';
import { FreshAccounts, ProjectedAccounts } from '../accounts/Accounts';
import { JitConfig } from '../config/JitConfig';
import { IdentityCenter } from '../identityCenter/IdentityCenter';
import { Permits } from '../permissions/Permits';
import { JitStores } from '../store/createStores';
import { AuthorizedJitService } from './AuthorizedJitService';
import { DefaultJitService } from './DefaultJitService';
import { JitService } from './JitService';

/** What the service judges with. */
export interface JitServiceParts {
  config: JitConfig;
  stores: JitStores;
  /** Decides. */
  fresh: FreshAccounts;
  /** Lists; and a revocation while the catalog is down (H19). */
  projected: ProjectedAccounts;
  identityCenter: IdentityCenter;
  logger: LoggerService;
  /** Wakes engine and followers in this process; called after each commit. */
  onChanged: () => void;
}

/** The service as routes use it: it asks, then does. */
export function createJitService(
  options: JitServiceParts & { permits: Permits },
): JitService {
  const { permits, ...parts } = options;
  return new AuthorizedJitService({
    inner: new DefaultJitService(parts),
    permits,
    stores: parts.stores,
  });
}
