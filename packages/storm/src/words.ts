/** One broken promise, as the report tells it. */
export interface Violation {
  rule: string;
  what: string;
}

/** account|set|user: what one assignment stands for. */
export type Key = string;

export function keyOf(
  accountId: string,
  permissionSetArn: string,
  principalId: string,
): Key {
  return `${accountId}|${permissionSetArn}|${principalId}`;
}

/** A session with what its request and key say, as the database has it. */
export interface SessionFact {
  id: string;
  number: number;
  requestId: string;
  requestStatus: string;
  status: string;
  key: Key;
  accountId: string;
  endCause?: string;
  accessRemains?: string;
  /** Milliseconds of the store's clock. */
  approvedAt: number;
  grantedAt?: number;
  expiresAt?: number;
  endingAt?: number;
  endedAt?: number;
}

/** What stands in AWS. */
export interface AccessFact {
  key: Key;
  createdAt: number;
}

/** What AWS says, as one moment saw it. */
export interface AwsFact {
  /** The emulator's clock. */
  now: number;
  access: AccessFact[];
  outstandingCreations: number;
  outstanding: number;
}

export const OPEN = ['PROVISIONING', 'ACTIVE', 'ENDING'];
export const FINAL = ['ENDED', 'REVOKED', 'FAILED'];

/** A call that came by on a replica's line to AWS. */
export interface CallFact {
  /** Milliseconds of real time. */
  at: number;
  replica: string;
  service: string;
  operation: string;
  key?: Key;
  /** account|set, where a call concerns all users of it. */
  scope?: string;
  /** `ok`, AWS's error code, or `cut`. */
  outcome: string;
  /** What the storm did to it. */
  fault?: string;
  /** AWS's id of the operation that it began or asked about. */
  operationId?: string;
}

/** A 2xx that somebody got. */
export interface Promised {
  kind: 'submitted' | 'reviewed' | 'cancelled' | 'revoked' | 'released';
  /** Of the request, or of the session for revoked and released. */
  id: string;
  by: string;
  decision?: 'approve' | 'reject';
  replica: string;
}
