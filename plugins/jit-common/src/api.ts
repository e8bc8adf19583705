import { PolicyFinding, SetCoverage } from './policies';
import {
  AccessRemains,
  AccountState,
  CredentialsMode,
  CredentialsState,
  Decision,
  EndCause,
  PermissionSetType,
  RejectReasonCode,
  RequestActionName,
  RequestStatus,
  ReviewedAs,
  RiskLevel,
  Role,
  SessionActionName,
  SessionStatus,
  StageName,
  StageStatus,
  State,
} from './words';

/*
 * The bodies of the HTTP API at /api/jit. Times are ISO 8601 in UTC with a
 * trailing Z, durations ISO 8601 (PT1H30M), references full entity refs.
 */

/** @public */
export interface Person {
  /** Full entity ref of the user. */
  ref: string;
  displayName: string;
  email?: string;
}

/** @public */
export interface AccountSummary {
  /** The twelve digits. */
  id: string;
  name: string;
  entityRef: string;
}

/** @public */
export interface StandardPermissionSet {
  type: 'standard';
  name: string;
  description?: string;
  /** IAM session duration of the set, ISO 8601. */
  sessionDuration?: string;
}

/** @public */
export interface CustomPermissionSet {
  type: 'custom';
  /** `JIT-` and 1 to 28 characters more. */
  name: string;
  /** Of the IAM session, ISO 8601: an hour to twelve. */
  sessionDuration: string;
  /** ARNs of AWS managed policies. */
  managedPolicies: string[];
  /** JSON, as typed: these very bytes go to AWS. */
  inlinePolicy?: string;
  /** ARN of the boundary that configuration puts on it; the server's own. */
  permissionsBoundary?: string;
}

/** @public */
export type PermissionSet = StandardPermissionSet | CustomPermissionSet;

/**
 * Says whether the caller may do something with an item now. The same
 * judgement obeys the command, so a page never offers what the server refuses.
 * An action that can never be this person's is left out.
 *
 * @public
 */
export interface AllowedAction<TName extends string = string> {
  name: TName;
  allowed: boolean;
  /** A sentence for people; there when `allowed` is false. */
  because?: string;
}

/** @public */
export interface Review {
  decision: Decision;
  by: Person;
  as: ReviewedAs;
  at: string;
  comment?: string;
  reasonCode?: RejectReasonCode;
  /** The shorter duration this reviewer set, ISO 8601. */
  duration?: string;
}

/** @public */
export interface Stage {
  name: StageName;
  status: StageStatus;
  /** Nobody but the requester resolved as owner, so admins take the stage. */
  adminsInstead?: boolean;
  review?: Review;
}

/** @public */
export interface RiskFlag {
  code: string;
  level: RiskLevel;
  /** The words shown. */
  text: string;
}

/** @public */
export interface SessionEnd {
  cause: EndCause;
  at: string;
  /** Absent when nobody is named: time, leaver, failure. */
  by?: Person;
  reason?: string;
  accessRemains?: AccessRemains;
}

/** @public */
export interface SessionFailure {
  code: string;
  message: string;
  /** What to do, and who can do it. */
  fix: string;
}

/** @public */
export interface SessionRemoval {
  attempts: number;
  lastAt?: string;
  error?: string;
  late: boolean;
}

/** @public */
export interface CredentialsFate {
  mode: CredentialsMode;
  state: CredentialsState;
  /** Until when credentials issued before the end may keep working. */
  until?: string;
  /** A deny was handed to AWS then; that it works is not proven. */
  denySubmittedAt?: string;
}

/** @public */
export interface SessionFlag {
  code: 'long-running' | 'off-hours';
  /** The rule, told in a tooltip. */
  text: string;
}

/**
 * The access an approved request gives. Never the AWS credentials.
 *
 * @public
 */
export interface Session {
  id: string;
  /** `SES-88`. */
  number: string;
  version: number;
  requestId: string;
  requestNumber: string;
  status: SessionStatus;
  state: State;
  user: Person;
  account: AccountSummary;
  permissionSet: { type: PermissionSetType; name: string };
  /** What was granted, ISO 8601. */
  duration: string;
  approvedAt: string;
  grantedAt?: string;
  expiresAt?: string;
  endedAt?: string;
  end?: SessionEnd;
  failure?: SessionFailure;
  removal?: SessionRemoval;
  credentials: CredentialsFate;
  /** How long credentials may outlive an end made now; absent when they cannot. */
  residual?: string;
  cleanup?: 'pending' | 'done';
  flags: SessionFlag[];
  /** Other open sessions of the same user, account and permission set. */
  sameAccess: { id: string; number: string; expiresAt?: string }[];
  /** Straight to account and role in the AWS access portal. */
  portalUrl?: string;
  cli?: {
    startUrl: string;
    region: string;
    sessionName: string;
    profile: string;
    roleName: string;
  };
  isMine: boolean;
  allowedActions: AllowedAction<SessionActionName>[];
}

/** @public */
export interface SessionDetails extends Session {
  justification: string;
  stages: Stage[];
  roleNamePrefix: string;
}

/** @public */
export interface AccessRequest {
  id: string;
  /** `REQ-1042`. */
  number: string;
  version: number;
  status: RequestStatus;
  state: State;
  requester: Person;
  account: AccountSummary;
  permissionSet: PermissionSet;
  duration: string;
  approvedDuration?: string;
  justification: string;
  /** Names what a reviewer sees; an approval of a custom request sends it back. */
  contentHash: string;
  requestedAt: string;
  windowEndsAt: string;
  /** When the request reached a final status. */
  closedAt?: string;
  riskFlags: RiskFlag[];
  stages: Stage[];
  /** Who can decide now: names for a person to read; while pending. */
  waitingFor?: { names: string[]; more: number };
  session?: Session;
  remindedAt?: string;
  /** The plugin that asked on the requester's behalf, such as `plugin:mcp-actions`. */
  through?: string;
  isMine: boolean;
  allowedActions: AllowedAction<RequestActionName>[];
}

/** @public */
export interface Approver {
  ref: string;
  kind: 'user' | 'group';
  displayName: string;
  /** `Owner`, `SSO Admin` or `Admin`. */
  as: ReviewedAs;
  /** How many people it stands for, the requester left out; of a group, where it is known. */
  people?: number;
  isMe: boolean;
}

/**
 * One request with everything that helps to decide.
 *
 * @public
 */
export interface AccessRequestDetails extends AccessRequest {
  canDecide: Approver[];
  /** Names of the groups that the requester is in, as the catalog has them now. */
  requesterTeams?: string[];
  /** What the account is for, by its annotation: `production`. */
  environment?: string;
  requesterRecord: {
    /** Days looked back. */
    days: number;
    approved: number;
    rejected: number;
    expired: number;
    last?: { number: string; state: State; requestedAt: string };
  };
  activeOnAccount: number;
  requesterActiveHere: number;
  /** Median granted duration of this set, ISO 8601; absent when too few. */
  usualDuration?: string;
  maxDuration: string;
  durationStep: string;
  commentMax: number;
  requireComment: { approve: boolean; reject: boolean };
  /** What its policies were found to do when it was sent; of a custom request. */
  findings?: PolicyFinding[];
  /** Standard sets that would do instead, whole or in part; of a custom request. */
  coveredBy?: SetCoverage[];
  /**
   * The inline policy as AWS gets it, with the end that the portal adds; its
   * date stays open until access is set up. Of a custom request.
   */
  inlinePolicyWithEnd?: string;
}

/**
 * One line of a request's story, oldest first.
 *
 * @public
 */
export interface HistoryEvent {
  id: string;
  at: string;
  /** For example `request.submitted`, `request.approved`, `session.activated`. */
  type: string;
  by?: Person;
  /** A sentence for people. */
  text: string;
  data?: Record<string, unknown>;
}

/** @public */
export interface Owner {
  ref: string;
  kind: 'user' | 'group';
  displayName: string;
  isMe: boolean;
}

/** @public */
export interface AccountLimits {
  durationMin: string;
  durationMax: string;
  durationStep: string;
  durationDefault: string;
  justificationMin: number;
  justificationMax: number;
  approvalWindow: string;
}

/** @public */
export interface Account extends AccountSummary {
  state: AccountState;
  owners: Owner[];
  /** Requests waiting on the account, whoever can decide them. */
  pending: number;
  pendingForMe: number;
  active: number;
  canRequest: { allowed: boolean; because?: string };
  limits: AccountLimits;
}

/** @public */
export interface OfferedPermissionSet {
  name: string;
  description?: string;
  sessionDuration: string;
  usageCount90d: number;
}

/**
 * Everything the request form needs, in one answer.
 *
 * @public
 */
export interface RequestOptions {
  account: Account;
  permissionSets: OfferedPermissionSet[];
  customAllowed: boolean;
  /** What a custom set has to keep to, where one may be asked for. */
  customLimits?: {
    /** Fixed; `nameMax` counts it. */
    namePrefix: string;
    nameMax: number;
    managedPolicies: number;
    inlinePolicyNonBlank: number;
    sessionDurationMin: string;
    sessionDurationMax: string;
    permissionsBoundary?: string;
  };
  /** Who would review: owners and role names, for a sentence. */
  reviewers: Approver[];
  /** No owner but the requester resolves: admins take the owner stage. */
  adminsInstead: boolean;
  /** Median minutes to a decision over 90 days; absent when too few. */
  typicalApprovalMinutes?: number;
  myActive: Session[];
  myPending: AccessRequest[];
  myRecent: AccessRequest[];
  serverTime: string;
}

/** @public */
export interface Me {
  user: Person;
  roles: Role[];
  capabilities: {
    canApprove: boolean;
    canAudit: boolean;
    canAdmin: boolean;
  };
  counts: {
    /** What this person can decide now, own requests excluded. */
    pending: number;
    /** Own requests waiting for somebody else. */
    ownWaiting: number;
    activeSessions: number;
  };
  serverTime: string;
  /** Set when AWS is the emulator: pages say so. */
  demo?: { text: string };
}

/**
 * A page of a list. Totals are exact to 999.
 *
 * @public
 */
export interface ListPage<TItem> {
  items: TItem[];
  nextCursor?: string;
  totalItems: number;
  totalIsMinimum?: boolean;
  serverTime: string;
}

/** @public */
export interface RequestListPage extends ListPage<AccessRequest> {
  /** With `counts=state`: how many match each filter, the other filters in force. */
  stateCounts?: Partial<
    Record<StateFilter, { count: number; isMinimum?: boolean }>
  >;
}

/**
 * What the status filter offers. `PENDING` covers all three pending statuses,
 * `APPROVED` every approved request whatever became of its session.
 *
 * @public
 */
export type StateFilter = State;

/** @public */
export type RequestScope = 'mine' | 'to-decide' | 'managed' | 'all';

/**
 * A session that a request gave: any that became active, one that was granted
 * outside working hours, or one that ran eight hours or more.
 *
 * @public
 */
export type SessionKind = 'granted' | 'off-hours' | 'long';

/** @public */
export interface RequestQuery {
  scope?: RequestScope;
  status?: RequestStatus[];
  state?: StateFilter[];
  /** Account ids. */
  account?: string[];
  /** User refs. */
  requester?: string[];
  /** User refs of people who reviewed. */
  reviewer?: string[];
  /** Permission set names. */
  permissionSet?: string[];
  type?: PermissionSetType;
  /** Requested at or after, ISO 8601. */
  from?: string;
  /** Requested before, ISO 8601. */
  to?: string;
  q?: string;
  risk?: boolean;
  /** Rejected for this reason. */
  reason?: RejectReasonCode;
  /** That gave a session: any, or one of this kind. */
  session?: SessionKind;
  /** Custom requests that ask for the same; the key is from the insights. */
  asked?: string;
  /** Custom requests in whose place this standard set would have done. */
  coveredBy?: string;
  sort?:
    | 'requestedAt'
    | 'windowEndsAt'
    | 'requester'
    | 'account'
    | 'duration'
    | 'status';
  order?: 'asc' | 'desc';
  limit?: number;
  cursor?: string;
  counts?: 'state';
}

/** @public */
export interface SessionQuery {
  scope?: 'mine' | 'managed' | 'all';
  state?: StateFilter[];
  account?: string[];
  user?: string[];
  permissionSet?: string[];
  /** Ended at or after, or still open. */
  from?: string;
  q?: string;
  longRunning?: boolean;
  offHours?: boolean;
  sort?: 'expiresAt' | 'grantedAt' | 'endedAt' | 'user' | 'account';
  order?: 'asc' | 'desc';
  limit?: number;
  cursor?: string;
}

/** @public */
export interface AccountQuery {
  scope?: 'mine' | 'all' | 'requestable';
  q?: string;
  sort?: 'name' | 'id' | 'pending' | 'active';
  order?: 'asc' | 'desc';
  limit?: number;
  cursor?: string;
}

/** @public */
export interface SubmitRequest {
  accountId: string;
  permissionSet:
    | { type: 'standard'; name: string }
    | Omit<CustomPermissionSet, 'permissionsBoundary'>;
  duration: string;
  justification: string;
}

/** @public */
export interface SubmitReview {
  /** The version of the request that the reviewer saw. */
  version: number;
  decision: Decision;
  comment?: string;
  reasonCode?: RejectReasonCode;
  /** May only shorten. */
  duration?: string;
  /** The request's, as the reviewer saw it; needed to approve a custom request. */
  contentHash?: string;
}

/** @public */
export interface SubmitRevoke {
  reason?: string;
}

/** @public */
export interface FieldProblem {
  field: string;
  message: string;
}

/**
 * The extra properties on `error` in a Backstage error body.
 *
 * @public
 */
export interface JitErrorBody {
  /** Kebab-case, stable. */
  code?: string;
  details?: FieldProblem[];
  decidedBy?: string;
  decidedAt?: string;
}
