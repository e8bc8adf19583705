import { AccountState } from '@jit-portal/backstage-plugin-jit-common';
import { AwsTrouble, sortAwsError } from '../../src/identityCenter/awsErrors';
import { CallBudget } from '../../src/identityCenter/CallBudget';
import {
  AssignmentTarget,
  Home,
  IdentityCenter,
  OpenOperation,
  OperationState,
  ResolvedUser,
  Sending,
  Sighting,
  StandardSet,
} from '../../src/identityCenter/IdentityCenter';
import { FakeIdentityCenter } from '../../src/testing/FakeIdentityCenter';
import { SimDenies } from './SimDenies';
import { SimProcess } from './SimProcess';
import { changedFingerprint, FaultKind, keyOf, Kind } from './world/types';
import { World } from './world/World';

const CALLS_PER_SECOND_OF_AWS = 20;
const OUTSTANDING_OF_AWS = 10;
const SLOWEST_MS = 12_000;

function trouble(name: string, message: string, status = 400): AwsTrouble {
  return sortAwsError(
    Object.assign(new Error(message), {
      name,
      $metadata: { httpStatusCode: status },
    }),
  );
}

function broken(code: string): AwsTrouble {
  return sortAwsError(Object.assign(new Error('socket hang up'), { code }));
}

/** Trouble before AWS has done anything. */
const BEFORE: { fault: FaultKind; error: () => AwsTrouble }[] = [
  { fault: 'unreachable', error: () => broken('ECONNREFUSED') },
  { fault: 'reset-before', error: () => broken('ECONNRESET') },
  {
    fault: 'throttle',
    error: () => trouble('ThrottlingException', 'Rate exceeded'),
  },
  {
    fault: 'internal-error',
    error: () => trouble('InternalServerException', 'Internal error', 500),
  },
  {
    fault: 'denied',
    error: () => trouble('AccessDeniedException', 'not authorized'),
  },
];

/** Answers of this kind say that nobody could be reached at all. */
const NO_ANSWER = ['unreachable', 'unavailable', 'timed-out', 'credentials'];
/** After so many in a row, whoever asks may think that AWS is away. */
const LOOKS_AWAY = 3;

const groupKey = (target: AssignmentTarget) =>
  `${target.accountId} ${target.permissionSetArn}`;

/** The port of one process on the world, over a wire that takes its time. */
export class SimIdentityCenter implements IdentityCenter {
  readonly budget: CallBudget;
  readonly #people = new FakeIdentityCenter();
  readonly denies: SimDenies;
  /** Histories ask for standard sets alone. */
  readonly customSets = this.#people.customSets;
  #unanswered = 0;

  constructor(
    private readonly world: World,
    private readonly process: SimProcess,
    callsPerSecond: number,
  ) {
    const { time } = world;
    this.budget = new CallBudget(
      callsPerSecond,
      () => time.ms,
      ms => time.sleep(ms),
    );
    this.denies = new SimDenies(world, {
      read: (about, answer, counted) => this.#call(about, answer, counted),
      change: (about, withinMs, deed, counted) =>
        this.#heeding(() => this.#pushed(about, withinMs, deed, counted)),
    });
  }

  /** A change of what denies: sent in time, or astray by who stood still (H2). */
  async #pushed<T>(
    about: string,
    withinMs: number,
    deed: () => T,
    counted: boolean,
  ): Promise<T> {
    const { world } = this;
    const permittedAt = world.time.ms;
    return this.process.effect('push', async () => {
      const late = world.time.ms - permittedAt > withinMs;
      if (late && world.chance.happens(0.5)) throw broken('ECONNRESET');
      if (counted) this.budget.spend();
      await world.time.sleep(world.chance.between(5, 40));
      const answer = this.#arrive(about, deed, counted);
      if (late) world.denies.isAstray = true;
      await world.time.sleep(world.chance.between(5, 40));
      if (world.hits('reset-after', about)) throw broken('ECONNRESET');
      return answer;
    });
  }

  /** What looks like an outage to a process is everybody's trouble in it. */
  async #heeding<T>(call: () => Promise<T>): Promise<T> {
    try {
      const answer = await call();
      this.#unanswered = 0;
      return answer;
    } catch (error) {
      const silent = NO_ANSWER.includes((error as AwsTrouble).code);
      this.#unanswered = silent ? this.#unanswered + 1 : 0;
      if (this.#unanswered >= LOOKS_AWAY) {
        this.world.troubledAt.set('*', this.world.time.ms);
      }
      throw error;
    }
  }

  /** A call: on its way, there, and on its way back. */
  async #call<T>(about: string, answer: () => T, counted = true): Promise<T> {
    return this.#heeding(() => this.#asked(about, answer, counted));
  }

  async #asked<T>(about: string, answer: () => T, counted: boolean) {
    return this.process.effect('call', async () => {
      const { time, chance } = this.world;
      if (counted) await this.budget.read();
      await time.sleep(chance.between(5, 40));
      try {
        return this.#arrive(about, answer, counted);
      } finally {
        await time.sleep(
          this.world.hits('slow', about)
            ? chance.between(500, SLOWEST_MS)
            : chance.between(5, 40),
        );
      }
    });
  }

  #arrive<T>(about: string, answer: () => T, counted: boolean): T {
    const { world } = this;
    if (counted) {
      const lately = world.ledger.count(world.time.ms);
      if (lately > CALLS_PER_SECOND_OF_AWS) {
        this.budget.throttled();
        throw trouble('ThrottlingException', 'Rate exceeded');
      }
    }
    for (const { fault, error } of BEFORE) {
      if (!world.hits(fault, about)) continue;
      if (fault === 'throttle') this.budget.throttled();
      throw error();
    }
    return answer();
  }

  async assign(target: AssignmentTarget, sending: Sending): Promise<string> {
    return this.#change('create', keyOf(target), sending);
  }

  async withdraw(target: AssignmentTarget, sending: Sending): Promise<string> {
    return this.#change('delete', keyOf(target), sending);
  }

  async #change(kind: Kind, key: string, sending: Sending): Promise<string> {
    return this.#heeding(() => this.#sent(kind, key, sending));
  }

  async #sent(kind: Kind, key: string, sending: Sending): Promise<string> {
    const { time, chance } = this.world;
    const permittedAt = time.ms;
    return this.process.effect(kind, async () => {
      // A process that stood still gives up, or has sent it all the same (H2)
      const late = time.ms - permittedAt > sending.withinMs;
      if (late && chance.happens(0.5)) throw broken('ECONNRESET');
      this.budget.spend();
      await time.sleep(chance.between(5, 40));
      return this.#heard(kind, key, sending.withinMs, late);
    });
  }

  async #heard(
    kind: Kind,
    key: string,
    withinMs: number,
    astray: boolean,
  ): Promise<string> {
    const { world } = this;
    const by = this.process.name;
    world.tell({ what: 'sent', key, kind, astray, by });
    const id = this.#arrive(key, () => this.#begin(kind, key, astray), true);
    const slow = world.hits('slow', key);
    const back = slow
      ? world.chance.between(500, SLOWEST_MS)
      : world.chance.between(5, 40);
    await world.time.sleep(Math.min(back, withinMs));
    if (back > withinMs) throw broken('ETIMEDOUT');
    if (world.hits('reset-after', key)) throw broken('ECONNRESET');
    if (world.hits('internal-error-after', key)) {
      throw trouble('InternalServerException', 'Internal error', 500);
    }
    return id;
  }

  #begin(kind: Kind, key: string, astray: boolean): string {
    const { world } = this;
    if (world.isBusy(key) || world.hits('conflict', key)) {
      throw trouble(
        'ConflictException',
        'There is a conflicting operation in process.',
      );
    }
    if (world.outstanding >= OUTSTANDING_OF_AWS) {
      throw trouble('ThrottlingException', 'Too many requests processing');
    }
    if (world.hits('late', key)) {
      world.landLater(kind, key);
      throw broken('ECONNRESET');
    }
    return world.begin(kind, key, this.process.name, astray).id;
  }

  async poll(kind: Kind, requestId: string): Promise<OperationState> {
    return this.#call('*', () => {
      const found = this.world.operations.find(
        one => one.id === requestId && one.kind === kind,
      );
      const known = found && found.knownFrom <= this.world.time.ms;
      return known ? found.state : { status: 'not-found' };
    });
  }

  async findInProgress(
    kind: Kind,
    target: AssignmentTarget,
  ): Promise<OpenOperation[]> {
    const key = keyOf(target);
    return this.#call(key, () => {
      this.world.searches.push({ kind, key, at: this.world.time.ms });
      return this.world.operations
        .filter(
          one =>
            one.kind === kind &&
            one.key === key &&
            one.state.status === 'in-progress',
        )
        .map(one => ({ requestId: one.id }));
    });
  }

  async look(target: AssignmentTarget): Promise<Sighting> {
    const key = keyOf(target);
    return this.#call(key, () => {
      this.world.looks.push({ key, at: this.world.time.ms });
      const group = this.world.groups.get(groupKey(target));
      return {
        direct: this.world.listed(key),
        groupIds: group ? [group.name] : [],
        others: group !== undefined || this.#othersAt(target),
      };
    });
  }

  #othersAt(target: AssignmentTarget): boolean {
    return [...this.world.standing.keys()].some(
      key => key !== keyOf(target) && key.startsWith(groupKey(target)),
    );
  }

  async groupsOf(principalId: string, groupIds: string[]): Promise<string[]> {
    if (groupIds.length === 0) return [];
    return this.#call(
      '*',
      () =>
        [...this.world.groups.values()]
          .filter(one => groupIds.includes(one.name))
          .filter(one => one.members.has(principalId))
          .map(one => one.name),
      false,
    );
  }

  async readUser(principalId: string): Promise<ResolvedUser | undefined> {
    const user =
      (await this.#people.readUser(principalId)) ??
      this.world.crowd.get(principalId);
    return this.#call('*', () => user && this.#asItIs(user), false);
  }

  async findUser(value: string): Promise<ResolvedUser | undefined> {
    const user = await this.#people.findUser(value);
    return this.#call('*', () => user && this.#asItIs(user), false);
  }

  #asItIs(user: ResolvedUser): ResolvedUser {
    const gone = this.world.disabled.has(user.id);
    return { ...user, enabled: user.enabled && !gone };
  }

  async accountState(accountId: string): Promise<AccountState | undefined> {
    return this.#call('*', () => this.#states().get(accountId), false);
  }

  async listAccountStates(): Promise<Map<string, AccountState>> {
    return this.#call('*', () => this.#states(), false);
  }

  #states(): Map<string, AccountState> {
    const states = new Map(this.#people.states);
    for (const id of this.world.suspended) states.set(id, 'SUSPENDED');
    return states;
  }

  async readPermissionSet(arn: string): Promise<StandardSet | undefined> {
    const set = this.#people.sets.get(arn);
    return this.#call('*', () => {
      if (!set || !this.world.changedSets.has(arn)) return set;
      return { ...set, fingerprint: changedFingerprint(set.fingerprint) };
    });
  }

  async home(): Promise<Home> {
    return this.#people.home();
  }
}
