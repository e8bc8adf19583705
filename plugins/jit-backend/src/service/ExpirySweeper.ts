import { LoggerService } from '@backstage/backend-plugin-api';
import { DatabaseRequestStore } from '../store/DatabaseRequestStore';
import { expireOverdue } from './expireOverdue';

const EVERY_MS = 1_000;

/**
 * Turns what nobody reviewed into EXPIRED within a second or so. Nothing
 * depends on it: past its window a request cannot be approved anyway (H23).
 */
export class ExpirySweeper {
  readonly #options: {
    requests: DatabaseRequestStore;
    logger: LoggerService;
    onChanged: () => void;
  };
  #timer?: NodeJS.Timeout;
  #sweep: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: {
    requests: DatabaseRequestStore;
    logger: LoggerService;
    onChanged: () => void;
  }) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#sweep = this.#run();
    }, EVERY_MS);
  }

  /** Ends after the sweep in hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#sweep;
  }

  async #run(): Promise<void> {
    try {
      await expireOverdue(this.#options);
    } catch (error) {
      const { logger } = this.#options;
      logger.error('Expired requests were not swept', error as Error);
    }
    if (!this.#stopped) this.start();
  }
}
