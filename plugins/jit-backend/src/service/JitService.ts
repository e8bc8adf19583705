import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  AccessRequest,
  AccessRequestDetails,
  Account,
  AccountQuery,
  AuditListPage,
  AuditQuery,
  CheckPolicies,
  DriftListPage,
  DriftQuery,
  EndQuarantine,
  ErasePerson,
  HistoryEvent,
  Insights,
  InsightsQuery,
  ListPage,
  ManagedPolicyList,
  ManagedPolicyQuery,
  Me,
  OwnershipListPage,
  OwnershipQuery,
  OwnershipState,
  PauseList,
  PersonErased,
  PolicyFindings,
  RequestListPage,
  RequestOptions,
  RequestQuery,
  ReviewResult,
  Session,
  SessionDetails,
  SessionQuery,
  SetPause,
  Submission,
  SubmitRequest,
  SubmitRequests,
  SubmitReview,
  SubmitReviews,
  SubmitRevoke,
} from '@jit-portal/backstage-plugin-jit-common';

export type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** Who asks: in every signature, never optional. */
export interface Asking {
  credentials: UserCredentials;
  /** From where, as the HTTP request told. */
  address?: string;
}

/** A file of lines that are read as it is taken. */
export interface RequestExport {
  fileName: string;
  columns: string[];
  /** Page by page; whoever stops early says so (`return`). */
  lines: AsyncIterableIterator<(string | number | undefined)[][]>;
}

/** A person, or a service that configuration lets ask this (H21). */
export interface AnyoneAsking {
  credentials: BackstageCredentials<
    BackstageUserPrincipal | BackstageServicePrincipal
  >;
}

/**
 * The portal's deeds and readings, a method per route. An id is a uuid or the
 * number that people see (`REQ-12`, `SES-3`), in any case.
 *
 * Every method throws Backstage errors; refusals among them carry `code`.
 */
export interface JitService<TWho = Asking, TAnyone = AnyoneAsking> {
  me(who: TWho): Promise<Me>;
  listAccounts(query: AccountQuery, who: TWho): Promise<ListPage<Account>>;
  getAccount(accountId: string, who: TWho): Promise<Account>;
  getRequestOptions(accountId: string, who: TWho): Promise<RequestOptions>;

  checkPolicies(body: CheckPolicies, who: TAnyone): Promise<PolicyFindings>;
  listManagedPolicies(
    query: ManagedPolicyQuery,
    who: TAnyone,
  ): Promise<ManagedPolicyList>;

  submitRequest(
    body: SubmitRequest,
    options: { idempotencyKey?: string },
    who: TWho,
  ): Promise<AccessRequest>;
  listRequests(query: RequestQuery, who: TWho): Promise<RequestListPage>;
  /** What the list's filters match, all of it. */
  exportRequests(query: RequestQuery, who: TWho): Promise<RequestExport>;
  getRequest(id: string, who: TWho): Promise<AccessRequestDetails>;
  getRequestEvents(id: string, who: TWho): Promise<{ items: HistoryEvent[] }>;
  reviewRequest(
    id: string,
    body: SubmitReview,
    who: TWho,
  ): Promise<AccessRequestDetails>;
  reviewRequests(
    body: SubmitReviews,
    who: TWho,
  ): Promise<{ results: ReviewResult[] }>;
  submitRequests(
    body: SubmitRequests,
    options: { idempotencyKey?: string },
    who: TWho,
  ): Promise<Submission>;
  cancelRequest(id: string, who: TWho): Promise<AccessRequest>;
  remindReviewers(id: string, who: TWho): Promise<AccessRequest>;

  listSessions(query: SessionQuery, who: TWho): Promise<ListPage<Session>>;
  getSession(id: string, who: TWho): Promise<SessionDetails>;
  revokeSession(
    id: string,
    body: SubmitRevoke,
    who: TWho,
  ): Promise<SessionDetails>;
  releaseSession(id: string, who: TWho): Promise<SessionDetails>;

  listDrift(query: DriftQuery, who: TWho): Promise<DriftListPage>;

  listOwnership(query: OwnershipQuery, who: TWho): Promise<OwnershipListPage>;
  checkOwnership(who: TWho): Promise<OwnershipState>;
  listAuditEvents(query: AuditQuery, who: TWho): Promise<AuditListPage>;
  /** The whole record, in lines of NDJSON, however many to a chunk. */
  exportAuditEvents(who: TWho): Promise<AsyncGenerator<string>>;
  erasePerson(body: ErasePerson, who: TWho): Promise<PersonErased>;

  getInsights(query: InsightsQuery, who: TWho): Promise<Insights>;

  listPauses(who: TWho): Promise<PauseList>;
  setPause(body: SetPause, who: TWho): Promise<PauseList>;
  endQuarantine(body: EndQuarantine, who: TWho): Promise<PauseList>;
}
