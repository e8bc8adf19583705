import { LoggerService } from '@backstage/backend-plugin-api';
import { Refusal } from '../domain/refusal';
import { DatabaseRequestStore } from '../store/DatabaseRequestStore';
import type { Refused } from '../store/deeds/recordRefusal';
import { errorFor } from './refusalErrors';

/**
 * Counted by themselves: whoever fills the hour with something harmless first
 * could hide them.
 */
const GRAVE = ['request.review', 'session.revoke'];

/** So many of one person's refusals an hour are recorded one by one (H33). */
const PER_HOUR = 60;
const HOUR = 3_600_000;

interface Tally {
  since: number;
  recorded: number;
  /** Not recorded by themselves; told with the next that is. */
  together: number;
}

/**
 * Puts refusals on record. A recorder that fails never changes the answer:
 * the deed stays refused.
 */
export class Refusals {
  readonly #tallies = new Map<string, Tally>();

  constructor(
    private readonly store: Pick<DatabaseRequestStore, 'saveRefusal' | 'now'>,
    private readonly logger: LoggerService,
  ) {}

  /** Records why a deed was refused and gives the error that says so. */
  async refuse(
    refusal: Refusal,
    about: Omit<Refused, 'code' | 'message'>,
  ): Promise<Error> {
    try {
      const now = +(await this.store.now());
      const deed = GRAVE.includes(about.deed) ? about.deed : 'others';
      const together = this.#tally(`${deed} ${about.actor.ref}`, now);
      if (together !== undefined) {
        await this.store.saveRefusal({
          ...about,
          code: refusal.code,
          message: refusal.message,
          data: { ...about.data, ...(together > 0 && { together }) },
        });
      }
    } catch (error) {
      this.logger.error(`A refusal could not be recorded: ${error}`);
    }
    return errorFor(refusal);
  }

  /** How many went unrecorded before this one; undefined: count this one too. */
  #tally(key: string, now: number): number | undefined {
    const tally = this.#tallies.get(key);
    if (!tally || now - tally.since >= HOUR) {
      this.#forget(now);
      this.#tallies.set(key, { since: now, recorded: 1, together: 0 });
      return tally?.together ?? 0;
    }
    if (tally.recorded >= PER_HOUR) {
      tally.together += 1;
      return undefined;
    }
    tally.recorded += 1;
    return 0;
  }

  /** Keeps the map small; a tally with something to tell stays a day. */
  #forget(now: number): void {
    for (const [key, tally] of this.#tallies) {
      const kept = tally.together > 0 ? 24 * HOUR : HOUR;
      if (now - tally.since >= kept) this.#tallies.delete(key);
    }
  }
}
