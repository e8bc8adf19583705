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

/** A user of the catalog; on an item as stored with it, once erased a pseudonym. @public */
export interface Person {
  /** Full entity ref of the user. */
  ref: string;
  /** The catalog's `spec.profile.displayName`, else title or name. */
  displayName: string;
  /** From `spec.profile.email`; absent where the catalog has none. */
  email?: string;
}

/** An AWS account, by the catalog entity that carries its id. @public */
export interface AccountSummary {
  /** The twelve digits. */
  id: string;
  /** Title of the entity, else its name; of a request, as it was when sent. */
  name: string;
  /** Full ref of the `Resource` entity. */
  entityRef: string;
}

/** A set that stands in IAM Identity Center and is offered. @public */
export interface StandardPermissionSet {
  /** Tells it from a custom one. */
  type: 'standard';
  /** As it is called in IAM Identity Center: at most 32 characters. */
  name: string;
  /** AWS's own description when it was asked for; absent where there is none. */
  description?: string;
  /** IAM session duration of the set, ISO 8601. */
  sessionDuration?: string;
}

/** A set made for one request alone, and deleted after it. @public */
export interface CustomPermissionSet {
  /** Tells it from a standard one. */
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

/** What is asked for; `type` says which of the two it is. @public */
export type PermissionSet = StandardPermissionSet | CustomPermissionSet;

/**
 * Says whether the caller may do something with an item now. The same
 * judgement obeys the command, so a page never offers what the server refuses.
 * An action that can never be this person's is left out.
 *
 * @public
 */
export interface AllowedAction<TName extends string = string> {
  /** Which action it is about. */
  name: TName;
  /** As far as last known roles and ownership tell; a review reads them afresh. */
  allowed: boolean;
  /** A sentence for people; there when `allowed` is false. */
  because?: string;
}

/** One person's decision at one stage; the first one stands. @public */
export interface Review {
  /** What was decided. */
  decision: Decision;
  /** Who decided, as the catalog called them then. */
  by: Person;
  /** The first capacity that the stage takes: owner, SSO admin, admin. */
  as: ReviewedAs;
  /** When it was decided; ISO 8601, UTC. */
  at: string;
  /** At most 500 characters; absent where nothing was written. */
  comment?: string;
  /** Of a rejection, where one was chosen. */
  reasonCode?: RejectReasonCode;
  /** The shorter duration this reviewer set, ISO 8601. */
  duration?: string;
}

/** A step of the approval, as planned when the request was sent. @public */
export interface Stage {
  /** A standard request has `owner` alone, a custom one `admin` after it. */
  name: StageName;
  /** How far this stage is. */
  status: StageStatus;
  /** Nobody but the requester resolved as owner, so admins take the stage. */
  adminsInstead?: boolean;
  /** Absent until somebody has decided here. */
  review?: Review;
}

/** What a reviewer should notice, as judged when the request was sent. @public */
export interface RiskFlag {
  /** Kebab-case, stable, such as `first-request`; or the code of a finding. */
  code: string;
  /** A HIGH one cannot be approved together with others; see `needsOwnReview`. */
  level: RiskLevel;
  /** The words shown. */
  text: string;
}

/** How a session ended, or is ending. @public */
export interface SessionEnd {
  /** Decides the final status; see `finalStatusOf`. */
  cause: EndCause;
  /** When the end began, not when access was gone; ISO 8601, UTC. */
  at: string;
  /** Absent when nobody is named: time, leaver, failure, removed outside. */
  by?: Person;
  /** What the approver wrote on revoking, or why a leaver lost access. */
  reason?: string;
  /** Absent where nothing remains, and until the end is final. */
  accessRemains?: AccessRemains;
}

/** Why access could not be set up. @public */
export interface SessionFailure {
  /** Kebab-case, such as `quota` or `already-has-access`. */
  code: string;
  /** What went wrong, in a sentence; AWS's own words where AWS refused. */
  message: string;
  /** What to do, and who can do it. */
  fix: string;
}

/** How the removal in AWS goes; there while it is late or in trouble. @public */
export interface SessionRemoval {
  /** Tries that failed in a row; tried again for ever, with growing pauses. */
  attempts: number;
  /** When a change of the assignment was last sent to AWS; ISO 8601, UTC. */
  lastAt?: string;
  /** What is in the way, in a sentence: AWS's last answer, or what somebody has to do. */
  error?: string;
  /** Not gone a minute after it should be; admins were told. */
  late: boolean;
}

/** What an end does to role credentials that were issued before it. @public */
export interface CredentialsFate {
  /** Kept with the session at approval; `assignment` where a deny failed. */
  mode: CredentialsMode;
  /** Whether they still work, as far as it is proven. */
  state: CredentialsState;
  /**
   * Until when credentials issued before the end may keep working; of
   * `cut-off`, since when they do not. ISO 8601, UTC.
   */
  until?: string;
  /** A deny was handed to AWS then; that it works is not proven. */
  denySubmittedAt?: string;
}

/** A mark on Manage Sessions: the guide asks to look for these. @public */
export interface SessionFlag {
  /** `off-hours` is judged at approval, `long-running` at this moment. */
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
  /** A UUID that sorts by time of approval. */
  id: string;
  /** What people call it: `SES-88`. */
  number: string;
  /** Rises with each change of status; no command takes it. */
  version: number;
  /** Id of the request that gave it. */
  requestId: string;
  /** What people call the request: `REQ-1042`. */
  requestNumber: string;
  /** As on record; people see `state`. */
  status: SessionStatus;
  /** The word on the chip; see `sessionStateOf`. */
  state: State;
  /** Whose access it is: the requester. */
  user: Person;
  /** Where access is given; its name as the request had it. */
  account: AccountSummary;
  /** Which set is assigned; what is in it stands in the request. */
  permissionSet: { type: PermissionSetType; name: string };
  /** What was granted, ISO 8601. */
  duration: string;
  /** When the last stage was approved; ISO 8601, UTC. */
  approvedAt: string;
  /** When AWS was known to have given access; ISO 8601, UTC. Absent until then. */
  grantedAt?: string;
  /** When access ends by itself; ISO 8601, UTC. Absent until it is given. */
  expiresAt?: string;
  /** When the end became final; ISO 8601, UTC. Absent until then. */
  endedAt?: string;
  /** Absent while access is set up or active. */
  end?: SessionEnd;
  /** There when the end's cause is `failed`. */
  failure?: SessionFailure;
  /** Only while ENDING, and only where the end does not go smoothly. */
  removal?: SessionRemoval;
  /** What becomes of credentials that were issued already. */
  credentials: CredentialsFate;
  /** How long credentials may outlive an end made now; absent when they cannot. */
  residual?: string;
  /** Of a custom set, once the session is over: its deletion in AWS. */
  cleanup?: 'pending' | 'done';
  /** Empty where nothing stands out. */
  flags: SessionFlag[];
  /** Other open sessions of the same user, account and permission set. */
  sameAccess: { id: string; number: string; expiresAt?: string }[];
  /** Straight to account and role in the AWS access portal; for its user alone. */
  portalUrl?: string;
  /** What `aws configure sso` asks for; for its user alone, as `portalUrl`. */
  cli?: {
    startUrl: string;
    region: string;
    sessionName: string;
    profile: string;
    roleName: string;
  };
  /** The caller is its user, and may end but not revoke it. */
  isMine: boolean;
  /** Empty once the session is over. */
  allowedActions: AllowedAction<SessionActionName>[];
}

/** One session, with what its request says of it. @public */
export interface SessionDetails extends Session {
  /** The request's, as its requester wrote it; empty to whoever may not read it. */
  justification: string;
  /** The request's, with who approved; none to whoever may not read it. */
  stages: Stage[];
  /** `AWSReservedSSO_<set>_`, then AWS's suffix (AWS: Referencing permission sets). */
  roleNamePrefix: string;
  /**
   * Numbers of the other sessions of the same access whose end began with this
   * call, such as `SES-17`; only in the answer to a revocation.
   */
  alsoEnding?: string[];
}

/** One person's request for one permission set on one account. @public */
export interface AccessRequest {
  /** A UUID that sorts by time of sending. */
  id: string;
  /** What people call it: `REQ-1042`. */
  number: string;
  /** Rises with each change of status; a review names the one it saw. */
  version: number;
  /** EXPIRED from the end of the window on, also before it is on record. */
  status: RequestStatus;
  /** The word on the chip: the session's, once there is one to read. */
  state: State;
  /** Who asks, as the catalog called them then. */
  requester: Person;
  /** Where access is asked for; its name as it was when sent. */
  account: AccountSummary;
  /** What is asked for, as it was when sent. */
  permissionSet: PermissionSet;
  /** Asked for, ISO 8601. */
  duration: string;
  /** Granted, ISO 8601: never longer than asked for. Absent until approved. */
  approvedDuration?: string;
  /** The requester's own words, trimmed. */
  justification: string;
  /** Names what a reviewer sees; an approval of a custom request sends it back. */
  contentHash: string;
  /** When it was sent; ISO 8601, UTC. */
  requestedAt: string;
  /** When it expires where nobody decides; ISO 8601, UTC. The guide's approval window. */
  windowEndsAt: string;
  /** When the request reached a final status. */
  closedAt?: string;
  /** The gravest first; empty where nothing stands out. */
  riskFlags: RiskFlag[];
  /** In their order: one of a standard request, two of a custom one. */
  stages: Stage[];
  /** Who can decide now, while pending: five names at most, `more` counts the rest. */
  waitingFor?: { names: string[]; more: number };
  /** The access it gave; absent until approved, and where the caller may not read it. */
  session?: Session;
  /** When its requester last reminded the reviewers; ISO 8601, UTC. */
  remindedAt?: string;
  /** The plugin that asked on the requester's behalf, such as `plugin:mcp-actions`. */
  through?: string;
  /** The caller is its requester. */
  isMine: boolean;
  /** Empty once the request is closed. */
  allowedActions: AllowedAction<RequestActionName>[];
}

/** Who may take a stage, for people to read. @public */
export interface Approver {
  /** Full ref, as catalog or configuration names it. */
  ref: string;
  /** Whether `ref` is one person or a group of them. */
  kind: 'user' | 'group';
  /** Of an owner the catalog's name; of a role `SSO Admins` or `Admins`. */
  displayName: string;
  /** In which capacity; pages say Owner, SSO Admin or Admin. */
  as: ReviewedAs;
  /** How many people it stands for, the requester left out; of a group, where it is known. */
  people?: number;
  /** The caller, or a group that the caller is in to any depth; last known. */
  isMe: boolean;
}

/**
 * One request with everything that helps to decide.
 *
 * @public
 */
export interface AccessRequestDetails extends AccessRequest {
  /** For the stage that waits, by last known ownership; empty once closed. */
  canDecide: Approver[];
  /** Names of the groups that the requester is in directly, as last read. */
  requesterTeams?: string[];
  /** What the account is for, by its annotation: `production`. */
  environment?: string;
  /** The requester's other requests on this account, 1,000 at most. */
  requesterRecord: {
    /** Days looked back. */
    days: number;
    approved: number;
    rejected: number;
    expired: number;
    last?: { number: string; state: State; requestedAt: string };
  };
  /** Sessions on the account that are not over, of everybody. */
  activeOnAccount: number;
  /** Of these, the requester's. */
  requesterActiveHere: number;
  /**
   * Median granted duration of this set on the account over 90 days, ISO 8601;
   * absent when too few.
   */
  usualDuration?: string;
  /** The account's cap when the request was sent, ISO 8601. */
  maxDuration: string;
  /** Durations are offered in steps of this, ISO 8601. */
  durationStep: string;
  /** Longest comment, in characters. */
  commentMax: number;
  /** As configured when it was sent; to approve, only where a flag is HIGH. */
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
  /** Of the event in the audit record. */
  id: string;
  /** When it happened; ISO 8601, UTC. */
  at: string;
  /** For example `request.submitted`, `request.approved`, `session.activated`. */
  type: string;
  /** Without an e-mail; absent where the portal itself did it. */
  by?: Person;
  /** A sentence for people. */
  text: string;
  /** A part of the record's data: comment, reason, cause, session numbers. */
  data?: Record<string, unknown>;
}

/** A user or group that owns an account, as it is designated. @public */
export interface Owner {
  /** Full ref, as annotation, `ownedBy` relation or configuration names it. */
  ref: string;
  /** Members of a group own the account too, to any depth. */
  kind: 'user' | 'group';
  /** The catalog's; the ref's last part where the catalog does not have it. */
  displayName: string;
  /** The caller, or a group that the caller is in to any depth; last known. */
  isMe: boolean;
}

/** What a request on the account has to keep to. @public */
export interface AccountLimits {
  /** Shortest duration, ISO 8601. */
  durationMin: string;
  /** Longest, ISO 8601: configuration's, or less by `jit-portal.io/max-duration`. */
  durationMax: string;
  /** A duration is a multiple of this, ISO 8601. */
  durationStep: string;
  /** What the form begins with, ISO 8601. */
  durationDefault: string;
  /** Fewest characters that can be seen; see `visibleLengthOf`. */
  justificationMin: number;
  /** Most characters; see `lengthOf`. */
  justificationMax: number;
  /** How long a request waits before it expires, ISO 8601. */
  approvalWindow: string;
}

/** An account with its owners and what goes on there, as last read. @public */
export interface Account extends AccountSummary {
  /** AWS's word for it when last asked. */
  state: AccountState;
  /** As designated; the guide shows all of them as chips. */
  owners: Owner[];
  /** Requests waiting on the account, whoever can decide them. */
  pending: number;
  /** Of these, what the caller can decide now; own requests are left out. */
  pendingForMe: number;
  /** Sessions that are not over: being set up, active or ending. */
  active: number;
  /** Whether the caller may ask here now; `because` is a sentence why not. */
  canRequest: { allowed: boolean; because?: string };
  /** What the request form has to keep to. */
  limits: AccountLimits;
}

/** A standard set that may be asked for on the account. @public */
export interface OfferedPermissionSet {
  /** As it is called in IAM Identity Center. */
  name: string;
  /** AWS's own, as last read; absent where there is none. */
  description?: string;
  /** Of the set's IAM session, ISO 8601: as long as credentials may last. */
  sessionDuration: string;
  /** Requests for it on the account in 90 days, of the latest 1,000. */
  usageCount90d: number;
  /** When AWS told it. It is read again before anything is granted. */
  readAt: string;
}

/**
 * Everything the request form needs, in one answer.
 *
 * @public
 */
export interface RequestOptions {
  /** Where access would be asked for. */
  account: Account;
  /** By name; empty where none is offered here. */
  permissionSets: OfferedPermissionSet[];
  /** Set while a portal that starts anew has not read all sets from AWS. */
  moreSetsToCome?: true;
  /** Whether configuration and annotation let custom sets be asked for. */
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
  /**
   * No owner but the requester resolves, or two entities carry the id: admins
   * take the owner stage.
   */
  adminsInstead: boolean;
  /** Median minutes to a decision over 90 days; absent when too few. */
  typicalApprovalMinutes?: number;
  /** The caller's sessions here that are not over: 20 at most, soonest end first. */
  myActive: Session[];
  /** The caller's requests that wait here: 20 at most, latest first. */
  myPending: AccessRequest[];
  /** The caller's five latest requests here, whatever became of them. */
  myRecent: AccessRequest[];
  /** When it was read, by the server's clock; ISO 8601, UTC. */
  serverTime: string;
}

/** Who the caller is here, and the numbers that every page shows. @public */
export interface Me {
  /** The caller; by the ref alone where no trusted source has them. */
  user: Person;
  /** By configuration and last known groups; `owner` of one account or more. */
  roles: Role[];
  /** What the roles open: the server asks again with each command. */
  capabilities: {
    canApprove: boolean;
    canAudit: boolean;
    canAdmin: boolean;
  };
  /** Each counts to 999 and no further. */
  counts: {
    /** What this person can decide now, own requests excluded. */
    pending: number;
    /** Own requests waiting for somebody else. */
    ownWaiting: number;
    activeSessions: number;
  };
  /** When it was read, by the server's clock; ISO 8601, UTC. */
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
  /** As many as `limit` asked for, fewer on the last page. */
  items: TItem[];
  /** Asks for the page after this one; absent on the last. */
  nextCursor?: string;
  /** All that match, on every page; never more than 999. */
  totalItems: number;
  /** There when more than 999 match: pages write 999+. */
  totalIsMinimum?: boolean;
  /** When it was read, by the server's clock; ISO 8601, UTC. */
  serverTime: string;
}

/** A page of requests, with the numbers on the filter's chips. @public */
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

/**
 * Whose requests a list holds; of these, those that the caller may read.
 *
 * - `mine`: that the caller sent
 * - `to-decide`: that the caller can decide now; never own ones
 * - `managed`: on accounts that the caller owns; for SSO admins and admins, all
 * - `all`: whatever may be read
 *
 * @public
 */
export type RequestScope = 'mine' | 'to-decide' | 'managed' | 'all';

/**
 * A session that a request gave: any that became active, one that was granted
 * outside working hours, or one that ran eight hours or more.
 *
 * @public
 */
export type SessionKind = 'granted' | 'off-hours' | 'long';

/** What a list of requests is narrowed by; all of it has to hold. @public */
export interface RequestQuery {
  /** Left out: `all`. */
  scope?: RequestScope;
  /** In one of these, as on record. */
  status?: RequestStatus[];
  /** In one of these, as chips show it. */
  state?: StateFilter[];
  /** Account ids. */
  account?: string[];
  /** User refs. */
  requester?: string[];
  /** User refs of people who reviewed. */
  reviewer?: string[];
  /** Permission set names. */
  permissionSet?: string[];
  /** Standard or custom ones alone. */
  type?: PermissionSetType;
  /** Requested at or after, ISO 8601. */
  from?: string;
  /** Requested before, ISO 8601. */
  to?: string;
  /**
   * Words of requester, account, set, number, justification and comments that
   * must all be found: 200 characters at most, of which six words count.
   */
  q?: string;
  /** True: only those with a HIGH or MEDIUM flag. */
  risk?: boolean;
  /** Rejected for this reason; `other` also where none was chosen. */
  reason?: RejectReasonCode;
  /** That gave a session: any, or one of this kind. */
  session?: SessionKind;
  /** Custom requests that ask for the same; the key is from the insights. */
  asked?: string;
  /** Custom requests in whose place this standard set would have done. */
  coveredBy?: string;
  /**
   * Left out: `requestedAt`, of `to-decide` `windowEndsAt`. Where more than
   * 10,000 match, a list of another scope takes `requestedAt` alone.
   */
  sort?:
    | 'requestedAt'
    | 'windowEndsAt'
    | 'requester'
    | 'account'
    | 'duration'
    | 'status';
  /** Left out: `desc` by `requestedAt`, else `asc`. */
  order?: 'asc' | 'desc';
  /** Items on a page: 1 to 100, left out 20. */
  limit?: number;
  /** `nextCursor` of the page before; it belongs to this sort and order. */
  cursor?: string;
  /** Also counts what each state filter would match. */
  counts?: 'state';
}

/** What a list of sessions is narrowed by; all of it has to hold. @public */
export interface SessionQuery {
  /** As `RequestScope` has it. Left out: `all`. */
  scope?: 'mine' | 'managed' | 'all';
  /** In one of these; words of requests alone, such as `APPROVED`, match none. */
  state?: StateFilter[];
  /** Account ids. */
  account?: string[];
  /** User refs of those whose access it is. */
  user?: string[];
  /** Permission set names. */
  permissionSet?: string[];
  /** Ended at or after, or still open. */
  from?: string;
  /** Words that must all be found; or `SES-3`, or `REQ-12` for what it gave. */
  q?: string;
  /** True: only those flagged as long-running at this moment. */
  longRunning?: boolean;
  /** True: only those granted outside working hours. */
  offHours?: boolean;
  /** Left out: `expiresAt`. */
  sort?: 'expiresAt' | 'grantedAt' | 'endedAt' | 'user' | 'account';
  /** Left out: `desc` by `grantedAt` and `endedAt`, else `asc`. */
  order?: 'asc' | 'desc';
  /** Items on a page: 1 to 100, left out 20. */
  limit?: number;
  /** `nextCursor` of the page before; it belongs to this sort and order. */
  cursor?: string;
}

/** What a list of accounts is narrowed by. @public */
export interface AccountQuery {
  /** That the caller owns, all, or open to a request of the caller's. Left out: `all`. */
  scope?: 'mine' | 'all' | 'requestable';
  /** Words of name, id or owner that must all be found; an id may have hyphens. */
  q?: string;
  /** Left out: `name`. */
  sort?: 'name' | 'id' | 'pending' | 'active';
  /** Left out: `desc` by `pending` and `active`, else `asc`. */
  order?: 'asc' | 'desc';
  /** Items on a page: 1 to 100, left out 20. */
  limit?: number;
  /** `nextCursor` of the page before; it belongs to this sort and order. */
  cursor?: string;
}

/** Asks for one permission set on one account. @public */
export interface SubmitRequest {
  /** The twelve digits. */
  accountId: string;
  /** A standard set by its name, or a custom one whole; the boundary is the server's. */
  permissionSet:
    | { type: 'standard'; name: string }
    | Omit<CustomPermissionSet, 'permissionsBoundary'>;
  /** ISO 8601, whole minutes, such as `PT1H30M`; see `AccountLimits`. */
  duration: string;
  /** Why access is needed; trimmed, and as long as `AccountLimits` says. */
  justification: string;
}

/** One person's decision on the stage that waits. @public */
export interface SubmitReview {
  /** The version of the request that the reviewer saw. */
  version: number;
  /** A rejection closes the request, an approval only at the last stage. */
  decision: Decision;
  /** At most 500 characters; needed where `requireComment` says so. */
  comment?: string;
  /** Kept with a rejection alone. */
  reasonCode?: RejectReasonCode;
  /** May only shorten. */
  duration?: string;
  /** The request's, as the reviewer saw it; needed to approve a custom request. */
  contentHash?: string;
}

/** Ends somebody's access now. @public */
export interface SubmitRevoke {
  /** Optional, at most 500 characters; the guide asks for one. The user reads it. */
  reason?: string;
}

/** What is wrong with one value. @public */
export interface FieldProblem {
  /** Its place in the body or query, such as `permissionSet.name`. */
  field: string;
  /** What is wrong, and what to write instead; a sentence for people. */
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
  /** Each value that was refused; absent where values were not the reason. */
  details?: FieldProblem[];
  /** Full ref of who was quicker, on a stage, request or session that is over. */
  decidedBy?: string;
  /** When they were; ISO 8601, UTC. */
  decidedAt?: string;
}
