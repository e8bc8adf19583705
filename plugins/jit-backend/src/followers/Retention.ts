import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { DateTime, Duration } from 'luxon';
import { DatabaseRetention } from '../store/DatabaseRetention';

const EVERY = { hours: 6 };
const FIRST_AFTER = { minutes: 15 };
const TIMEOUT = { hours: 2 };

interface Options {
  store: DatabaseRetention;
  /** ISO 8601. */
  keep: string;
  /** False: the record has forgotten, and nothing may go from it (H11). */
  isWhole: () => Promise<boolean>;
  logger: LoggerService;
}

/** Takes away what is older than `jit.retention`, on one replica at a time. */
export class Retention {
  readonly #options: Options;
  readonly #stop = new AbortController();

  constructor(options: Options) {
    this.#options = options;
  }

  async start(scheduler: SchedulerService): Promise<void> {
    await scheduler.scheduleTask({
      id: 'retention',
      frequency: EVERY,
      initialDelay: FIRST_AFTER,
      timeout: TIMEOUT,
      signal: this.#stop.signal,
      fn: () => this.purge(),
    });
  }

  stop(): void {
    this.#stop.abort();
  }

  async purge(): Promise<void> {
    const { store, keep, isWhole, logger } = this.#options;
    if (!(await isWhole())) return;
    const now = await store.now();
    // By the calendar: seven years have one or two leap days
    const before = DateTime.fromJSDate(now, { zone: 'utc' })
      .minus(Duration.fromISO(keep))
      .toJSDate();
    const { events, requests } = await store.purge(before);
    if (events + requests === 0) return;
    logger.info(
      `Retention took away ${events} audit events and ${requests} requests from before ${before.toISOString()}`,
    );
  }
}
