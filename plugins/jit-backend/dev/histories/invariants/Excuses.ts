import { History } from '../History';
import { denyTimes } from '../../../src/domain/denies';
import { times } from '../../../src/domain/situation';
import { LEAD_MS } from '../../../src/store/engineLead';
import { Snapshot } from './Snapshot';
import { Kind, targetOf } from '../world/types';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What the product promises while AWS answers and nothing is wrong. */
const REACTION = 5 * SECOND;
/** The same where a process died or stood still. */
const FAILOVER = 30 * SECOND;
/**
 * A row that failed is tried again after a pause of so long at most, once the
 * poll that may have to be repeated has told so.
 */
const LONGEST_PAUSE = 5 * MINUTE * 1.2 + 40 * SECOND;
/** What was lost on its way is found by the last of the later looks (H1). */
const LAST_LOOK = 61 * MINUTE;
/** Live access is checked every five minutes, and absence proven for 30 s. */
const LIVE_CHECK = 5.5 * MINUTE;

/** From the last check to AWS, and a slow answer of the one before. */
const ON_ITS_WAY = 2 * SECOND;

/** From a judgement to the call that rests on it, each answer a slow one. */
const SLOWEST_TURN = MINUTE;

/** A list of the accounts' states serves for so long. */
const STATES_LAST = 5 * MINUTE;

/** Until when something may still be not as it should, and why. */
export class Excuses {
  constructor(private readonly history: History) {}

  /** The latest moment at which access may be there that ended at `since`. */
  mayOutliveUntil(key: string, since: number): number {
    const late = this.#lostChanges(key, 'create');
    return Math.max(
      this.#reaction(key, since),
      late.length > 0
        ? this.#withTrouble(Math.max(since, ...late)) + LAST_LOOK
        : 0,
    );
  }

  /** The latest moment at which live access may be missing unnoticed. */
  mayBeMissingUntil(key: string, since: number): number {
    return this.#reaction(key, since) + LIVE_CHECK + LONGEST_PAUSE;
  }

  /** Since when a change may have been on its way that arrives now. */
  onItsWaySince(at: number): number {
    const { mishapUntil } = this.history;
    // Noted, and then its process stood still for less than it leads
    const woken = mishapUntil <= at && mishapUntil > at - ON_ITS_WAY;
    return at - ON_ITS_WAY - (woken ? LEAD_MS : 0);
  }

  /** Whether whoever judges right before a call knows what is so since then. */
  wasKnown(since: number, at: number): boolean {
    const { mishapUntil } = this.history;
    // It may have been judged, and the process stood still before the call
    const latest = Math.max(since, mishapUntil >= since ? mishapUntil : 0);
    return at > latest + SLOWEST_TURN;
  }

  /** The latest moment at which somebody who left may have access. */
  mayStayUntil(key: string, left: number): number {
    if (left === Infinity) return Infinity;
    return this.mayBeMissingUntil(key, left) + STATES_LAST;
  }

  /** Whether somebody else, or a change gone astray, may have taken it away. */
  mayHaveVanished(key: string): boolean {
    const removals = this.history.world.events.filter(
      one => one.key === key && one.what === 'stranger-removed',
    );
    return removals.length > 0 || this.#lostChanges(key, 'delete').length > 0;
  }

  /** Whether a create went astray, to be found by the later looks (H1, H2). */
  foundByLaterLooks(key: string): boolean {
    return this.#lostChanges(key, 'create').length > 0;
  }

  /** Whether AWS carried out so late what we had sent before (H1, H2). */
  wasOnItsWayBefore(key: string, strangerSince: number, at: number): boolean {
    const sentSince = this.history.world.events.some(
      one =>
        one.key === key &&
        one.kind === 'delete' &&
        one.what === 'sent' &&
        one.at >= strangerSince,
    );
    return this.#lostChanges(key, 'delete').includes(at) && !sentSince;
  }

  /** Whether our delete of a stranger's assignment could not be told apart. */
  couldNotTellApart(
    key: string,
    strangerSince: number,
    { now, lostCreates }: Snapshot,
  ): boolean {
    // A process died between its note and its call: who finds the access there
    // has to take it for the create that nobody knows of (H1)
    const lost = lostCreates.some(
      one => one.key === key && now - one.notedAt < times.mayLand,
    );
    if (lost) return true;
    const { events } = this.history.world;
    const unseenFor = this.#unseenFor(key, strangerSince);
    const sent = events.some(
      one =>
        one.what === 'sent' &&
        one.kind === 'create' &&
        one.key === key &&
        one.at >= strangerSince - MINUTE &&
        one.at <= strangerSince + unseenFor,
    );
    return (
      sent ||
      this.#followsOwnDeletion(key, strangerSince) ||
      this.#replacesOurs(key, strangerSince) ||
      this.#followsUnprovenFailure(key, strangerSince) ||
      this.#lostChanges(key, 'create').length > 0
    );
  }

  /**
   * Somebody took ours away and gave the same again before we looked: to
   * whoever looks it stood there all the time.
   */
  #replacesOurs(key: string, strangerSince: number): boolean {
    const before = this.history.world.events.findLast(
      one =>
        one.key === key &&
        one.at <= strangerSince &&
        ['assigned', 'removed', 'stranger-removed'].includes(one.what),
    );
    return (
      before?.what === 'stranger-removed' &&
      before.origin === 'ours' &&
      strangerSince < before.at + LIVE_CHECK + LONGEST_PAUSE
    );
  }

  /**
   * That a create failed proves no absence, and one look does not either (H1):
   * AWS was away before the second, until somebody gave the same.
   */
  #followsUnprovenFailure(key: string, strangerSince: number): boolean {
    const { events, looks, operations } = this.history.world;
    const last = operations.findLast(
      one =>
        one.key === key && one.kind === 'create' && one.begunAt < strangerSince,
    );
    if (last?.state.status !== 'failed') return false;
    const isSince = (one: { key: string; at: number }) =>
      one.key === key && one.at >= last.begunAt && one.at <= strangerSince;
    const changed = events.some(
      one => isSince(one) && ['assigned', 'removed'].includes(one.what),
    );
    const seen = looks.filter(isSince);
    const proven =
      seen.length > 1 && seen.at(-1)!.at - seen[0].at >= times.absence;
    return !changed && !proven;
  }

  /** How much later a create may be whose looks showed what was so by `at`. */
  #unseenFor(key: string, at: number): number {
    const { plan, mishapUntil } = this.history;
    const calm =
      !plan.faults.some(({ kind }) => kind === 'stale-list') &&
      this.#withTrouble(at, key) === at &&
      mishapUntil < at - FAILOVER;
    return calm ? SLOWEST_TURN : 6 * MINUTE;
  }

  /**
   * What a list shows so soon after a deletion of ours counts as ours, and a
   * create follows without a wait: whatever a stranger made in between (H3).
   */
  #followsOwnDeletion(key: string, strangerSince: number): boolean {
    const events = this.history.world.events.filter(one => one.key === key);
    const deleted = events.findLast(
      one =>
        one.what === 'removed' &&
        one.origin === 'ours' &&
        one.at <= strangerSince,
    );
    return events.some(
      one =>
        one.what === 'sent' &&
        one.kind === 'create' &&
        one.at >= strangerSince &&
        deleted !== undefined &&
        one.at < deleted.at + times.lists + MINUTE,
    );
  }

  #reaction(key: string, since: number): number {
    const { world, mishapUntil } = this.history;
    const { accountId } = targetOf(key);
    const awsOwn = world.operations
      .filter(one => one.accountId === accountId && one.finishesAt > since)
      .reduce((sum, one) => sum + one.finishesAt - one.begunAt, 0);
    const calm =
      since + REACTION + awsOwn + this.history.plan.takesMs.to * 2 + this.#deny;
    const died = mishapUntil > since - FAILOVER ? mishapUntil + FAILOVER : 0;
    return Math.max(
      calm,
      died + awsOwn + this.#deny,
      this.#withTrouble(since, key) + awsOwn + this.#deny,
    );
  }

  /** A deny comes first, for a minute at most (H26). */
  get #deny(): number {
    return this.history.plan.denies ? denyTimes.patience : 0;
  }

  /** Faults make rows pause; what the pause held up comes after it. */
  #withTrouble(since: number, key: string = '*'): number {
    const { troubledAt } = this.history.world;
    const at = Math.max(
      troubledAt.get('*') ?? -Infinity,
      troubledAt.get(key) ?? -Infinity,
    );
    return at > since - LONGEST_PAUSE ? at + LONGEST_PAUSE : since;
  }

  /** When changes landed whose sender never heard of them. */
  #lostChanges(key: string, kind: Kind): number[] {
    const { world } = this.history;
    const stray = world.events.filter(
      one => one.key === key && one.kind === kind && one.what === 'landed-late',
    );
    const astray = world.operations.filter(
      one => one.key === key && one.kind === kind && one.sentAstray,
    );
    return [...stray.map(one => one.at), ...astray.map(one => one.finishesAt)];
  }
}
