import { InputError } from '@backstage/errors';
import { Home } from '../identityCenter/IdentityCenter';
import { Engine, EngineOptions } from './Engine';

const RETRY_MS = 5_000;

/**
 * Starts the engine once AWS has said where we are (H10, H35). A portal whose
 * AWS is away serves its pages meanwhile; what is due waits in the database.
 */
export class EngineStarter {
  readonly #options: Omit<EngineOptions, 'home'>;
  #engine?: Engine;
  #retry?: NodeJS.Timeout;
  #stopped = false;

  constructor(options: Omit<EngineOptions, 'home'>) {
    this.#options = options;
  }

  /** @throws InputError when AWS is not what configuration says (H35) */
  async start(): Promise<void> {
    const home = await this.#readHome();
    if (this.#stopped) return;
    if (home) {
      this.#engine = Engine.create({ ...this.#options, home });
      this.#engine.start();
    } else {
      this.#retry = setTimeout(() => this.#startAgain(), RETRY_MS);
    }
  }

  wake(): void {
    this.#engine?.wake();
  }

  /** Whether this process leads, and when it last looked at its queue. */
  get pulse(): Engine['pulse'] {
    return this.#engine?.pulse ?? { leading: false };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#engine?.stop();
  }

  async #startAgain(): Promise<void> {
    try {
      await this.start();
    } catch (error) {
      const { logger } = this.#options;
      logger.error('The engine does not start', error as Error);
    }
  }

  async #readHome(): Promise<Home | undefined> {
    const { identityCenter, logger } = this.#options;
    try {
      return await identityCenter.home();
    } catch (error) {
      if (error instanceof InputError) throw error;
      logger.warn(
        `Identity Center does not answer; access is neither given nor taken away until it does: ${error}`,
      );
      return undefined;
    }
  }
}
