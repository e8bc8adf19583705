import { AssignmentTarget } from '../../../src/identityCenter/IdentityCenter';

export type Kind = 'create' | 'delete';

/** What a call may meet on its way. */
export type FaultKind =
  | 'throttle'
  | 'internal-error'
  | 'internal-error-after'
  | 'reset-before'
  | 'reset-after'
  | 'late'
  | 'denied'
  | 'conflict'
  | 'fails-internally'
  | 'fails-for-quota'
  | 'fails-with-403'
  | 'slow'
  | 'stale-list'
  | 'status-unknown'
  | 'unreachable';

/** Trouble of one kind, for a while, for so many of the calls. */
export interface FaultWindow {
  kind: FaultKind;
  /** Milliseconds from the beginning of the history. */
  from: number;
  until: number;
  probability: number;
}

export interface WorldOperation {
  id: string;
  kind: Kind;
  key: string;
  accountId: string;
  sentBy: string;
  begunAt: number;
  finishesAt: number;
  knownFrom: number;
  /** Sent by a process that had stood still, past its time (H2). */
  sentAstray: boolean;
  state:
    | { status: 'in-progress' }
    | { status: 'succeeded' }
    | { status: 'failed'; reason: string };
}

/** Who is assigned, as AWS has it. */
export interface Standing {
  origin: 'ours' | 'stranger';
  since: number;
}

export const keyOf = (target: AssignmentTarget) =>
  [target.accountId, target.permissionSetArn, target.principalId].join(' ');

export const targetOf = (key: string): AssignmentTarget => {
  const [accountId, permissionSetArn, principalId] = key.split(' ');
  return { accountId, permissionSetArn, principalId };
};

/** Of a set that somebody has changed in AWS. */
export const changedFingerprint = (fingerprint: string) =>
  fingerprint.replaceAll('0', '1');
