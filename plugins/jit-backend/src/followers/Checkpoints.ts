import { LoggerService } from '@backstage/backend-plugin-api';
import { CheckpointSink } from '@jit-portal/backstage-plugin-jit-node';
import { within } from '../accounts/within';
import { CheckpointSigner } from '../domain/checkpoint';
import { notWitnessed } from '../domain/selfChecks';
import { DatabaseChain } from '../store/DatabaseChain';
import { DatabaseFindings } from '../store/DatabaseFindings';
import { DatabaseSinks } from '../store/DatabaseSinks';

const DEADLINE_SECONDS = 30;
/** How often it is looked whether a place is behind, and an alarm is due. */
const LOOK_MS = 30_000;
const FAILS_FOR_MS = 10 * 60_000;
const TRIED_WITHIN_MS = 5 * 60_000;

interface Options {
  chain: DatabaseChain;
  sinks: DatabaseSinks;
  places: readonly CheckpointSink[];
  signer?: CheckpointSigner;
  everyMs: number;
  /** False: the record has forgotten, and bears witness to nothing (H11). */
  isWhole: () => Promise<boolean>;
  findings: DatabaseFindings;
  instanceArn: string;
  logger: LoggerService;
}

/**
 * Tells places outside of the database how far the chain goes, every few
 * minutes and at the end (H32). A place that fails is told again later, holds
 * no other up, and is an alarm when it lasts.
 */
export class Checkpoints {
  readonly #options: Options;
  #timers: NodeJS.Timeout[] = [];
  /** One after the other: places are told in order. */
  #work: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    const { everyMs, signer, logger } = this.#options;
    if (this.#timers.length > 0) return;
    if (!signer) {
      logger.warn(
        'Checkpoints of the audit record are not signed: whoever can write where they are kept could forge them. Set jit.audit.checkpoints.signingKey; docs/audit.md says how.',
      );
    }
    this.#timers = [
      setInterval(() => this.#then(() => this.make()), everyMs),
      setInterval(() => this.#then(() => this.tell()), LOOK_MS),
    ];
  }

  /** With a last checkpoint; the sealer has to be through. */
  async stop(): Promise<void> {
    this.#timers.forEach(clearInterval);
    this.#then(() => this.make());
    await this.#work;
  }

  /** One more checkpoint, where anything was sealed since the last. */
  async make(): Promise<void> {
    const { chain, signer, isWhole } = this.#options;
    if (!(await isWhole())) return;
    await chain.makeCheckpoint(signer);
    await this.tell();
  }

  /** Each place is told what it has not been told, and trouble is told of. */
  async tell(): Promise<void> {
    await Promise.all(this.#options.places.map(place => this.#tell(place)));
    await this.#report();
  }

  async #tell(place: CheckpointSink): Promise<void> {
    const { sinks, logger } = this.#options;
    try {
      for (const one of await sinks.untold(place.name)) {
        const line = JSON.stringify(one);
        await within(DEADLINE_SECONDS, place.write(one, line));
        await sinks.told(place, one);
      }
    } catch (error) {
      logger.warn(`${place.name} does not take checkpoints: ${error}`);
      await sinks.failed(place, error);
    }
  }

  /** Any replica tells of all: what they find is the same. */
  async #report(): Promise<void> {
    const { chain, sinks, findings, instanceArn, logger } = this.#options;
    const found = notWitnessed({
      ...(await chain.read()),
      failing: await sinks.failing(FAILS_FOR_MS, TRIED_WITHIN_MS),
    });
    const home = { instanceArn };
    const fresh = await findings.areAll(home, ['record-unwitnessed'], found);
    if (fresh > 0)
      found.forEach(({ what, fix }) => logger.error(what, { fix }));
  }

  #then(work: () => Promise<void>): void {
    const { logger } = this.#options;
    this.#work = this.#work.then(work).catch(error => {
      logger.warn(`Checkpoints cannot be made: ${error}`);
    });
  }
}
