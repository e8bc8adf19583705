import {
  BackstageCredentials,
  BackstageUserPrincipal,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { isoOf } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { JitConfig } from '../../src/config/JitConfig';
import { expireOverdue } from '../../src/service/expireOverdue';
import { createStores } from '../../src/store/createStores';
import { NewId } from '../../src/store/ids';
import { Name, principalIdOf, refOf } from '../../src/testing/cast';
import { FakeFreshAccounts } from '../../src/testing/FakeFreshAccounts';
import { setArnOf } from '../../src/testing/FakeIdentityCenter';
import { OpenImage, openImage } from './database';
import { Chance } from './chance';
import {
  leaderOf,
  lostCreatesOf,
  sessionsOf,
  Snapshot,
} from './invariants/Snapshot';
import { nextDue } from './nextDue';
import { Aftermath, Deed, Outside, Plan } from './plan/Plan';
import { Replica, Shared } from './Replica';
import {
  countingIds,
  emptyPortal,
  historyConfig,
  silent,
  START,
} from './shared';
import { VirtualTime } from './VirtualTime';
import { keyOf } from './world/types';
import { World } from './world/World';

const JUSTIFICATION = 'Look at the failed payouts, see OPS-771';

/** What one of the sets allows by itself, beside its managed policy. */
const POWER_BASE = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
});

const immediate = () => new Promise<void>(resolve => setImmediate(resolve));

/** What was read when so many changes had been made. */
interface Read<T> {
  changes: number;
  value: T;
}

/** A plan while it happens. */
export class History {
  readonly replicas: Replica[] = [];
  /** Processes that died. */
  crashes = 0;
  /** When a process last died, stood still or came back, as far as is known. */
  mishapUntil = -Infinity;
  /** Since when a person or an account is gone. */
  readonly leftAt = new Map<string, number>();
  /** How each deed came out, in order: 'ok' or the refusal's code. */
  readonly outcomes: string[] = [];
  readonly #requests = new Map<number, string>();
  readonly #start: number;
  #names = 0;
  #due?: Read<number>;
  #told?: Read<Omit<Snapshot, 'now'>>;

  static async begin(plan: Plan, logger = silent): Promise<History> {
    return new History(plan, await openImage(await emptyPortal()), logger);
  }

  readonly db: Knex;
  readonly time: VirtualTime;
  readonly world: World;
  readonly catalog = new FakeFreshAccounts();
  readonly newId: NewId = countingIds();
  readonly #shared: Shared;

  private constructor(
    readonly plan: Plan,
    private readonly image: OpenImage,
    logger: LoggerService,
  ) {
    this.db = image.db;
    this.time = new VirtualTime(START);
    this.#start = this.time.ms;
    this.world = new World(
      this.time,
      new Chance(plan.seed + 1),
      plan.faults,
      plan.takesMs,
    );
    const { db, world, catalog, newId } = this;
    const config = configOf(plan);
    this.#shared = { db, world, catalog, newId, logger, config };
    plan.denies?.unmanaged.forEach(set =>
      world.denies.unmanaged.add(setArnOf(set)),
    );
    plan.denies?.beyondScp.forEach(id => world.beyondScp.add(id));
    world.denies.bases.set(setArnOf('PowerUserAccess'), POWER_BASE);
    this.#shortenWindows();
    plan.skewsMs.forEach((_, index) => this.#startReplica(index));
    this.#schedule();
  }

  /** Each account has a window of its own, which is the demo's otherwise. */
  #shortenWindows(): void {
    const { accounts } = this.catalog;
    const windowMinutes = historyConfig.approvalWindowMinutes;
    for (const [id, account] of accounts) {
      const settings = { ...account.settings, windowMinutes };
      accounts.set(id, { ...account, settings });
    }
  }

  /** Lets everything happen that can happen now. */
  async settle(): Promise<void> {
    for (let idle = 0; idle < 3; ) {
      await immediate();
      idle = this.image.busy() === 0 ? idle + 1 : 0;
    }
  }

  /** Moves on to whatever happens next, not beyond `until`. */
  async moveOn(until: number): Promise<void> {
    this.#due = this.#again(this.#due, () => nextDue(this.image));
    this.time.moveOn(this.#due.value, until);
    await this.settle();
  }

  /** What the portal says now. */
  snapshot(): Snapshot {
    this.#told = this.#again(this.#told, () => ({
      sessions: sessionsOf(this.image),
      lostCreates: lostCreatesOf(this.image),
      leader: leaderOf(this.image),
    }));
    return { now: this.time.ms, ...this.#told.value };
  }

  /** Read again only where something was written since. */
  #again<T>(before: Read<T> | undefined, read: () => T): Read<T> {
    const changes = this.image.changes();
    if (before?.changes === changes) return before;
    return { changes, value: read() };
  }

  /** When the last planned thing has happened and all trouble is over. */
  get calmFrom(): number {
    const { deeds, outside, mishaps } = this.plan;
    const last = Math.max(
      0,
      ...[...deeds, ...outside, ...mishaps].map(one => one.at),
    );
    return Math.max(this.#start + last, this.world.calmFrom, this.mishapUntil);
  }

  async end(): Promise<void> {
    this.replicas.forEach(one => one.process.die());
    await this.settle();
    await this.db.destroy();
  }

  #startReplica(index: number): void {
    this.#names += 1;
    const replica = new Replica(
      this.#shared,
      `process-${this.#names}`,
      this.plan.skewsMs[index],
    );
    this.replicas[index] = replica;
  }

  #schedule(): void {
    const { deeds, outside, mishaps } = this.plan;
    const at = (ms: number, ring: () => void) =>
      this.time.at(this.#start + ms, ring);
    deeds.forEach(deed => at(deed.at, () => this.#do(deed, deed.replica)));
    outside.forEach(one => at(one.at, () => this.#happens(one)));
    mishaps.forEach(({ at: time, replica, mishap }) =>
      at(time, () => {
        const { process } = this.replicas[replica];
        process.onStill = until => {
          this.mishapUntil = Math.max(this.mishapUntil, until);
        };
        process.onDeath = () => this.#replaceLater(replica, mishap.forMs);
        process.befalls(mishap);
      }),
    );
  }

  #replaceLater(index: number, afterMs: number): void {
    const back = this.time.ms + afterMs;
    this.crashes += 1;
    this.mishapUntil = Math.max(this.mishapUntil, back);
    this.time.at(back, () => this.#startReplica(index));
  }

  #do(deed: Deed, replica: number): void {
    const { service, process } = this.replicas[replica];
    if (process.isDead) return;
    const outcome = this.#perform(deed, service);
    outcome.then(
      () => this.outcomes.push('ok'),
      error => this.outcomes.push(error.code ?? error.name),
    );
  }

  async #perform(deed: Deed, service: Replica['service']): Promise<unknown> {
    if (deed.do === 'sweep') return this.#sweep();
    if (deed.do === 'ask') return this.#ask(deed, service);
    const id = this.#requests.get(deed.of);
    if (!id) return undefined;
    const asker = this.#askerOf(deed.of);
    if (deed.do === 'cancel') return service.cancelRequest(id, as(asker));
    const who = deed.do === 'review' ? as(deed.who) : undefined;
    if (deed.do === 'review') {
      const { version } = await service.getRequest(id, as(deed.who));
      const { decision, minutes, then } = deed;
      const comment = 'Seen and judged in a history';
      const duration = minutes ? isoOf(minutes) : undefined;
      await service.reviewRequest(
        id,
        { version, decision, comment, duration },
        who!,
      );
      return then && this.#follows(then);
    }
    const { session } = await service.getRequest(id, as(asker));
    if (!session) return undefined;
    return deed.do === 'release'
      ? service.releaseSession(session.id, as(asker))
      : service.revokeSession(session.id, { reason: 'Over' }, as(deed.who));
  }

  #follows({ awayMs, lost }: Aftermath): void {
    const { time, world } = this;
    world.isAwayFor(awayMs);
    if (!lost) return;
    time.at(time.ms + lost.afterMs, () => this.#happens(lost.what));
  }

  #askerOf(ask: number): Name {
    const found = this.plan.deeds.find(
      one => one.do === 'ask' && one.ask === ask,
    );
    return (found as Extract<Deed, { do: 'ask' }>).who;
  }

  async #ask(
    deed: Extract<Deed, { do: 'ask' }>,
    service: Replica['service'],
  ): Promise<void> {
    const { accountId, set, minutes, who, ask } = deed;
    const request = await service.submitRequest(
      {
        accountId,
        permissionSet: { type: 'standard', name: set },
        duration: isoOf(minutes),
        justification: JUSTIFICATION,
      },
      { idempotencyKey: `ask-${ask}` },
      as(who),
    );
    this.#requests.set(ask, request.id);
  }

  async #sweep(): Promise<void> {
    const { db, time, newId } = this;
    const { requests } = createStores({ db, clock: time, newId });
    await expireOverdue({ requests, onChanged: () => {} });
  }

  #happens(one: Outside): void {
    const { world, catalog } = this;
    switch (one.do) {
      case 'stranger-assigns':
        return world.strangerAssigns(outsideKey(one));
      case 'stranger-removes':
        return world.strangerRemoves(outsideKey(one));
      case 'joins-group':
        return world.joinsGroup(outsideKey(one));
      case 'disable':
        world.disabled.add(principalIdOf(one.who));
        this.leftAt.set(principalIdOf(one.who), this.time.ms);
        return undefined;
      case 'enable':
        world.disabled.delete(principalIdOf(one.who));
        this.leftAt.delete(principalIdOf(one.who));
        return undefined;
      case 'suspend': {
        world.suspended.add(one.accountId);
        this.leftAt.set(one.accountId, this.time.ms);
        const account = catalog.accounts.get(one.accountId)!;
        catalog.accounts.set(one.accountId, { ...account, state: 'SUSPENDED' });
        return undefined;
      }
      default:
        world.changedSets.set(setArnOf(one.set), this.time.ms);
        return undefined;
    }
  }
}

/** Where nothing is cut off, everything is as it was before there were denies. */
function configOf({ denies }: Plan): JitConfig {
  if (!denies) return historyConfig;
  return {
    ...historyConfig,
    credentialsMode: denies.mode,
    credentials: {
      ...historyConfig.credentials,
      scp: { policyId: 'p-denies', maxSize: 5_120 },
    },
  };
}

function outsideKey(one: {
  who: Name;
  accountId: string;
  set: string;
}): string {
  return keyOf({
    accountId: one.accountId,
    permissionSetArn: setArnOf(one.set),
    principalId: principalIdOf(one.who),
  });
}

function as(name: Name): {
  credentials: BackstageCredentials<BackstageUserPrincipal>;
} {
  return {
    credentials: {
      $$type: '@backstage/BackstageCredentials',
      principal: { type: 'user', userEntityRef: refOf(name) },
    } as BackstageCredentials<BackstageUserPrincipal>,
  };
}
