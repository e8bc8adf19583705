import { randomUUID } from 'node:crypto';
import { EmulatorClock } from '../clock';
import { FullSeed } from '../seed';
import { failureOf } from './failures';
import { asOf, Lag, LONGEST_LAG, noteChange } from './history';
import { adoptWorld, newWorld } from './beginnings';
import { pushSet, roleOf } from './roles';
import {
  AssignmentState,
  ControlPolicyState,
  OperationState,
  OperationWish,
  PermissionSetState,
  RoleState,
  WorldData,
  WorldTimes,
} from './types';

const OUTCOMES_KEPT = 5_000;

interface Place {
  accountId: string;
  permissionSetArn: string;
}

const isAt =
  (place: Place) =>
  (one: Place): boolean =>
    one.accountId === place.accountId &&
    one.permissionSetArn === place.permissionSetArn;

const isOf =
  (key: Place & { principalId?: string }) =>
  (one: AssignmentState): boolean =>
    isAt(key)(one) && one.principalId === key.principalId;

/**
 * The state of the emulated AWS with the rules that hold it together: what an
 * assignment brings with it, what goes with the last one.
 *
 * @public
 */
export class World {
  #data: WorldData;

  constructor(
    seedOrData: FullSeed | WorldData,
    readonly clock: EmulatorClock,
    readonly times: WorldTimes,
  ) {
    this.#data =
      'seed' in seedOrData
        ? adoptWorld(seedOrData)
        : newWorld(seedOrData, clock.now().getTime());
  }

  /** The state with every operation ended whose time has come. */
  get data(): WorldData {
    this.settle();
    return this.#data;
  }

  get seed(): FullSeed {
    return this.#data.seed;
  }

  settle(): void {
    const now = this.clock.now().getTime();
    this.#land(now);
    const due = this.#data.operations
      .filter(one => one.status === 'IN_PROGRESS' && one.finishesAt <= now)
      .sort((a, b) => a.finishesAt - b.finishesAt);
    for (const operation of due) this.#finish(operation);
    if (this.#data.operations.length > OUTCOMES_KEPT) {
      this.#data.operations = this.#data.operations.slice(-OUTCOMES_KEPT);
    }
  }

  /** What was late shows from now on, and is done at once. */
  #land(now: number): void {
    const landed = this.#data.late.filter(one => one.landsAt <= now);
    if (landed.length === 0) return;
    this.#data.late = this.#data.late.filter(one => one.landsAt > now);
    for (const { landsAt, ...wish } of landed) {
      this.#data.operations.push({
        ...wish,
        requestId: randomUUID(),
        status: 'IN_PROGRESS',
        createdAt: landsAt,
        finishesAt: landsAt,
      });
    }
  }

  #finish(operation: OperationState): void {
    const failure = failureOf(this.#data, operation);
    if (failure) {
      operation.status = 'FAILED';
      operation.failureReason = failure;
      return;
    }
    operation.status = 'SUCCEEDED';
    if (operation.kind === 'creation') this.#addAssignment(operation);
    if (operation.kind === 'deletion') this.#removeAssignment(operation);
    if (operation.kind === 'provisioning') this.#provision(operation);
  }

  #provision({ accountId, permissionSetArn }: OperationState): void {
    for (const role of this.#data.roles) {
      if (role.permissionSetArn !== permissionSetArn) continue;
      if (accountId === '*' || role.accountId === accountId) {
        pushSet(this.#setOf(role), role);
      }
    }
  }

  findAssignment(
    key: Place & { principalId?: string },
  ): AssignmentState | undefined {
    return this.#data.assignments.find(isOf(key));
  }

  #addAssignment(operation: OperationState): void {
    // AWS does not reject a duplicate: it succeeds and changes nothing
    if (this.findAssignment(operation)) return;
    const item: AssignmentState = {
      accountId: operation.accountId,
      permissionSetArn: operation.permissionSetArn,
      principalType: operation.principalType!,
      principalId: operation.principalId!,
      createdAt: operation.finishesAt,
    };
    this.#data.assignments.push(item);
    this.#noteAssignment({ at: operation.finishesAt, deed: 'made', item });
    this.ensureRole(operation, operation.finishesAt);
  }

  #removeAssignment(operation: OperationState): void {
    const item = this.findAssignment(operation)!;
    const at = operation.finishesAt;
    this.#data.assignments = this.#data.assignments.filter(one => one !== item);
    this.#noteAssignment({ at, deed: 'removed', item });
    // The role goes with the last assignment (referencingpermissionsets)
    if (!this.#data.assignments.some(isAt(operation))) {
      this.removeRole(operation, at);
    }
  }

  #setOf({ permissionSetArn }: Place): PermissionSetState {
    return this.#data.permissionSets.find(one => one.arn === permissionSetArn)!;
  }

  /** Makes the role of a set in an account where there is none. */
  ensureRole(place: Place, at = this.clock.now().getTime()): RoleState {
    const there = this.#data.roles.find(isAt(place));
    if (there) return there;
    const item = roleOf(this.#setOf(place), place.accountId);
    this.#data.roles.push(item);
    this.#noteRole({ at, deed: 'made', item });
    return item;
  }

  removeRole(place: Place, at = this.clock.now().getTime()): void {
    const item = this.#data.roles.find(isAt(place));
    if (!item) return;
    this.#data.roles = this.#data.roles.filter(one => one !== item);
    this.#noteRole({ at, deed: 'removed', item });
  }

  #noteAssignment(change: WorldData['changes']['assignments'][number]): void {
    const { changes } = this.#data;
    const since = change.at - LONGEST_LAG;
    changes.assignments = noteChange(changes.assignments, change, since);
  }

  #noteRole(change: WorldData['changes']['roles'][number]): void {
    const { changes } = this.#data;
    const since = change.at - LONGEST_LAG;
    changes.roles = noteChange(changes.roles, change, since);
  }

  /** The assignments as a lagging list shows them. */
  assignmentsUnder(lag: Lag): AssignmentState[] {
    const { assignments, changes } = this.data;
    return asOf(
      assignments,
      changes.assignments,
      this.clock.now().getTime() - (lag.lagMs ?? 0),
      lag,
      (one, other) => isOf(one)(other),
    );
  }

  /** Where sets are provisioned, as a lagging list shows it. */
  rolesUnder(lag: Lag): RoleState[] {
    const { roles, changes } = this.data;
    return asOf(
      roles,
      changes.roles,
      this.clock.now().getTime() - (lag.lagMs ?? 0),
      lag,
      (one, other) => isAt(one)(other),
    );
  }

  /** Accepts an asynchronous operation; it ends when the clock has come so far. */
  begin(wish: OperationWish): OperationState {
    const now = this.clock.now().getTime();
    const takes =
      wish.kind === 'provisioning'
        ? this.times.provisioningMs
        : this.times.assignmentMs;
    // One role update at a time per account: they wait for one another
    const busyUntil = Math.max(
      now,
      ...this.#data.operations
        .filter(one => one.status === 'IN_PROGRESS')
        .filter(one => one.accountId === wish.accountId)
        .map(one => one.finishesAt),
    );
    const begun: OperationState = {
      ...wish,
      requestId: randomUUID(),
      status: 'IN_PROGRESS',
      createdAt: now,
      finishesAt: busyUntil + takes,
    };
    this.#data.operations.push(begun);
    return begun;
  }

  /** Changes what a service control policy says; the old text lasts a while. */
  changeControlPolicy(policy: ControlPolicyState, content: string): void {
    const now = this.clock.now().getTime();
    const until = now + this.times.controlPolicyMs;
    policy.superseded = [
      ...policy.superseded.filter(one => one.until > now),
      { content: policy.content, until },
    ];
    policy.content = content;
  }

  /** Takes an operation that AWS will do only later, unseen until then. */
  beginLate(wish: OperationWish, landsAfterMs: number): void {
    const landsAt = this.clock.now().getTime() + landsAfterMs;
    this.#data.late.push({ ...wish, landsAt });
  }

  inProgress(kind: OperationState['kind']): OperationState[] {
    return this.data.operations.filter(
      one => one.kind === kind && one.status === 'IN_PROGRESS',
    );
  }
}
