import { LoggerService } from '@backstage/backend-plugin-api';
import { compareAssignments } from '../../domain/compareAssignments';
import { Finding } from '../../domain/findings';
import { AwsTrouble } from '../../identityCenter/awsErrors';
import { Home } from '../../identityCenter/IdentityCenter';
import { Survey } from '../../identityCenter/Survey';
import { DatabaseFindings, Progress } from '../../store/DatabaseFindings';
import { Chore } from './Chore';

/** A whole comparison begins so long after the last one began, or later. */
const ROUND_MS = 5 * 60_000;

/** The most accounts of one set that a slice compares. */
const SLICE = 50;

type Offered = { arn: string; name: string };

/**
 * Compares who has the offered sets with our record, everywhere in turn. A run
 * is a slice: it ends where the background calls do, and the next one goes on
 * from what is on record.
 */
export class CompareAssignments implements Chore {
  readonly name = 'compare-assignments';
  readonly everyMs = 1_000;

  constructor(
    private readonly options: {
      findings: DatabaseFindings;
      survey: Survey;
      home: () => Promise<Home>;
      /** Names of the sets that the portal alone should give. */
      offered: string[];
      logger: LoggerService;
    },
  ) {}

  async run(): Promise<void> {
    const { findings, offered } = this.options;
    const home = await this.options.home();
    const sets = await findings.setsNamed(offered);
    // Not read yet: nothing found would look like nothing wrong
    if (sets.length === 0 && offered.length > 0) return;
    const progress = await this.#begin(home);
    if (!progress) return;
    const set = sets.find(({ arn }) => arn === progress.setArn);
    // A set that is no longer offered needs no comparison
    const left = set
      ? await this.#compareSome(home, set, progress.accountsLeft)
      : [];
    if (left.length > 0) {
      await findings.saveProgress(home, { ...progress, accountsLeft: left });
    } else {
      await this.#nextSet(home, progress, sets);
    }
  }

  /** The comparison that is under way, or a new one when it is time. */
  async #begin(home: Home): Promise<Progress | undefined> {
    const { findings } = this.options;
    const now = await findings.now();
    const last = await findings.progress(home);
    if (last && (last.setArn || !last.endedAt)) return last;
    const isTime = !last || now.getTime() - last.beganAt.getTime() >= ROUND_MS;
    if (!isTime) return undefined;
    return { accountsLeft: [], beganAt: now, endedAt: last?.endedAt };
  }

  async #nextSet(
    home: Home,
    progress: Progress,
    sets: Offered[],
  ): Promise<void> {
    const { findings, survey } = this.options;
    const { setArn } = progress;
    const next = sets.find(({ arn }) => !setArn || arn > setArn);
    if (!next) {
      await findings.comparedAll(
        home,
        sets.map(({ arn }) => arn),
      );
      const endedAt = await findings.now();
      const { beganAt } = progress;
      await findings.saveProgress(home, { accountsLeft: [], beganAt, endedAt });
      return;
    }
    if (survey.room() < 1) return;
    const accounts = await this.#patiently(next, () =>
      survey.accountsWith(next.arn),
    );
    if (accounts) await findings.comparedSet(home, next.arn, accounts);
    await findings.saveProgress(home, {
      ...progress,
      setArn: next.arn,
      accountsLeft: accounts ?? [],
    });
  }

  /** @returns the accounts that are still to be compared */
  async #compareSome(
    home: Home,
    set: Offered,
    accounts: string[],
  ): Promise<string[]> {
    const { survey } = this.options;
    let done = 0;
    while (done < accounts.length && done < SLICE && survey.room() >= 1) {
      const accountId = accounts[done];
      await this.#patiently(set, () => this.#compare(home, set, accountId));
      done += 1;
    }
    return accounts.slice(done);
  }

  async #compare(home: Home, set: Offered, accountId: string): Promise<void> {
    const { findings, survey, logger } = this.options;
    const pair = { accountId, setArn: set.arn };
    // Our record first: what it lacks then, nobody had begun before the list
    const before = await findings.keysOf(pair, home);
    const assignees = await survey.assignees(accountId, set.arn);
    const keys = await findings.keysOf(pair, home);
    const moved = keys.filter(key => !isSettled(key, before));
    const found = compareAssignments({
      account: { id: accountId, name: await findings.accountName(accountId) },
      permissionSet: set,
      assignees: assignees.filter(
        one => !moved.some(({ principalId }) => principalId === one.id),
      ),
      keys,
      now: await findings.now(),
    });
    const named = await Promise.all(found.map(one => this.#named(one)));
    const fresh = await findings.compared(home, pair, named);
    if (fresh > 0) {
      logger.warn(`New differences for ${set.name} in ${accountId}: ${fresh}`);
    }
  }

  /** Names help people; where they cannot be read the id has to do. */
  async #named(finding: Finding): Promise<Finding> {
    const { principal } = finding;
    if (!principal) return finding;
    const name = await this.options.survey
      .nameOf(principal)
      .catch(() => undefined);
    if (!name) return finding;
    const what = finding.what.replace(/^(A group|Somebody) has/, `${name} has`);
    return { ...finding, what, principal: { ...principal, name } };
  }

  /** What AWS will never answer is passed over; the rest waits for the next slice. */
  async #patiently<T>(set: Offered, read: () => Promise<T>) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof AwsTrouble) || error.kind === 'again-later') {
        throw error;
      }
      this.options.logger.warn(`${set.name} cannot be compared: ${error}`);
      return undefined;
    }
  }
}

type Key = Awaited<ReturnType<DatabaseFindings['keysOf']>>[number];

/** Nothing happened to the key while AWS was asked. */
function isSettled(key: Key, before: Key[]): boolean {
  const was = before.find(
    ({ assignmentId }) => assignmentId === key.assignmentId,
  );
  return (
    was !== undefined &&
    was.isBusy === key.isBusy &&
    was.madeByUs === key.madeByUs &&
    was.hasOpenSession === key.hasOpenSession
  );
}
