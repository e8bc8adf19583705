import { LifecycleService, LoggerService } from '@backstage/backend-plugin-api';
import { JitConfig } from '../config/JitConfig';
import { databaseClock, StoreClock } from './clock';
import { EmulatorClock } from './emulatorClock';

/**
 * The database's clock; where AWS is the emulator, and in development alone,
 * moved along with the emulator's (H34).
 */
export async function openClock(options: {
  config: JitConfig;
  lifecycle: LifecycleService;
  logger: LoggerService;
}): Promise<StoreClock> {
  const { config, lifecycle, logger } = options;
  const { endpoint } = config.aws;
  if (!endpoint || process.env.NODE_ENV !== 'development') {
    return databaseClock;
  }
  const clock = new EmulatorClock({ base: databaseClock, endpoint, logger });
  await clock.start();
  lifecycle.addShutdownHook(() => clock.stop());
  return clock;
}
