import { randomBytes, randomUUID } from 'node:crypto';
import { EmulatorClock } from './clock';
import { FullSeed } from './seed';

/** @public */
export interface PermissionSetState {
  arn: string;
  name: string;
  description?: string;
  sessionDuration: string;
  relayState?: string;
  createdAt: number;
  managedPolicies: string[];
  customerPolicies: { Name: string; Path: string }[];
  inlinePolicy?: string;
  boundary?: unknown;
  tags: Record<string, string>;
  /** Grows with each change; accounts hold the one last provisioned. */
  revision: number;
}

/** @public */
export interface AssignmentState {
  accountId: string;
  permissionSetArn: string;
  principalType: 'USER' | 'GROUP';
  principalId: string;
  createdAt: number;
}

/** @public */
export interface OperationState {
  requestId: string;
  kind: 'creation' | 'deletion' | 'provisioning';
  accountId: string;
  permissionSetArn: string;
  principalType?: 'USER' | 'GROUP';
  principalId?: string;
  status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  failureReason?: string;
  /** What it will end as once its time has come. */
  willFail?: string;
  createdAt: number;
  finishesAt: number;
}

/** A role in an account: there while the set is assigned there. @public */
export interface RoleState {
  accountId: string;
  permissionSetArn: string;
  permissionSetName: string;
  roleName: string;
  /** The revision of the set that the role holds. */
  revision: number;
  policies: { managed: string[]; inline?: string };
}

/** Credentials that were issued for a role; they outlive the assignment. @public */
export interface CredentialsState {
  id: string;
  userId: string;
  userName: string;
  accountId: string;
  permissionSetArn: string;
  roleName: string;
  issuedAt: number;
  expiresAt: number;
}

/** Everything the emulated AWS knows. Plain data, so that it can be kept. @public */
export interface WorldData {
  seed: FullSeed;
  permissionSets: PermissionSetState[];
  assignments: AssignmentState[];
  operations: OperationState[];
  roles: RoleState[];
  credentials: CredentialsState[];
}

/** How long asynchronous operations take, in milliseconds of the clock. @public */
export interface WorldTimes {
  assignmentMs: number;
  provisioningMs: number;
}

const OUTCOMES_KEPT = 5_000;

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
      'seed' in seedOrData ? seedOrData : World.#from(seedOrData, clock);
  }

  static #from(seed: FullSeed, clock: EmulatorClock): WorldData {
    const now = clock.now().getTime();
    const data: WorldData = {
      seed: structuredClone(seed),
      permissionSets: seed.permissionSets.map(set => ({
        ...structuredClone(set),
        createdAt: now,
        customerPolicies: [],
        revision: 1,
      })),
      assignments: seed.assignments.map(one => ({ ...one, createdAt: now })),
      operations: [],
      roles: [],
      credentials: [],
    };
    for (const one of data.assignments) World.#ensureRole(data, one);
    return data;
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
    const due = this.#data.operations
      .filter(one => one.status === 'IN_PROGRESS' && one.finishesAt <= now)
      .sort((a, b) => a.finishesAt - b.finishesAt);
    for (const operation of due) this.#finish(operation);
    if (this.#data.operations.length > OUTCOMES_KEPT) {
      this.#data.operations = this.#data.operations.slice(-OUTCOMES_KEPT);
    }
  }

  #finish(operation: OperationState): void {
    const failure = operation.willFail ?? this.#failureOf(operation);
    if (failure) {
      operation.status = 'FAILED';
      operation.failureReason = failure;
      return;
    }
    operation.status = 'SUCCEEDED';
    if (operation.kind === 'creation') this.#addAssignment(operation);
    if (operation.kind === 'deletion') this.#removeAssignment(operation);
    if (operation.kind === 'provisioning') {
      for (const role of this.#data.roles) {
        if (
          role.permissionSetArn === operation.permissionSetArn &&
          (operation.accountId === '*' ||
            role.accountId === operation.accountId)
        ) {
          World.#pushSet(this.#data, role);
        }
      }
    }
  }

  /** Failures that AWS reports only at the end (1.4). */
  #failureOf(operation: OperationState): string | undefined {
    const account = this.#data.seed.accounts.find(
      one => one.id === operation.accountId,
    );
    if (operation.kind === 'creation' && account?.state !== 'ACTIVE') {
      return account
        ? `Received a 403 status error: Account ${operation.accountId} is not active.`
        : `Received a 404 status error: Account ${operation.accountId} not found.`;
    }
    if (operation.kind === 'deletion' && account?.state === 'SUSPENDED') {
      return `Received a 403 status error: Account ${operation.accountId} is not active.`;
    }
    if (operation.kind === 'deletion' && !this.findAssignment(operation)) {
      return 'Received a 404 status error: Assignment not found.';
    }
    if (
      operation.kind === 'provisioning' &&
      operation.accountId !== '*' &&
      !this.#data.roles.some(
        role =>
          role.accountId === operation.accountId &&
          role.permissionSetArn === operation.permissionSetArn,
      )
    ) {
      return `Received a 404 status error: Permission set provision not found in AWS account ${operation.accountId}.`;
    }
    return undefined;
  }

  findAssignment(key: {
    accountId: string;
    permissionSetArn: string;
    principalId?: string;
  }): AssignmentState | undefined {
    return this.#data.assignments.find(
      one =>
        one.accountId === key.accountId &&
        one.permissionSetArn === key.permissionSetArn &&
        one.principalId === key.principalId,
    );
  }

  #addAssignment(operation: OperationState): void {
    // AWS does not reject a duplicate: it succeeds and changes nothing
    if (this.findAssignment(operation)) return;
    const assignment: AssignmentState = {
      accountId: operation.accountId,
      permissionSetArn: operation.permissionSetArn,
      principalType: operation.principalType!,
      principalId: operation.principalId!,
      createdAt: operation.finishesAt,
    };
    this.#data.assignments.push(assignment);
    World.#ensureRole(this.#data, assignment);
  }

  #removeAssignment(operation: OperationState): void {
    const gone = this.findAssignment(operation);
    this.#data.assignments = this.#data.assignments.filter(one => one !== gone);
    const stays = this.#data.assignments.some(
      one =>
        one.accountId === operation.accountId &&
        one.permissionSetArn === operation.permissionSetArn,
    );
    // The role goes with the last assignment (referencingpermissionsets)
    if (!stays) {
      this.#data.roles = this.#data.roles.filter(
        role =>
          role.accountId !== operation.accountId ||
          role.permissionSetArn !== operation.permissionSetArn,
      );
    }
  }

  static #ensureRole(data: WorldData, one: AssignmentState): void {
    const there = data.roles.some(
      role =>
        role.accountId === one.accountId &&
        role.permissionSetArn === one.permissionSetArn,
    );
    const set = data.permissionSets.find(s => s.arn === one.permissionSetArn);
    if (there || !set) return;
    const role: RoleState = {
      accountId: one.accountId,
      permissionSetArn: set.arn,
      permissionSetName: set.name,
      // A fresh suffix each time the role is made
      roleName: `AWSReservedSSO_${set.name}_${randomBytes(8).toString('hex')}`,
      revision: set.revision,
      policies: { managed: [] },
    };
    World.#pushSet(data, role);
    data.roles.push(role);
  }

  static #pushSet(data: WorldData, role: RoleState): void {
    const set = data.permissionSets.find(s => s.arn === role.permissionSetArn);
    if (!set) return;
    role.revision = set.revision;
    role.policies = {
      managed: [...set.managedPolicies],
      inline: set.inlinePolicy,
    };
  }

  /** Accepts an asynchronous operation; it ends when the clock has come so far. */
  begin(
    operation: Pick<
      OperationState,
      | 'kind'
      | 'accountId'
      | 'permissionSetArn'
      | 'principalType'
      | 'principalId'
      | 'willFail'
    >,
  ): OperationState {
    const now = this.clock.now().getTime();
    const takes =
      operation.kind === 'provisioning'
        ? this.times.provisioningMs
        : this.times.assignmentMs;
    // One role update at a time per account: they wait for one another
    const busyUntil = Math.max(
      now,
      ...this.#data.operations
        .filter(
          one =>
            one.status === 'IN_PROGRESS' &&
            one.accountId === operation.accountId,
        )
        .map(one => one.finishesAt),
    );
    const begun: OperationState = {
      ...operation,
      requestId: randomUUID(),
      status: 'IN_PROGRESS',
      createdAt: now,
      finishesAt: busyUntil + takes,
    };
    this.#data.operations.push(begun);
    return begun;
  }

  inProgress(kind: OperationState['kind']): OperationState[] {
    return this.data.operations.filter(
      one => one.kind === kind && one.status === 'IN_PROGRESS',
    );
  }
}
