import { LoggerService } from '@backstage/backend-plugin-api';
import { DueSets, dueSets } from '../../domain/dueSets';
import { AwsTrouble } from '../../identityCenter/awsErrors';
import { CallBudget } from '../../identityCenter/CallBudget';
import { SetReader, Turn } from '../../identityCenter/SetReader';
import { DatabasePermissionSets } from '../../store/DatabasePermissionSets';
import { Chore, ChoreTools } from './Chore';

/** How often all ARNs are listed, a call for each hundred. */
const LIST_EVERY_MS = 3 * 60_000;
const LIST_AGAIN_MS = 30_000;
/** How often the table is asked what is due. */
const PLAN_EVERY_MS = 10_000;
/** A run ends so soon; the next one goes on from what is saved. */
const SLICE_MS = 10_000;

/**
 * The calls of a set follow one another, so that AWS's own time would be the
 * limit. With two, an end finds a call while both have just begun theirs.
 */
const AT_ONCE = 2;
/** What a set takes that is read whole. */
const CALLS_OF_A_SET = 5;
/** What is known and only looked at again may take so much of all calls. */
const SHARE_OF_AGAIN = 1 / 3;

const RETRY_MS = 60_000;
const RETRY_REFUSED_MS = 15 * 60_000;
/** So many in a row, and it is not the set: AWS is left alone for a while. */
const FAILURES = 3;
const REST_MS = 30_000;

/** After so many listings alike, what seemed a mistake is taken as meant. */
const SUSPICIOUS_LISTINGS = 3;
/** Below this, losing half is an everyday change. */
const SMALL = 20;

const LOOK_MS = 250;

/** The engine ends: no call begins any more. */
class Stopping extends Error {}

const NOTHING: DueSets = { first: [], again: [], needless: [] };

/**
 * Keeps the permission sets near to what Identity Center has. Each is saved as
 * soon as it was read, so that a run that ends in the middle has lost nothing
 * and the next one, here or on another replica, reads what is left.
 */
export class ReadPermissionSets implements Chore {
  readonly name = 'read-permission-sets';
  readonly everyMs = 1_000;
  readonly #offered: ReadonlySet<string>;
  readonly #monotonic: () => number;
  #due: DueSets = NOTHING;
  #inUse: ReadonlySet<string> = new Set();
  #listAt = -Infinity;
  #planAt = -Infinity;
  #againAt = -Infinity;
  #restUntil = -Infinity;
  #failures = 0;
  #suspicious = 0;

  constructor(
    private readonly options: {
      sets: DatabasePermissionSets;
      reader: SetReader;
      budget: CallBudget;
      /** Names of the sets that are offered. */
      offered: readonly string[];
      logger: LoggerService;
      /** Milliseconds that only grow. */
      monotonic?: () => number;
    },
  ) {
    this.#offered = new Set(options.offered);
    this.#monotonic = options.monotonic ?? (() => performance.now());
  }

  async run({ isStopping }: ChoreTools): Promise<void> {
    const until = this.#monotonic() + SLICE_MS;
    const goesOn = () => {
      const now = this.#monotonic();
      return !isStopping() && now < until && now >= this.#restUntil;
    };
    const turn = this.#turnsUnless(isStopping);
    if (goesOn()) await this.#list(turn, isStopping);
    if (goesOn()) await this.#plan();
    const workers = Array.from({ length: AT_ONCE }, async () => {
      while (goesOn() && this.#due.first.length > 0) {
        await this.#read(this.#due.first.shift()!, turn, isStopping);
      }
    });
    await Promise.all(workers);
    while (goesOn() && this.#due.again.length > 0 && this.#mayReadAgain()) {
      await this.#read(this.#due.again.shift()!, turn, isStopping);
    }
  }

  /** Each call leaves others the share of a background call (H30). */
  #turnsUnless(isStopping: () => boolean): Turn {
    const { budget } = this.options;
    const roomForOne = async () => {
      do {
        if (isStopping()) throw new Stopping();
      } while (!(await budget.findsRoom('background', LOOK_MS)));
    };
    // One after the other: both would begin in the same gap
    let last: Promise<void> = Promise.resolve();
    return async () => {
      const turn = last.then(roomForOne);
      last = turn.catch(() => {});
      return turn;
    };
  }

  /** Nothing is gone before a whole listing says so. */
  async #list(turn: Turn, isStopping: () => boolean): Promise<void> {
    const { sets, reader, logger } = this.options;
    if (this.#monotonic() < this.#listAt) return;
    this.#listAt = this.#monotonic() + LIST_AGAIN_MS;
    let arns: string[];
    try {
      arns = await reader.arns(turn);
    } catch (error) {
      if (isStopping()) return;
      logger.warn(`Permission sets keep their last known form: ${error}`);
      return;
    }
    this.#listAt = this.#monotonic() + LIST_EVERY_MS;
    if (this.#isSuspicious(await sets.count(), arns.length)) return;
    await sets.saveListing(arns);
    this.#planAt = -Infinity;
  }

  #isSuspicious(before: number, after: number): boolean {
    const isLoss =
      before > 0 && (after === 0 || (before >= SMALL && after < before / 2));
    this.#suspicious = isLoss ? this.#suspicious + 1 : 0;
    if (!isLoss || this.#suspicious > SUSPICIOUS_LISTINGS) return false;
    this.options.logger.warn(
      `Identity Center lists ${after} permission sets where it had ${before}; keeping what was known before (listing ${
        this.#suspicious
      } of ${SUSPICIOUS_LISTINGS})`,
    );
    return true;
  }

  async #plan(): Promise<void> {
    const { sets, logger } = this.options;
    if (this.#monotonic() < this.#planAt) return;
    this.#planAt = this.#monotonic() + PLAN_EVERY_MS;
    this.#inUse = await sets.inUse();
    const wanted = { offered: this.#offered, inUse: this.#inUse };
    const outlines = await sets.outlines();
    const before = this.#due.first.length;
    this.#due = dueSets(outlines, wanted, await sets.now());
    await sets.forgetContent(this.#due.needless);
    const left = this.#due.first.length;
    if (left > before) {
      logger.info(
        `Reading ${left} of ${outlines.length} permission sets for the first time`,
      );
    }
  }

  /** What is known may wait: its share comes in steadily and is not saved up. */
  #mayReadAgain(): boolean {
    const { perSecond } = this.options.budget;
    const pause = (CALLS_OF_A_SET / (perSecond * SHARE_OF_AGAIN)) * 1_000;
    const now = this.#monotonic();
    if (now < this.#againAt) return false;
    this.#againAt = Math.max(this.#againAt, now - 2 * pause) + pause;
    return true;
  }

  /** One that cannot be read waits; the others go on. */
  async #read(
    arn: string,
    turn: Turn,
    isStopping: () => boolean,
  ): Promise<void> {
    const { sets, reader } = this.options;
    const needsContent = (name: string) =>
      this.#offered.has(name) || this.#inUse.has(arn);
    const at = await sets.now();
    try {
      const set = await reader.read(arn, needsContent, turn);
      if (set) await sets.save(set, at);
      else await sets.forget(arn);
      this.#failures = 0;
    } catch (error) {
      if (!isStopping()) await this.#putOff(arn, at, error);
    }
  }

  async #putOff(arn: string, now: Date, error: unknown): Promise<void> {
    const { sets, logger } = this.options;
    const passes = error instanceof AwsTrouble && error.kind === 'again-later';
    const wait = passes ? RETRY_MS : RETRY_REFUSED_MS;
    await sets.putOff(arn, new Date(now.getTime() + wait));
    logger.warn(
      `${arn} could not be read and keeps its last known form: ${error}`,
    );
    this.#failures += 1;
    if (this.#failures < FAILURES) return;
    this.#failures = 0;
    this.#restUntil = this.#monotonic() + REST_MS;
  }
}
