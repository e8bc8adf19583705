import { randomUUID } from 'node:crypto';
import { AccountState } from '@jit-portal/backstage-plugin-jit-common';
import { AwsTrouble, sortAwsError } from '../../identityCenter/awsErrors';
import { CallBudget } from '../../identityCenter/CallBudget';
import {
  AssignmentTarget,
  Home,
  IdentityCenter,
  OpenOperation,
  OperationState,
  ResolvedUser,
  Sighting,
  StandardSet,
} from '../../identityCenter/IdentityCenter';
import { ManualClock } from '../../store/clock';
import { ModelCustomSets } from './ModelCustomSets';
import { ModelDenies } from './ModelDenies';

export const HOME: Home = {
  instanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef',
  identityStoreId: 'd-0123456789',
  region: 'eu-west-1',
  callerAccount: '999999999999',
};

type Kind = 'create' | 'delete';

interface Operation {
  id: string;
  kind: Kind;
  key: string;
  finishesAt: number;
  fails?: string;
  state: OperationState;
}

/** What goes wrong with the next call of a method. */
export interface Fault {
  method: 'assign' | 'withdraw' | 'look' | 'poll' | 'findInProgress';
  /**
   * - `lost`: AWS did it, and the answer was lost
   * - `late`: the answer was lost, nothing is in progress, and it is done
   *   `landsAfterMs` later all the same
   */
  kind:
    | 'throttled'
    | 'outage'
    | 'internal'
    | 'denied'
    | 'lost'
    | 'late'
    | 'not-found';
}

function errorOf(kind: Fault['kind']): AwsTrouble {
  const named = (name: string, message: string, status = 400) =>
    sortAwsError(
      Object.assign(new Error(message), {
        name,
        $metadata: { httpStatusCode: status },
      }),
    );
  switch (kind) {
    case 'throttled':
      return named('ThrottlingException', 'There are too many requests');
    case 'denied':
      return named('AccessDeniedException', 'not authorized');
    case 'not-found':
      return named('ResourceNotFoundException', 'Assignment not found.');
    case 'internal':
      return named('InternalServerException', 'Internal error', 500);
    case 'outage':
      return sortAwsError(
        Object.assign(new Error('no route'), { code: 'ECONNREFUSED' }),
      );
    default:
      return sortAwsError(
        Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
      );
  }
}

export const keyOf = (target: AssignmentTarget) =>
  [target.accountId, target.permissionSetArn, target.principalId].join(' ');

/** Identity Center as plain maps: slow, forgetful and lagging on request. */
export class ModelIdentityCenter implements IdentityCenter {
  readonly budget: CallBudget;
  readonly denies: ModelDenies;
  readonly customSets = new ModelCustomSets(arn =>
    [...this.assignments].some(key => key.includes(` ${arn} `)),
  );
  readonly assignments = new Set<string>();
  readonly calls: string[] = [];
  readonly disabled = new Set<string>();
  readonly states = new Map<string, AccountState>();
  operations: Operation[] = [];
  faults: Fault[] = [];
  /** How long the next operations take. */
  takesMs = 1_000;
  landsAfterMs = 40_000;
  /** Lists show what was removed for so much longer. */
  listLagMs = 0;
  /** AWS fails the next operations with this reason. */
  failWith?: string;
  /** Keys on which AWS fails whatever is asked. */
  failsOn: (key: string) => boolean = () => false;
  /** Keys about which AWS has nothing but internal errors. */
  brokenOn: (key: string) => boolean = () => false;
  group?: string;
  /** Lists do not show yet whom else the set was assigned to. */
  hidesOthers = false;
  outage = false;
  #landings: { key: string; at: number }[] = [];
  readonly #removed = new Map<string, number>();

  constructor(private readonly clock: ManualClock) {
    this.budget = new CallBudget(
      15,
      () => clock.read().getTime(),
      async milliseconds => clock.advance(milliseconds),
    );
    this.denies = new ModelDenies(clock, (set, account) =>
      this.#othersThan(`${account} ${set} `),
    );
  }

  /** Whether anybody but that key has its set in its account. */
  #othersThan(key: string): boolean {
    const [account, set] = key.split(' ');
    return [...this.assignments].some(
      one => one !== key && one.startsWith(`${account} ${set} `),
    );
  }

  #now(): number {
    return this.clock.read().getTime();
  }

  /** Finishes what is due. */
  settle(): void {
    for (const one of this.#landings) {
      if (one.at <= this.#now()) this.assignments.add(one.key);
    }
    this.#landings = this.#landings.filter(one => one.at > this.#now());
    for (const one of this.operations) {
      if (one.state.status !== 'in-progress' || one.finishesAt > this.#now()) {
        continue;
      }
      const missing = one.kind === 'delete' && !this.assignments.has(one.key);
      const reason =
        one.fails ??
        (missing ? 'Received a 404 status error: Assignment not found.' : '');
      one.state = reason
        ? { status: 'failed', reason }
        : { status: 'succeeded' };
      if (reason) continue;
      if (one.kind === 'create') this.assignments.add(one.key);
      else this.remove(one.key);
      this.#followRole(one.key);
    }
  }

  #followRole(key: string): void {
    const [account, set] = key.split(' ');
    this.denies.follow(set, account);
  }

  remove(key: string): void {
    if (this.assignments.delete(key)) this.#removed.set(key, this.#now());
  }

  #enter(method: string, key?: string): Fault['kind'] | undefined {
    this.settle();
    this.calls.push(method);
    this.budget.spend();
    if (this.outage) throw errorOf('outage');
    if (key && this.brokenOn(key)) throw errorOf('internal');
    const index = this.faults.findIndex(one => one.method === method);
    if (index < 0) return undefined;
    const [{ kind }] = this.faults.splice(index, 1);
    if (kind !== 'lost' && kind !== 'late') throw errorOf(kind);
    return kind;
  }

  async look(target: AssignmentTarget): Promise<Sighting> {
    const key = keyOf(target);
    this.#enter('look', key);
    const removedAt = this.#removed.get(key);
    const lags =
      removedAt !== undefined && removedAt + this.listLagMs > this.#now();
    return {
      direct: this.assignments.has(key) || lags,
      groupIds: this.group ? ['g-1'] : [],
      others:
        this.group !== undefined ||
        (!this.hidesOthers && this.#othersThan(key)),
    };
  }

  async assign(target: AssignmentTarget): Promise<string> {
    return this.#begin('assign', 'create', target);
  }

  async withdraw(target: AssignmentTarget): Promise<string> {
    return this.#begin('withdraw', 'delete', target);
  }

  #begin(method: string, kind: Kind, target: AssignmentTarget): string {
    const key = keyOf(target);
    const fault = this.#enter(method, key);
    const busy = this.operations.some(
      one => one.key === key && one.state.status === 'in-progress',
    );
    if (busy) {
      throw sortAwsError(
        Object.assign(new Error('There is a conflicting operation'), {
          name: 'ConflictException',
          $metadata: { httpStatusCode: 400 },
        }),
      );
    }
    if (fault === 'late') {
      this.#landings.push({ key, at: this.#now() + this.landsAfterMs });
      throw errorOf('late');
    }
    const operation: Operation = {
      id: randomUUID(),
      kind,
      key,
      finishesAt: this.#now() + this.takesMs,
      fails: this.failsOn(key) ? 'The moon is full' : this.failWith,
      state: { status: 'in-progress' },
    };
    this.operations.push(operation);
    if (fault) throw errorOf(fault);
    return operation.id;
  }

  async poll(kind: Kind, requestId: string): Promise<OperationState> {
    this.#enter('poll');
    const found = this.operations.find(
      one => one.id === requestId && one.kind === kind,
    );
    return found?.state ?? { status: 'not-found' };
  }

  async findInProgress(
    kind: Kind,
    target: AssignmentTarget,
  ): Promise<OpenOperation[]> {
    this.#enter('findInProgress', keyOf(target));
    return this.operations
      .filter(
        one =>
          one.kind === kind &&
          one.key === keyOf(target) &&
          one.state.status === 'in-progress',
      )
      .map(one => ({ requestId: one.id }));
  }

  async groupsOf(): Promise<string[]> {
    return this.group ? [this.group] : [];
  }

  async readUser(principalId: string): Promise<ResolvedUser | undefined> {
    return {
      id: principalId,
      userName: principalId,
      enabled: !this.disabled.has(principalId),
    };
  }

  async accountState(accountId: string): Promise<AccountState | undefined> {
    return this.states.get(accountId) ?? 'ACTIVE';
  }

  async listAccountStates(): Promise<Map<string, AccountState>> {
    return this.states;
  }

  async home(): Promise<Home> {
    return HOME;
  }

  async readPermissionSet(arn: string): Promise<StandardSet | undefined> {
    return { arn, name: 'Set', sessionMinutes: 60, fingerprint: 'f' };
  }

  async findUser(value: string): Promise<ResolvedUser | undefined> {
    return this.readUser(value);
  }
}
