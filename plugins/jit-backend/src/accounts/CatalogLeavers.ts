import { LoggerService } from '@backstage/backend-plugin-api';
import { SessionRecord } from '../domain/model';
import { Leavers } from '../engine/Leavers';
import { FreshAccounts } from './Accounts';
import { knowsPeople } from './knowsPeople';

/** A person is missed for so long before they count as gone. */
const MISSED_MS = 4 * 60_000;

interface Options {
  fresh: FreshAccounts;
  logger: LoggerService;
  /** Milliseconds that only grow. */
  now: () => number;
}

/**
 * Finds who left the catalog. A person who is missing in one complete reading
 * may be back in the next, so they have to be missing for a while; and a
 * catalog that knows nobody at all, as after a new start, tells of nobody's
 * leaving (H19).
 */
export class CatalogLeavers implements Leavers {
  readonly #options: Options;
  readonly #missedSince = new Map<string, number>();

  constructor(options: Options) {
    this.#options = options;
  }

  async allLeft(sessions: readonly SessionRecord[]): Promise<boolean> {
    if (sessions.length === 0) return false;
    try {
      for (const session of sessions) {
        if (!(await this.#hasLeft(session))) return false;
      }
      return true;
    } catch (error) {
      this.#options.logger.warn(`Who left the catalog is not known: ${error}`);
      return false;
    }
  }

  async #hasLeft({ user, account }: SessionRecord): Promise<boolean> {
    const { fresh, now } = this.#options;
    const isMissing =
      (await fresh.readPerson(user.ref)) === undefined &&
      (await knowsPeople(fresh, await fresh.readAccount(account.id)));
    if (!isMissing) {
      this.#missedSince.delete(user.ref);
      return false;
    }
    const since = this.#missedSince.get(user.ref) ?? now();
    this.#missedSince.set(user.ref, since);
    return now() - since >= MISSED_MS;
  }
}
