import { LoggerService } from '@backstage/backend-plugin-api';
import { DatabaseChain } from '../store/DatabaseChain';

/** An event has its seal within 5 s of its commit (H32). */
const EVERY_MS = 1_000;

interface Options {
  chain: Pick<DatabaseChain, 'seal'>;
  logger: LoggerService;
}

/**
 * Seals what happened into the chain. Runs on every replica; the database lets
 * one at a time. It is nobody's business who writes events.
 */
export class Sealer {
  readonly #options: Options;
  #timer?: NodeJS.Timeout;
  #sealing?: Promise<void>;
  #stopped = false;
  #fails = false;

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    this.#timer ??= setInterval(() => {
      this.#sealing ??= this.#sealOnce();
    }, EVERY_MS);
  }

  /** Seals what is there before it returns. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopped = true;
    await this.#sealing;
    await this.seal();
  }

  /** Trouble is told once while it lasts: what has no seal yet waits. */
  async seal(): Promise<void> {
    const { chain, logger } = this.#options;
    try {
      while (await chain.seal());
      this.#fails = false;
    } catch (error) {
      if (!this.#fails) logger.warn(`The record is not sealed: ${error}`);
      this.#fails = true;
    }
  }

  async #sealOnce(): Promise<void> {
    if (!this.#stopped) await this.seal();
    this.#sealing = undefined;
  }
}
