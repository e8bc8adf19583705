import {
  AccessRemains,
  CredentialsMode,
  Decision,
  EndCause,
  PermissionSet,
  PermissionSetType,
  PolicyFinding,
  RejectReasonCode,
  RequestStatus,
  ReviewedAs,
  RiskFlag,
  SessionStatus,
  SetCoverage,
  StageName,
  State,
} from '@jit-portal/backstage-plugin-jit-common';

/** Somebody in the catalog, with the Identity Center user they are. */
export interface PersonRecord {
  ref: string;
  displayName: string;
  email?: string;
}

/** Who an Identity Center user is; resolved once and stored (H15). */
export interface Principal {
  id: string;
  userName: string;
  email?: string;
}

/** A stage as planned at submission. */
export interface PlannedStage {
  name: StageName;
  /** In which capacities it may be reviewed. */
  reviewers: ReviewedAs[];
  /** Nobody but the requester resolved as owner. */
  adminsInstead: boolean;
}

/** What configuration and catalog said at submission; stored with the request. */
export interface Plan {
  stages: PlannedStage[];
  maxMinutes: number;
  allowSelfReview: boolean;
  requireComment: { reject: boolean; approveHighRisk: boolean };
}

export interface ReviewRecord {
  id: string;
  requestId: string;
  stage: StageName;
  decision: Decision;
  as: ReviewedAs;
  reviewer: PersonRecord;
  reviewerPrincipalId?: string;
  actorRef?: string;
  comment?: string;
  reasonCode?: RejectReasonCode;
  minutes?: number;
  contentHash: string;
  seenVersion: number;
  at: Date;
}

export interface RequestRecord {
  id: string;
  number: number;
  version: number;
  status: RequestStatus;
  state: State;
  requester: PersonRecord;
  actorRef?: string;
  principal: Principal;
  account: {
    id: string;
    name: string;
    entityRef: string;
    entityUid: string;
    source: string;
  };
  permissionSet: PermissionSet;
  permissionSetArn?: string;
  permissionSetFingerprint?: string;
  contentHash: string;
  minutes: number;
  approvedMinutes?: number;
  justification: string;
  plan: Plan;
  riskFlags: RiskFlag[];
  /** Of a custom set, as it was sent. */
  findings?: PolicyFinding[];
  coveredBy?: SetCoverage[];
  requestedAt: Date;
  windowEndsAt: Date;
  closedAt?: Date;
  remindedAt?: Date;
  reviews: ReviewRecord[];
}

export interface SessionRecord {
  id: string;
  number: number;
  version: number;
  requestId: string;
  assignmentId: string;
  status: SessionStatus;
  user: PersonRecord;
  principalId: string;
  account: { id: string; name: string; entityRef: string };
  permissionSet: { type: PermissionSetType; name: string; arn: string };
  /** IAM session duration of the set, in minutes: credentials may last so long. */
  setSessionMinutes: number;
  minutes: number;
  approvedAt: Date;
  /** Past this an assignment is no longer made: FAILED (H6). */
  activateBy: Date;
  /** When the first AWS call for it was noted, before it was made. */
  firstCallAt?: Date;
  /** Stored before the first AWS call; access never outlives it (H6). */
  hardEnd?: Date;
  grantedAt?: Date;
  expiresAt?: Date;
  endingAt?: Date;
  endedAt?: Date;
  end?: {
    cause: EndCause;
    by?: { ref: string; displayName: string };
    reason?: string;
    accessRemains?: AccessRemains;
  };
  failure?: { code: string; message: string; fix: string };
  /**
   * Until when role credentials issued before the end may keep working. At or
   * before `endedAt`: the role went with the assignment, they are gone.
   */
  credentials: {
    mode: CredentialsMode;
    until?: Date;
    /** A deny of those issued before was proven effective. */
    cutAt?: Date;
    /** A deny was submitted; its effect is not proven (H29). */
    deniedAt?: Date;
  };
  cleanup?: 'pending' | 'done';
  lateAlarmAt?: Date;
  offHours: boolean;
}

/** The key of an assignment in Identity Center, with where it lives (H10). */
export interface AssignmentKey {
  instanceArn: string;
  identityStoreId: string;
  region: string;
  callerAccount: string;
  accountId: string;
  permissionSetArn: string;
  principalId: string;
}

export type OperationKind = 'create' | 'delete';

/**
 * - `noted`: intent on record, AWS has perhaps not heard of it
 * - `accepted`: AWS gave a request id; poll it
 * - `unknown`: the answer was lost; look it up, never assume
 * - `succeeded`, `failed`: AWS's own end of it
 * - `refused`: AWS refused it at once, nothing was started
 * - `lost`: its answer was lost and it was searched for in vain; it may land yet
 */
export type OperationStatus =
  | 'noted'
  | 'accepted'
  | 'unknown'
  | 'succeeded'
  | 'failed'
  | 'refused'
  | 'lost';

export interface OperationRecord {
  id: string;
  assignmentId: string;
  kind: OperationKind;
  status: OperationStatus;
  awsRequestId?: string;
  /** Sorted, as awsErrors.ts does; there when refused or failed. */
  failure?: {
    kind: 'again-later' | 'already-so' | 'never';
    code: string;
    message: string;
    fix: string;
  };
  leaseToken: number;
  notedAt: Date;
  finishedAt?: Date;
}

export interface AssignmentRecord extends AssignmentKey {
  id: string;
  /** What stood before any create of ours; never deleted by us (H3, H4). */
  standing: 'unknown' | 'absent' | 'present';
  /** A create of ours was sent and its access is not yet proven gone. */
  madeByUs: boolean;
  operationId?: string;
  /** First of the complete lists that lacked the principal (H1). */
  absentSince?: Date;
  deleteSucceededAt?: Date;
  operationFinishedAt?: Date;
  /** First read that saw access we do not know of (H3). */
  standingSince?: Date;
  /** When our access was proven gone; later looks count from it (H1). */
  goneAt?: Date;
  /** Last check of live access: its holder, its account, the assignment. */
  checkedAt?: Date;
  /** Drift on this key was reported; once is enough. */
  driftAt?: Date;
  looksLeft: number;
  dueAt?: Date;
  priority: number;
  attempt: number;
  lastError?: string;
  lastAttemptAt?: Date;
  lease?: { owner: string; token: number; until: Date };
  leaseToken: number;
  /** Grows when somebody makes it due, so that no wake is lost. */
  wakes: number;
}

/** Order of work (H30). */
export const Priority = {
  revocation: 0,
  firstEnd: 1,
  grant: 2,
  retry: 3,
  /** Live access is checked, and later looks are made, with what is left. */
  check: 4,
} as const;

/** Who did something: always named, never absent. */
export type Actor =
  | {
      kind: 'user';
      ref: string;
      displayName: string;
      viaRef?: string;
      /** From where, as their request told. */
      address?: string;
    }
  | { kind: 'engine' | 'system'; ref: string; displayName: string };

export const ENGINE: Actor = {
  kind: 'engine',
  ref: 'engine',
  displayName: 'JIT engine',
};

export const SYSTEM: Actor = {
  kind: 'system',
  ref: 'system',
  displayName: 'JIT Access',
};

export type AuditSeverity = 'low' | 'medium' | 'high' | 'critical';

/** One thing that happened; written in the transaction of the change. */
export interface NewAuditEvent {
  /** `<noun>.<past tense>`, for example `request.submitted`. */
  type: string;
  severity: AuditSeverity;
  actor: Actor;
  requestId?: string;
  sessionId?: string;
  assignmentId?: string;
  accountId?: string;
  data?: Record<string, unknown>;
}

export interface AuditEventRecord extends NewAuditEvent {
  id: string;
  at: Date;
  data: Record<string, unknown>;
}
