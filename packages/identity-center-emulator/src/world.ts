import { randomUUID } from 'node:crypto';
import { TimeSource } from './clock';
import { applyOutcome, failureOf } from './outcomes';
import { ensureRole } from './roles';
import { FullSeed } from './seed';
import { Settings } from './settings';
import { isThere, OperationState, PermissionSetState, WorldData } from './state';

/** Finished operations that can still be described. */
const OPERATIONS_KEPT = 5_000;
/** How long what has gone is remembered: no list may lag further behind. */
const GONE_KEPT_MS = 60 * 60 * 1000;

function initialData(seed: FullSeed, at: number): WorldData {
  const { groups, permissionSets, assignments, ...rest } =
    structuredClone(seed);
  const data: WorldData = {
    ...rest,
    createdAt: at,
    groups: groups.map(({ id, displayName }) => ({ id, displayName })),
    memberships: groups.flatMap(group =>
      group.members.map(userId => ({
        id: randomUUID(),
        groupId: group.id,
        userId,
      })),
    ),
    permissionSets: permissionSets.map(set => ({
      ...set,
      createdAt: at,
      revision: 1,
    })),
    assignments: assignments.map(one => ({ ...one, createdAt: at })),
    operations: [],
    roles: [],
    credentials: [],
  };
  for (const one of data.assignments) ensureRole(data, one, at);
  return data;
}

/**
 * The state of the emulated AWS. Asynchronous operations end at the next look
 * after their time has come.
 *
 * @public
 */
export class World {
  readonly #data: WorldData;
  /** Whether something changed since it was last kept. */
  dirty = true;

  constructor(
    start: { seed: FullSeed } | { data: WorldData },
    readonly clock: TimeSource,
    readonly settings: Settings,
  ) {
    this.#data =
      'data' in start ? start.data : initialData(start.seed, this.nowMs);
  }

  get nowMs(): number {
    return this.clock.now().getTime();
  }

  /** The state now: every operation has ended whose time has come. */
  get data(): WorldData {
    this.#settle();
    return this.#data;
  }

  #settle(): void {
    const now = this.nowMs;
    const due = this.#data.operations
      .filter(one => one.status === 'IN_PROGRESS' && one.finishesAt <= now)
      .sort((a, b) => a.finishesAt - b.finishesAt);
    if (due.length === 0) return;
    for (const operation of due) this.#finish(operation);
    this.#forgetWhatIsLongGone(now);
    this.dirty = true;
  }

  #finish(operation: OperationState): void {
    const reason = failureOf(this.#data, operation);
    operation.status = reason ? 'FAILED' : 'SUCCEEDED';
    operation.failureReason = reason;
    if (!reason) applyOutcome(this.#data, operation, this.settings);
  }

  #forgetWhatIsLongGone(now: number): void {
    const data = this.#data;
    const kept = (one: { removedAt?: number }) =>
      one.removedAt === undefined || one.removedAt > now - GONE_KEPT_MS;
    data.assignments = data.assignments.filter(kept);
    data.permissionSets = data.permissionSets.filter(kept);
    data.roles = data.roles.filter(
      role => kept(role) || (role.lingersUntil ?? 0) > now,
    );
    const done = data.operations.filter(one => one.status !== 'IN_PROGRESS');
    const tooOld = new Set(done.slice(0, -OPERATIONS_KEPT));
    data.operations = data.operations.filter(one => !tooOld.has(one));
  }

  /** The set of that name, for tests and the console. */
  permissionSet(name: string): PermissionSetState | undefined {
    return this.data.permissionSets.find(
      set => set.name === name && isThere(set),
    );
  }

  /** The person of that user name or e-mail address. */
  user(name: string): WorldData['users'][number] | undefined {
    return this.data.users.find(
      user => user.userName === name || user.email === name,
    );
  }

  inProgress(kind?: OperationState['kind']): OperationState[] {
    return this.data.operations.filter(
      one => one.status === 'IN_PROGRESS' && (!kind || one.kind === kind),
    );
  }

  /** Accepts an operation; it ends when the clock has come so far. */
  begin(
    operation: Omit<
      OperationState,
      'requestId' | 'status' | 'createdAt' | 'finishesAt'
    >,
  ): OperationState {
    const createdAt = this.nowMs;
    const begun: OperationState = {
      ...operation,
      requestId: randomUUID(),
      status: 'IN_PROGRESS',
      createdAt,
      finishesAt:
        this.#freeAt(operation.accountId) + this.#takes(operation.kind),
    };
    this.#data.operations.push(begun);
    this.dirty = true;
    return begun;
  }

  /** One role is updated at a time in an account: the others wait. */
  #freeAt(accountId: string): number {
    return this.inProgress()
      .filter(one => one.accountId === accountId)
      .reduce((latest, one) => Math.max(latest, one.finishesAt), this.nowMs);
  }

  #takes(kind: OperationState['kind']): number {
    const { assignmentMs, deletionMs, provisioningMs } = this.settings;
    if (kind === 'provisioning') return provisioningMs;
    return kind === 'deletion' ? deletionMs ?? assignmentMs : assignmentMs;
  }
}
