import { LoggerService } from '@backstage/backend-plugin-api';
import { StoreClock } from './clock';

const EVERY_MS = 250;

/** What the emulator's `GET /_emulator/clock` answers. */
interface EmulatedTime {
  now: string;
  offsetMs: number;
  frozen: boolean;
}

/**
 * In emulator mode the store's clock follows the emulator's, so that a demo or
 * a test makes an hour pass in a moment. It is only ever made where
 * `jit.aws.endpoint` is set, which is loopback (H34, H35).
 */
export class EmulatorClock implements StoreClock {
  readonly #base: StoreClock;
  readonly #endpoint: string;
  readonly #logger: LoggerService;
  #time?: EmulatedTime;
  #timer?: NodeJS.Timeout;

  constructor(options: {
    base: StoreClock;
    endpoint: string;
    logger: LoggerService;
  }) {
    this.#base = options.base;
    this.#endpoint = options.endpoint;
    this.#logger = options.logger;
  }

  async now(db: Parameters<StoreClock['now']>[0]): Promise<Date> {
    if (this.#time?.frozen) return new Date(this.#time.now);
    const real = await this.#base.now(db);
    return new Date(real.getTime() + (this.#time?.offsetMs ?? 0));
  }

  /** Reads the emulator's clock now and keeps on reading it. */
  async start(): Promise<void> {
    await this.#read();
    this.#timer = setInterval(() => this.#read(), EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #read(): Promise<void> {
    try {
      const response = await fetch(`${this.#endpoint}/_emulator/clock`, {
        signal: AbortSignal.timeout(2_000),
      });
      this.#time = (await response.json()) as EmulatedTime;
    } catch (error) {
      // The last known offset stands: time must not jump back in an outage
      this.#logger.debug(`The emulator's clock was not read: ${error}`);
    }
  }
}
