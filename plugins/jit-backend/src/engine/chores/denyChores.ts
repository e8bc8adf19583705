import { LoggerService } from '@backstage/backend-plugin-api';
import { JitConfig } from '../../config/JitConfig';
import { IdentityCenter } from '../../identityCenter/IdentityCenter';
import { DatabaseDenyStore } from '../../store/DatabaseDenyStore';
import { EngineContext } from '../../store/engineContext';
import { CheckScpReach } from './CheckScpReach';
import { Chore } from './Chore';
import { PushDenies } from './PushDenies';

/** AWS's older limit, which some organizations still have. */
const SCP_LIMIT = 5_120;

/** What cuts off role credentials; idle where nothing is to be denied. */
export function denyChores(
  context: EngineContext,
  parts: {
    identityCenter: IdentityCenter;
    logger: LoggerService;
    config: JitConfig;
  },
): Chore[] {
  const { identityCenter, logger, config } = parts;
  const store = new DatabaseDenyStore(context);
  const scpLimit = config.credentials.scp?.maxSize ?? SCP_LIMIT;
  return [
    new PushDenies({ store, identityCenter, logger, scpLimit }),
    new CheckScpReach(store, identityCenter),
  ];
}
