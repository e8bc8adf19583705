import { isFinalSession } from '@jit-portal/backstage-plugin-jit-common';
import { History } from '../History';
import { WorldEvent } from '../world/World';
import { Excuses } from './Excuses';
import { KeyedSession, Snapshot } from './Snapshot';
import { changedFingerprint, targetOf } from '../world/types';

const AWS_CALLS_PER_SECOND = 20;
const AWS_OUTSTANDING = 10;
const MINUTE = 60_000;
const PROVISIONING_LIMIT = 10 * MINUTE;

/** Something that must never be so, and was. */
export interface Violation {
  rule: string;
  what: string;
  at: number;
}

/**
 * Compares what the portal says with what is so in AWS, after every step. It
 * knows the truth, and what the rules allow for a while.
 */
export class Watch {
  readonly violations: Violation[] = [];
  readonly #excuses: Excuses;
  readonly #finals = new Set<string>();
  #heard = 0;

  constructor(private readonly history: History) {
    this.#excuses = new Excuses(history);
  }

  look(snapshot: Snapshot): void {
    this.#limits(snapshot);
    for (const event of this.#news()) this.#event(event, snapshot);
    for (const [key, there] of this.history.world.standing) {
      if (there.origin === 'ours') this.#isCovered(key, snapshot);
    }
    for (const session of snapshot.sessions) {
      if (session.status === 'ACTIVE') {
        this.#isThere(session, snapshot);
        this.#endsInTime(session, snapshot);
        this.#nobodyHasLeft(session, snapshot);
      }
      this.#takesOthersAlong(session, snapshot);
      if (isFinalSession(session.status)) this.#isOver(session, snapshot);
    }
  }

  #violated(rule: string, what: string, { now }: Snapshot): void {
    const known = this.violations.some(
      one => one.rule === rule && one.what === what,
    );
    if (!known) this.violations.push({ rule, what, at: now });
  }

  #news(): WorldEvent[] {
    const news = this.history.world.events.slice(this.#heard);
    this.#heard += news.length;
    return news;
  }

  /** AWS's limits, which no replica may exceed together with the others (7). */
  #limits(snapshot: Snapshot): void {
    const { mostCalls, mostOutstanding } = this.history.world.ledger;
    if (mostCalls > AWS_CALLS_PER_SECOND) {
      this.#violated('limits', `${mostCalls} calls in a second`, snapshot);
    }
    if (mostOutstanding > AWS_OUTSTANDING) {
      this.#violated('limits', `${mostOutstanding} outstanding`, snapshot);
    }
  }

  #event(event: WorldEvent, snapshot: Snapshot): void {
    if (event.what === 'sent') this.#isByTheLeader(event, snapshot);
    if (event.what === 'sent' && event.kind === 'create') {
      this.#mayCreate(event, snapshot);
    }
    if (event.what === 'removed' && event.origin === 'stranger') {
      this.#strangersAreLeftAlone(event, snapshot);
    }
  }

  /** Who does not lead any more sends nothing, unless it was on its way (H2). */
  #isByTheLeader({ key, by, astray }: WorldEvent, snapshot: Snapshot): void {
    if (astray || by === snapshot.leader) return;
    this.#violated(
      'leader',
      `${by} changed ${key} and does not lead`,
      snapshot,
    );
  }

  /** No access without an approved request whose end is on record (1, H6). */
  #mayCreate({ key, at, astray }: WorldEvent, snapshot: Snapshot): void {
    // What a process sent that had stood still is found and undone (H2)
    if (astray) return;
    const entitled = snapshot.sessions.filter(
      one =>
        one.key === key &&
        one.firstCallAt !== undefined &&
        +one.firstCallAt <= at &&
        +one.activateBy > at &&
        +one.hardEnd! > at &&
        // What began to end just now could not be known on the way
        +(one.endingAt ?? Infinity) > this.#excuses.onItsWaySince(at),
    );
    if (entitled.length === 0) {
      this.#violated(
        'no-right',
        `A create for ${key} nobody is entitled to`,
        snapshot,
      );
    }
    this.#isJudgedAgain(key, at, entitled, snapshot);
  }

  /** Right before the first call everything is judged again (H16, H18). */
  #isJudgedAgain(
    key: string,
    at: number,
    entitled: KeyedSession[],
    snapshot: Snapshot,
  ): void {
    const { leftAt, world } = this.history;
    const { accountId, permissionSetArn, principalId } = targetOf(key);
    const sawOther = entitled.some(
      ({ fingerprint = '' }) => fingerprint !== changedFingerprint(fingerprint),
    );
    const lost = [
      leftAt.get(principalId),
      leftAt.get(accountId),
      // Who asked after the change and saw it has lost nothing
      sawOther ? world.changedSets.get(permissionSetArn) : undefined,
    ].some(since => since !== undefined && this.#excuses.wasKnown(since, at));
    if (lost) {
      this.#violated('judged', `${key} was given to who lost it`, snapshot);
    }
  }

  /** Nobody is given access who has left, and nobody keeps it (H18, leaver). */
  #nobodyHasLeft(session: KeyedSession, snapshot: Snapshot): void {
    const { leftAt } = this.history;
    const left = Math.min(
      leftAt.get(session.principalId) ?? Infinity,
      leftAt.get(session.account.id) ?? Infinity,
    );
    if (snapshot.now <= this.#excuses.mayStayUntil(session.key, left)) return;
    this.#violated('left', `SES-${session.number} is a leaver's`, snapshot);
  }

  /** The latest end holds, whatever happens (1, H6). */
  #endsInTime(session: KeyedSession, snapshot: Snapshot): void {
    const { expiresAt, hardEnd, firstCallAt, minutes } = session;
    const latest = +firstCallAt! + minutes * MINUTE + PROVISIONING_LIMIT;
    if (+expiresAt! <= +hardEnd! && +hardEnd! <= latest) return;
    this.#violated('hard-end', `SES-${session.number} ends too late`, snapshot);
  }

  /** A revocation ends every session of its key (H5). */
  #takesOthersAlong(session: KeyedSession, snapshot: Snapshot): void {
    if (session.end?.cause !== 'revoked') return;
    const left = snapshot.sessions.find(
      one =>
        one.key === session.key &&
        one.approvedAt < session.endingAt! &&
        !one.endingAt,
    );
    if (!left) return;
    this.#violated(
      'revocation',
      `SES-${left.number} outlives the revocation of SES-${session.number}`,
      snapshot,
    );
  }

  /** We delete nothing that our own record did not create (2, H3, H4). */
  #strangersAreLeftAlone({ key, at }: WorldEvent, snapshot: Snapshot): void {
    const since = this.history.world.events.findLast(
      one => one.key === key && one.what === 'stranger-assigned',
    )!.at;
    if (this.#excuses.wasOnItsWayBefore(key, since, at)) return;
    if (this.#excuses.couldNotTellApart(key, since, snapshot)) return;
    this.#violated('stranger', `A stranger's ${key} was removed`, snapshot);
  }

  /** Nobody's access outlives its session by more than the reaction time (6). */
  #isCovered(key: string, snapshot: Snapshot): void {
    const sessions = snapshot.sessions.filter(one => one.key === key);
    const covers = (one: KeyedSession) =>
      one.status === 'PROVISIONING' ||
      (one.status === 'ACTIVE' && +one.expiresAt! > snapshot.now);
    if (sessions.some(covers)) return;
    const ends = sessions.map(one =>
      Math.min(+(one.endingAt ?? Infinity), +(one.expiresAt ?? Infinity)),
    );
    const since = Math.max(
      ...ends,
      this.history.world.standing.get(key)!.since,
    );
    if (snapshot.now <= this.#excuses.mayOutliveUntil(key, since)) return;
    this.#violated(
      'outlives',
      `${key} is there although its last session ended at ${new Date(
        since,
      ).toISOString()}`,
      snapshot,
    );
  }

  /** ACTIVE is true. */
  #isThere(session: KeyedSession, snapshot: Snapshot): void {
    const { world } = this.history;
    if (world.standing.has(session.key)) return;
    if (this.#excuses.mayHaveVanished(session.key)) {
      const gone = world.events.findLast(one => one.key === session.key)!;
      const until = this.#excuses.mayBeMissingUntil(session.key, gone.at);
      if (snapshot.now <= until) return;
    } else if (+session.expiresAt! <= snapshot.now) {
      return;
    }
    this.#violated(
      'not-active',
      `SES-${session.number} is ACTIVE and its access is not there`,
      snapshot,
    );
  }

  /** ENDED, REVOKED and FAILED are true when they are said. */
  #isOver(session: KeyedSession, snapshot: Snapshot): void {
    if (this.#finals.has(session.id)) return;
    this.#finals.add(session.id);
    const { world } = this.history;
    const there = world.standing.get(session.key);
    if (!there || there.origin === 'stranger') return;
    if (session.end?.accessRemains) return;
    const since = +session.endingAt!;
    if (this.#excuses.foundByLaterLooks(session.key)) return;
    this.#violated(
      'not-over',
      `SES-${session.number} is ${session.status} since ${new Date(
        since,
      ).toISOString()} and its access is there`,
      snapshot,
    );
  }
}
