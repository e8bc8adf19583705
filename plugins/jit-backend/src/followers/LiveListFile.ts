import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Home } from '../identityCenter/IdentityCenter';
import { DatabaseLiveAssignments } from '../store/DatabaseLiveAssignments';
import { writeWhole } from './writeWhole';

const NAME = 'live-assignments.json';
const EVERY_MS = 60_000;

interface Options {
  live: DatabaseLiveAssignments;
  home: () => Promise<Home>;
  /** False: the record has forgotten; the list from before is the better one. */
  isWhole: () => Promise<boolean>;
  /** There already, and writable. */
  directory: string;
  logger: LoggerService;
}

/**
 * Writes down what the portal has given, for the day when it is gone for good
 * (H7). `jit-reaper` reads it; the format is in packages/reaper.
 */
export class LiveListFile {
  readonly #options: Options;
  #timer?: NodeJS.Timeout;
  #writing?: Promise<void>;
  #fails = false;

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    this.#timer ??= setInterval(() => {
      this.#writing = this.write();
    }, EVERY_MS);
    this.#writing = this.write();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
    await this.write();
  }

  /** Trouble is told once while it lasts: the list that is there stays. */
  async write(): Promise<void> {
    const { directory, isWhole, logger } = this.#options;
    try {
      if (!(await isWhole())) return;
      await writeWhole(join(directory, NAME), await this.#text());
      this.#fails = false;
    } catch (error) {
      if (!this.#fails) {
        logger.warn(`The list of live assignments is not written: ${error}`);
      }
      this.#fails = true;
    }
  }

  async #text(): Promise<string> {
    const { live } = this.#options;
    const { instanceArn, identityStoreId, region, callerAccount } =
      await this.#options.home();
    const home = { instanceArn, identityStoreId, region, callerAccount };
    const list = {
      format: 1,
      writtenAt: await live.now(),
      home,
      assignments: await live.list(home),
    };
    const sha256 = createHash('sha256')
      .update(JSON.stringify(list))
      .digest('hex');
    return `${JSON.stringify({ ...list, sha256 }, undefined, 1)}\n`;
  }
}
