import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { within } from '../accounts/within';
import { StoreClock } from '../store/clock';
import { OutboxItem } from '../store/outbox';
import { claim, ClaimedItem, dueRows, noteFailure, remove } from './outboxRows';

const BATCH = 50;
/** Shorter than the first pause, so that two replicas never tell at once. */
const DEADLINE_SECONDS = 10;

type ItemOf<TKind extends OutboxItem['kind']> = Extract<
  OutboxItem,
  { kind: TKind }
>;

/** What the log calls it. */
function nameOf(item: OutboxItem): string {
  if (item.kind === 'alert') return `An alert of ${item.about}`;
  return item.kind === 'digest'
    ? `A digest for ${item.userRef}`
    : `A ${item.kind} for request ${item.requestId}`;
}

/** How one kind of item is told. */
export interface LaneOptions<TKind extends OutboxItem['kind']> {
  db: Knex;
  clock: StoreClock;
  logger: LoggerService;
  kind: TKind;
  /** After so many failed tries an item is dropped. */
  tries: number;
  send(item: ItemOf<TKind>): Promise<void>;
  /** How often to look without being woken. */
  pollMs: number;
}

/**
 * Tells one kind of item, apart from the others: a notification service that
 * hangs must not hold signals up. Trouble stays in here.
 */
export class Lane<TKind extends OutboxItem['kind']> {
  readonly #options: LaneOptions<TKind>;
  #running?: Promise<void>;
  #stopped = false;
  #isWoken = false;
  #endPause: () => void = () => {};

  constructor(options: LaneOptions<TKind>) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#endPause();
    await this.#running;
  }

  wake(): void {
    this.#isWoken = true;
    this.#endPause();
  }

  /** Tells what is due; says whether there may be more. */
  async pass(): Promise<boolean> {
    const { db, clock, logger, kind } = this.#options;
    try {
      const now = await clock.now(db);
      const rows = await dueRows(db, kind, now, BATCH);
      for (const row of rows) {
        if (this.#stopped) return false;
        // Where one fails the rest would too: they wait for the next pass
        if (!(await this.#tell(row, now))) return false;
      }
      return rows.length === BATCH;
    } catch (error) {
      logger.error(`Cannot read what to tell (${kind}): ${error}`);
      return false;
    }
  }

  async #tell(
    row: { id: string; attempt: number; payload: string },
    now: Date,
  ): Promise<boolean> {
    const { db, kind } = this.#options;
    if (!(await claim(db, row, now))) return true;
    const item = { kind, ...JSON.parse(row.payload) } as ItemOf<TKind>;
    const claimed = { id: row.id, attempt: row.attempt + 1, item };
    try {
      await within(DEADLINE_SECONDS, this.#options.send(item));
    } catch (error) {
      await this.#failed(claimed, error);
      return false;
    }
    await remove(db, claimed);
    return true;
  }

  async #failed(claimed: ClaimedItem, error: unknown): Promise<void> {
    const { db, logger, tries } = this.#options;
    const { item, attempt } = claimed;
    if (attempt < tries) {
      logger.warn(`${nameOf(item)} waits after try ${attempt}: ${error}`);
      await noteFailure(db, claimed, error);
    } else {
      logger.error(
        `${nameOf(item)} is given up after ${attempt} tries: ${error}`,
      );
      await remove(db, claimed);
    }
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      this.#isWoken = false;
      const mayHaveMore = await this.pass();
      if (!mayHaveMore) await this.#pause();
    }
  }

  async #pause(): Promise<void> {
    if (this.#isWoken || this.#stopped) return;
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, this.#options.pollMs);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
