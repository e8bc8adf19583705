import { Home, ResolvedUser } from '../../../src/identityCenter/IdentityCenter';
import { FAKE_HOME } from '../../../src/testing/FakeIdentityCenter';
import { Chance } from '../chance';
import { VirtualTime } from '../VirtualTime';
import { DenyWorld } from './DenyWorld';
import { Ledger } from './Ledger';
import {
  FaultKind,
  FaultWindow,
  Kind,
  Standing,
  targetOf,
  WorldOperation,
} from './types';

const ASSIGNMENT_404 = 'Received a 404 status error: Assignment not found.';

/** How an operation may fail in the end, and which ones do. */
const FAILURES: { fault: FaultKind; kinds: Kind[]; reason: string }[] = [
  {
    fault: 'fails-internally',
    kinds: ['create', 'delete'],
    reason: 'An unexpected internal service exception was encountered',
  },
  {
    fault: 'fails-for-quota',
    kinds: ['create'],
    reason:
      'Received a 409 status error: Cannot exceed quota for RolesPerAccount: 1000',
  },
  {
    fault: 'fails-with-403',
    kinds: ['create', 'delete'],
    reason:
      'Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to complete.',
  },
];

/** Something that changed in AWS, for those who check. */
export type WorldEvent = {
  at: number;
  key: string;
  what:
    | 'sent'
    | 'assigned'
    | 'removed'
    | 'stranger-assigned'
    | 'stranger-removed'
    | 'landed-late';
  kind?: Kind;
  /** Whose assignment it was. */
  origin?: Standing['origin'];
  /** Sent by a process that had stood still, past its time (H2). */
  astray?: boolean;
  /** Which process sent it. */
  by?: string;
};

/**
 * Identity Center as it is: what stands, what is under way, what goes wrong.
 * Everything happens at its own time; nobody has to look for it to happen.
 */
export class World {
  readonly standing = new Map<string, Standing>();
  readonly operations: WorldOperation[] = [];
  readonly events: WorldEvent[] = [];
  /** Who looked for operations in progress, and got an answer. */
  readonly searches: { kind: Kind; key: string; at: number }[] = [];
  /** Who looked whether an assignment is there, and got an answer. */
  readonly looks: { key: string; at: number }[] = [];
  readonly home: Home = FAKE_HOME;
  readonly ledger = new Ledger();
  readonly denies: DenyWorld;
  /** Accounts that the deny SCP does not reach (H29). */
  readonly beyondScp = new Set<string>();
  /** Faults that hit a call. */
  faults = 0;
  /** When a fault last hit a call about this key; '*' for all. */
  readonly troubledAt = new Map<string, number>();
  /** Group access per account and set: name → principals. */
  readonly groups = new Map<string, { name: string; members: Set<string> }>();
  readonly disabled = new Set<string>();
  /** People beside those of the demo, by their ids. */
  readonly crowd = new Map<string, ResolvedUser>();
  readonly suspended = new Set<string>();
  /** Since when sets are not what they were. */
  readonly changedSets = new Map<string, number>();
  readonly #start: number;
  readonly #windows: FaultWindow[];
  #count = 0;
  #accountFreeAt = new Map<string, number>();

  constructor(
    readonly time: VirtualTime,
    readonly chance: Chance,
    windows: readonly FaultWindow[],
    private readonly takesMs: { from: number; to: number },
  ) {
    this.#start = time.ms;
    this.#windows = [...windows];
    this.denies = new DenyWorld(time, (set, account) =>
      this.#isAnybodyAt(set, account),
    );
  }

  #isAnybodyAt(setArn: string, accountId: string): boolean {
    const where = `${accountId} ${setArn}`;
    return (
      this.groups.has(where) ||
      [...this.standing.keys()].some(key => key.startsWith(`${where} `))
    );
  }

  /** The set's role in the account comes with the first and goes with the last. */
  #follow(key: string): void {
    const { permissionSetArn, accountId } = targetOf(key);
    this.denies.follow(permissionSetArn, accountId);
  }

  /** A group that everybody named is in has the set there. */
  joinsGroup(key: string): void {
    const { permissionSetArn, accountId, principalId } = targetOf(key);
    this.groups.set(`${accountId} ${permissionSetArn}`, {
      name: 'everybody',
      members: new Set([principalId]),
    });
    this.#follow(key);
  }

  /** How long AWS takes for an operation. */
  takes(): number {
    return this.chance.between(this.takesMs.from, this.takesMs.to);
  }

  /** From now on nobody reaches AWS, for so long. */
  isAwayFor(milliseconds: number): void {
    const from = this.time.ms - this.#start;
    const until = from + milliseconds;
    this.#windows.push({ kind: 'unreachable', from, until, probability: 1 });
  }

  /** Whether trouble of this kind hits a call now. */
  hits(kind: FaultKind, key: string): boolean {
    const now = this.time.ms - this.#start;
    const hit = this.#windows.some(
      one =>
        one.kind === kind &&
        one.from <= now &&
        now < one.until &&
        this.chance.happens(one.probability),
    );
    if (hit) {
      this.faults += 1;
      // Nobody can reach AWS: that is everybody's trouble
      this.troubledAt.set(kind === 'unreachable' ? '*' : key, this.time.ms);
    }
    return hit;
  }

  /** When the last window of trouble closes. */
  get calmFrom(): number {
    return this.#start + Math.max(0, ...this.#windows.map(one => one.until));
  }

  isBusy(key: string): boolean {
    return this.#inProgress().some(one => one.key === key);
  }

  #inProgress(): WorldOperation[] {
    return this.operations.filter(one => one.state.status === 'in-progress');
  }

  get outstanding(): number {
    return this.#inProgress().length;
  }

  tell(event: Omit<WorldEvent, 'at'>): void {
    this.events.push({ at: this.time.ms, ...event });
  }

  /** Begins an operation; it ends at its time, one after another per account. */
  begin(
    kind: Kind,
    key: string,
    sentBy: string,
    sentAstray: boolean,
  ): WorldOperation {
    const { accountId } = targetOf(key);
    const now = this.time.ms;
    const free = Math.max(now, this.#accountFreeAt.get(accountId) ?? 0);
    const takes = this.takes();
    this.#count += 1;
    const operation: WorldOperation = {
      id: `op-${this.#count}`,
      kind,
      key,
      accountId,
      sentBy,
      sentAstray,
      begunAt: now,
      finishesAt: free + takes,
      knownFrom:
        now +
        (this.hits('status-unknown', key)
          ? this.chance.between(1_000, 20_000)
          : 0),
      state: { status: 'in-progress' },
    };
    this.#accountFreeAt.set(accountId, operation.finishesAt);
    this.operations.push(operation);
    this.ledger.outstanding(this.outstanding);
    const failure = FAILURES.find(
      one => one.kinds.includes(kind) && this.hits(one.fault, key),
    );
    this.time.at(operation.finishesAt, () =>
      this.#finish(operation, failure?.reason),
    );
    return operation;
  }

  #finish(operation: WorldOperation, fails?: string): void {
    const { kind, key } = operation;
    const missing = kind === 'delete' && !this.standing.has(key);
    const reason = fails ?? (missing ? ASSIGNMENT_404 : undefined);
    operation.state = reason
      ? { status: 'failed', reason }
      : { status: 'succeeded' };
    if (fails) this.troubledAt.set(key, this.time.ms);
    if (!reason) this.apply(kind, key);
  }

  /** What a change does once it is done. */
  apply(kind: Kind, key: string): void {
    const there = this.standing.get(key);
    if (kind === 'create') {
      // AWS does not refuse what is there already, and nothing changes
      if (there) return;
      this.standing.set(key, { origin: 'ours', since: this.time.ms });
      this.tell({ what: 'assigned', key, origin: 'ours' });
    } else if (there) {
      this.standing.delete(key);
      this.tell({ what: 'removed', key, origin: there.origin });
    }
    this.#follow(key);
  }

  /** A change whose answer was lost, and which nobody sees on its way. */
  landLater(kind: Kind, key: string): void {
    const delay = this.chance.between(1_000, 50 * 60_000);
    this.time.at(this.time.ms + delay, () => {
      this.tell({ what: 'landed-late', key, kind });
      this.apply(kind, key);
    });
  }

  strangerAssigns(key: string): void {
    if (this.standing.has(key)) return;
    this.standing.set(key, { origin: 'stranger', since: this.time.ms });
    this.tell({ what: 'stranger-assigned', key });
    this.#follow(key);
  }

  strangerRemoves(key: string): void {
    const there = this.standing.get(key);
    if (!there) return;
    this.standing.delete(key);
    this.tell({ what: 'stranger-removed', key, origin: there.origin });
    this.#follow(key);
  }

  /** What a list shows: the present, or where lists lag, a while ago. */
  listed(key: string): boolean {
    if (!this.hits('stale-list', key)) return this.standing.has(key);
    const then = this.time.ms - this.chance.between(1_000, 5 * 60_000);
    return this.#stoodAt(key, then);
  }

  #stoodAt(key: string, then: number): boolean {
    const later = this.events.find(
      one =>
        one.key === key &&
        one.at > then &&
        [
          'assigned',
          'removed',
          'stranger-assigned',
          'stranger-removed',
        ].includes(one.what),
    );
    if (!later) return this.standing.has(key);
    // What the first change since then took away stood before it
    return later.what === 'removed' || later.what === 'stranger-removed';
  }
}
