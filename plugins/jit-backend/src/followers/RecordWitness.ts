import { LoggerService } from '@backstage/backend-plugin-api';
import { recordBehind } from '../domain/selfChecks';
import { DatabaseFindings } from '../store/DatabaseFindings';
import { Checkpoint, DatabaseQuarantine } from '../store/DatabaseQuarantine';
import { CheckpointFile } from './CheckpointFile';

const EVERY_MS = 60_000;

interface Options {
  quarantine: DatabaseQuarantine;
  findings: DatabaseFindings;
  instanceArn: string;
  /** Absent: only this process remembers, for as long as it runs. */
  file?: CheckpointFile;
  logger: LoggerService;
}

/**
 * Remembers outside of the database how far the record went. Where the record
 * is behind that, the database was restored from an older state, or is another
 * one: it knows nothing of the access given since. New access stops then,
 * until an admin says that the two were compared (H11).
 */
export class RecordWitness {
  readonly #options: Options;
  #last?: Checkpoint;
  #hasRead = false;
  #timer?: NodeJS.Timeout;
  #looking?: Promise<void>;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Has looked once when it resolves: others may begin then. */
  async start(): Promise<void> {
    this.#timer ??= setInterval(() => {
      this.#looking = this.remember();
    }, EVERY_MS);
    await this.remember();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await this.remember();
  }

  /**
   * Asked before each grant: begins the quarantine where the record is behind.
   *
   * @returns false in quarantine
   * @throws Error when it cannot be told: then nothing may be granted
   */
  async check(): Promise<boolean> {
    const { quarantine, logger } = this.#options;
    if (await quarantine.current()) return false;
    const last = await this.#remembered();
    if (!last || (await quarantine.isWhole(last))) return true;
    const { what } = recordBehind(last.at);
    if (await quarantine.begin(last, what)) logger.error(what);
    return false;
  }

  /** A new checkpoint, unless the record is behind the last one. */
  async remember(): Promise<void> {
    const { quarantine, logger } = this.#options;
    try {
      const isWhole = await this.check();
      await this.#report();
      if (!isWhole) return;
      const head = await quarantine.head();
      if (!head || head.eventId === this.#last?.eventId) return;
      await this.#options.file?.write(head);
      this.#last = head;
    } catch (error) {
      logger.warn(`How far the record goes cannot be kept: ${error}`);
    }
  }

  async #remembered(): Promise<Checkpoint | undefined> {
    if (!this.#hasRead) {
      this.#last = await this.#options.file?.read();
      this.#hasRead = true;
    }
    return this.#last;
  }

  /** Told while it lasts, from any replica. */
  async #report(): Promise<void> {
    const { quarantine, findings, instanceArn } = this.#options;
    const current = await quarantine.current();
    const found = current ? [recordBehind(current.since, current.reason)] : [];
    await findings.areAll({ instanceArn }, ['record-behind'], found);
  }
}
