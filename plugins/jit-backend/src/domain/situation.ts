import { AccessRemains } from '@jit-portal/backstage-plugin-jit-common';
import type { Verdict } from '../engine/JudgeAgain';
import type { CustomSetRecord, LearntSet, SetCall } from './customSetWork';
import { DenyKind, DenyRecord } from './denies';
import {
  AssignmentRecord,
  OperationRecord,
  Priority,
  SessionRecord,
} from './model';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Times that the engine's decision rests on, in milliseconds. */
export const times = {
  /** How long AWS may take to set access up; part of every hard end (H6). */
  provisioningLimit: 10 * MINUTE,
  /** Two complete lists that prove absence lie so far apart (H1). */
  absence: 30 * SECOND,
  /** After an end the key is looked at again, counted from the proof (H1). */
  laterLooks: [1 * MINUTE, 10 * MINUTE, 60 * MINUTE],
  /** Lists may lag so long behind an operation of ours (H3). */
  lists: 15 * MINUTE,
  /** A lost answer is searched for during this time before it is given up. */
  lostAnswer: 10 * SECOND,
  searchAgain: 2 * SECOND,
  /** AWS may not know a request id at first. */
  unknownId: 60 * SECOND,
  /** A create that was lost may land so much later. */
  mayLand: 120 * MINUTE,
  /** Live access is checked this often: holder, account, assignment. */
  check: 5 * MINUTE,
  poll: 250,
} as const;

/** One complete list, with the groups that give this person the access. */
export interface Seen {
  direct: boolean;
  others: boolean;
  /** Names; left out where the look did not ask. */
  groups?: string[];
}

/** What this turn has learnt so far; nothing of it outlives the turn. */
export interface Learnt {
  seen: readonly Seen[];
  verdicts: ReadonlyMap<string, Verdict>;
  polled?: 'in-progress' | 'not-found';
  searchedInVain?: boolean;
  /** Whether holder and account still are what live access needs. */
  holder?: { fine: true } | { fine: false; why: string };
  /** Of a custom set. */
  set: LearntSet;
}

export const NOTHING_LEARNT: Learnt = {
  seen: [],
  verdicts: new Map(),
  set: { looks: 0 },
};

/** Everything the decision rests on. */
export interface Situation {
  assignment: AssignmentRecord;
  /** Open ones, oldest first. */
  sessions: readonly SessionRecord[];
  /** The latest ones, oldest first; empty only when there never was one. */
  operations: readonly OperationRecord[];
  /** What keeps old credentials of this key from working. */
  deny?: DenyRecord;
  /** The set that was asked for with the request; standard ones have none. */
  customSet?: CustomSetRecord;
  learnt: Learnt;
  /** Operations outstanding for all keys: polls slow down with them. */
  outstanding: number;
  now: Date;
}

export interface Failure {
  code: string;
  message: string;
  fix: string;
}

/** What is stored for a session before the first call for it (H6). */
export interface Grant {
  session: SessionRecord;
  minutes: number;
  firstCallAt: Date;
  hardEnd: Date;
}

export interface Activation extends Grant {
  grantedAt: Date;
  expiresAt: Date;
}

export interface Settlement {
  session: SessionRecord;
  accessRemains?: AccessRemains;
  /** Left out where nothing was ever granted. */
  credentialsUntil?: Date;
}

/** What to remember on the key while resting; null forgets. */
export interface Marks {
  standingSince?: Date | null;
  absentSince?: Date | null;
  checkedAt?: Date;
}

/** The one thing to do next. */
export type Step =
  | { do: 'poll'; operation: OperationRecord }
  | { do: 'search'; operation: OperationRecord }
  /** AWS does not know the request id: its answer counts as lost. */
  | { do: 'doubt'; operation: OperationRecord }
  /** Searched for in vain: it counts as lost, and may land yet. */
  | { do: 'give-up'; operation: OperationRecord }
  | { do: 'judge'; session: SessionRecord }
  | { do: 'look'; withGroups: boolean }
  | { do: 'check-holder' }
  | {
      do: 'assign';
      /** What is stored before the call (H6). */
      grants: Grant[];
    }
  | { do: 'withdraw' }
  /** A change of a custom set. */
  | {
      do: 'set-call';
      set: CustomSetRecord;
      call: SetCall;
      /** With the first one: what is stored before it (H6). */
      grants: Grant[];
    }
  | { do: 'look-at-set'; set: CustomSetRecord }
  /** By its name: what a lost answer may have made. */
  | { do: 'find-set'; set: CustomSetRecord }
  | { do: 'adopt-set'; set: CustomSetRecord; arn: string }
  | { do: 'set-not-found'; set: CustomSetRecord }
  | { do: 'set-gone'; set: CustomSetRecord }
  /** Others have it, or it cannot be deleted: told once. */
  | { do: 'set-alarm'; set: CustomSetRecord; others: boolean }
  /** From now on old credentials are to be denied (H26). */
  | { do: 'deny'; kind: DenyKind; sessions: SessionRecord[]; gone: boolean }
  /** Only those issued before are: the person gets the set again. */
  | { do: 'cut-off'; deny: DenyRecord; at: Date }
  | { do: 'activate'; activations: Activation[] }
  | {
      do: 'end';
      sessions: SessionRecord[];
      cause: 'time' | 'failed' | 'leaver' | 'removed-outside';
      reason?: string;
      failure?: Failure;
      forged?: boolean;
      /** Access stood before us (H4). */
      standing?: boolean;
    }
  | { do: 'gone'; proof: 'deletion' | 'absence' }
  | { do: 'settle'; settlements: Settlement[] }
  /** A lost create of ours landed after all: it is ours to withdraw (H1). */
  | { do: 'adopt' }
  /** One of the later looks was made. */
  | { do: 'looked'; drift: boolean }
  | { do: 'rest'; until?: Date; priority: number; marks?: Marks };

export function after(time: Date, milliseconds: number): Date {
  return new Date(time.getTime() + milliseconds);
}

export function sinceOf(s: Situation, time: Date | undefined): number {
  return time ? s.now.getTime() - time.getTime() : Infinity;
}

export function withStatus(
  s: Situation,
  status: SessionRecord['status'],
): SessionRecord[] {
  return s.sessions.filter(one => one.status === status);
}

/** How urgent the key is (H30). */
export function priorityOf(s: Situation): number {
  const ending = withStatus(s, 'ENDING');
  const revoked = ending.some(
    one => one.end?.cause === 'revoked' || one.end?.cause === 'leaver',
  );
  if (revoked) return Priority.revocation;
  if (ending.length > 0 || s.assignment.madeByUs) {
    if (ending.length > 0 || s.sessions.length === 0) return Priority.firstEnd;
  }
  return withStatus(s, 'PROVISIONING').length > 0
    ? Priority.grant
    : Priority.check;
}

export function rest(s: Situation, until?: Date, marks?: Marks): Step {
  return { do: 'rest', until, priority: priorityOf(s), marks };
}

/** The last operation that AWS began, or may have begun. */
export function lastBegun(s: Situation): OperationRecord | undefined {
  return s.operations.filter(one => one.status !== 'refused').at(-1);
}

/** A create whose outcome was never learnt may land late (H1). */
export function createMayLand(s: Situation): boolean {
  return s.operations.some(
    one =>
      one.kind === 'create' &&
      one.status === 'lost' &&
      sinceOf(s, one.notedAt) < times.mayLand,
  );
}
