import { LoggerService } from '@backstage/backend-plugin-api';
import { notLeading } from '../domain/selfChecks';
import { DatabaseFindings } from '../store/DatabaseFindings';
import { DatabaseReadings } from '../store/DatabaseReadings';

const EVERY_MS = 30_000;

interface Options {
  readings: DatabaseReadings;
  findings: DatabaseFindings;
  instanceArn: string;
  logger: LoggerService;
}

/**
 * Sees from every replica whether an engine leads somewhere, and raises the
 * alarm where none does. Where no replica is left an alarm outside has to say
 * so: docs/runbook.md.
 */
export class EngineWatch {
  readonly #options: Options;
  #since?: Date;
  #timer?: NodeJS.Timeout;
  #looking?: Promise<void>;

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    this.#timer ??= setInterval(() => {
      this.#looking = this.look();
    }, EVERY_MS);
    this.#looking = this.look();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Trouble with the database is everybody's, and told elsewhere. */
  async look(): Promise<void> {
    const { readings, findings, instanceArn, logger } = this.#options;
    try {
      const now = await readings.now();
      this.#since ??= now;
      const found = notLeading(await readings.leadUntil(), this.#since, now);
      const fresh = await findings.areAll(
        { instanceArn },
        ['engine-not-leading'],
        found,
      );
      if (fresh > 0) logger.error(found[0].what, { fix: found[0].fix });
    } catch (error) {
      logger.warn(`Whether an engine leads cannot be read: ${error}`);
    }
  }
}
