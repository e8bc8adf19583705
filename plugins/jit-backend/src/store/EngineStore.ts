import { CustomSetRecord, SetCall } from '../domain/customSetWork';
import { DenyKind, DenyRecord } from '../domain/denies';
import type { SetAnswer } from './engineSets';
import {
  AssignmentRecord,
  OperationKind,
  OperationRecord,
  SessionRecord,
} from '../domain/model';
import {
  Activation,
  Failure,
  Grant,
  Marks,
  Settlement,
} from '../domain/situation';

/** The right to change things in AWS, for a while (H2). */
export interface Leadership {
  token: number;
  until: Date;
  /** The one before us may still be sending until then. */
  changesFrom: Date;
  /** Taken from another, or after a gap, by this very call. */
  taken: boolean;
}

/** A row held for one turn: every write checks that it still is. */
export interface Claim {
  /** The class of work that it was claimed as. */
  kind: keyof Quota;
  assignmentId: string;
  accountId: string;
  token: number;
  /** As it was when claimed: a wake in between is not lost. */
  wakes: number;
  attempt: number;
  priority: number;
}

/** Which rows to claim; in the order of work (H30). */
export interface Quota {
  polls: number;
  ends: number;
  grants: number;
  retries: number;
  checks: number;
}

/** What AWS is at work on. */
export interface Outstanding {
  /** Those that hold one of the slots that AWS has. */
  all: number;
  /** Those among them that are tried again. */
  retries: number;
  /** All whose end we do not know yet: each is asked about. */
  open: number;
}

/** What classes share: one takes what another leaves. */
export interface Together {
  /** Changes of all kinds that AWS may carry yet. */
  changes: number;
  /** Calls that polls and ends may make now. */
  calls: number;
  /** Rows that others go before this time. */
  except?: ReadonlySet<string>;
}

/** What a turn decides on. */
export interface Reading {
  assignment: AssignmentRecord;
  sessions: SessionRecord[];
  operations: OperationRecord[];
  deny?: DenyRecord;
  customSet?: CustomSetRecord;
  now: Date;
}

/** What became of an operation. */
export type Answer =
  | { status: 'accepted'; awsRequestId: string }
  | { status: 'unknown'; message: string }
  | { status: 'lost' }
  | { status: 'succeeded' }
  | {
      status: 'refused' | 'failed';
      failure: NonNullable<OperationRecord['failure']>;
    };

export interface EngineEnd {
  cause: 'time' | 'failed' | 'leaver' | 'removed-outside';
  reason?: string;
  failure?: Failure;
  forged?: boolean;
  standing?: boolean;
}

export interface Rest {
  until?: Date;
  priority: number;
  attempt: number;
  marks?: Marks;
  /** What went wrong in this turn, for people. */
  error?: string;
}

export interface QueueStatus {
  due: number;
  outstanding: number;
  oldestOverdueEnd?: Date;
}

export interface Swept {
  /** There may be more at once. */
  more: boolean;
  /** Ends that are late and were not reported before. */
  late: SessionRecord[];
  /** The lead is somebody else's, or ran out: nothing was done. */
  lostLead: boolean;
}

/** The row, or the lead, is somebody else's by now: what we learnt is void. */
export class LeaseLost extends Error {
  constructor() {
    super('The lease is lost');
    this.name = 'LeaseLost';
  }
}

/** Something changed under the decision: decide again. */
export class Overtaken extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'Overtaken';
  }
}

/** The engine's deeds on the database; each is one transaction. */
export interface EngineStore {
  now(): Promise<Date>;

  /** Takes or renews the lead; undefined while another holds it. */
  lead(passedAt?: Date): Promise<Leadership | undefined>;
  /** Whether the lead is still ours, asked right before a change (H2). */
  stillLeads(token: number): Promise<boolean>;
  release(token: number): Promise<void>;

  /** Ends, hints and alarms that the clock alone decides; some at a time. */
  sweep(token: number): Promise<Swept>;
  /** Alarms open rows that belong elsewhere, save those known; never touches them (H10). */
  reportForeign(known: ReadonlySet<string>): Promise<AssignmentRecord[]>;
  /** Reports, once each, live sessions whose set is no longer what was reviewed (H16). */
  reportChangedSets(token: number): Promise<SessionRecord[]>;

  outstanding(): Promise<Outstanding>;
  /**
   * Claims due rows in the order of work.
   *
   * @param together - what all classes may take at most
   */
  claimDue(quota: Quota, together: Together): Promise<Claim[]>;
  read(claim: Claim): Promise<Reading>;
  /**
   * Whether another key of ours may stand for the same set in the account: the
   * role outlives this one, whatever AWS's lists show yet (H28).
   */
  sharesRole(claim: Claim): Promise<boolean>;

  /**
   * Puts the intent on record before AWS hears of it.
   *
   * @throws Overtaken when a session is no longer as it was decided on, or
   * the account is busy
   */
  note(
    claim: Claim,
    lead: number,
    kind: OperationKind,
    grants: Grant[],
  ): Promise<OperationRecord>;
  answer(
    claim: Claim,
    operation: OperationRecord,
    answer: Answer,
  ): Promise<void>;
  /** Old credentials are to be denied; whoever pushes denies is woken. */
  deny(
    claim: Claim,
    kind: DenyKind,
    sessions: SessionRecord[],
    gone: boolean,
  ): Promise<void>;
  /**
   * Only those issued before `at` are.
   *
   * @throws Overtaken when the deny is no longer as it was decided on
   */
  cutOff(claim: Claim, deny: DenyRecord, at: Date): Promise<void>;
  end(claim: Claim, sessions: SessionRecord[], end: EngineEnd): Promise<void>;
  activate(claim: Claim, activations: Activation[]): Promise<void>;
  gone(claim: Claim, proof: 'deletion' | 'absence'): Promise<void>;
  settle(claim: Claim, settlements: Settlement[]): Promise<void>;
  adopt(claim: Claim): Promise<void>;
  looked(claim: Claim, drift: boolean): Promise<void>;
  rest(claim: Claim, rest: Rest): Promise<void>;

  /**
   * Puts the intent to change a custom set on record before AWS hears of it.
   *
   * @throws Overtaken when it is no longer as it was decided on
   */
  noteSetCall(
    claim: Claim,
    lead: number,
    set: CustomSetRecord,
    call: SetCall,
    grants: Grant[],
  ): Promise<CustomSetRecord>;
  /** The set has its ARN: it takes its place at the key. */
  setMade(
    claim: Claim,
    set: CustomSetRecord,
    arn: string,
    how: 'made' | 'found',
  ): Promise<void>;
  setAnswered(
    claim: Claim,
    set: CustomSetRecord,
    call: SetCall,
    answer: SetAnswer,
  ): Promise<void>;
  /** What a lost answer changed, as it was read in AWS. */
  setResolved(
    claim: Claim,
    set: CustomSetRecord,
    as: 'there' | 'not-there',
  ): Promise<void>;
  setNotFound(claim: Claim, set: CustomSetRecord): Promise<void>;
  /** Nothing of it is left: its name is free again. */
  setGone(claim: Claim, set: CustomSetRecord): Promise<void>;
  /** It cannot be deleted, or others have it. */
  setAlarm(claim: Claim, set: CustomSetRecord, others: boolean): Promise<void>;
  /** ARNs of sets that are known under another name. */
  knownSets(name: string): Promise<ReadonlySet<string>>;

  /** Ends the hold on a row, where it is still this turn's; nothing else changes. */
  letGo(claim: Claim): Promise<void>;

  status(): Promise<QueueStatus>;
}
