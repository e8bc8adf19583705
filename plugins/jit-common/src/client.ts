import { ResponseError } from '@backstage/errors';
import {
  AccessRequest,
  AccessRequestDetails,
  Account,
  AccountQuery,
  HistoryEvent,
  JitErrorBody,
  ListPage,
  Me,
  RequestListPage,
  RequestOptions,
  RequestQuery,
  Session,
  SessionDetails,
  SessionQuery,
  SubmitRequest,
  SubmitReview,
  SubmitRevoke,
} from './api';
import { AuditListPage, AuditQuery, ErasePerson, PersonErased } from './audit';
import {
  ReviewResult,
  Submission,
  SubmitRequests,
  SubmitReviews,
} from './bulk';
import { DriftListPage, DriftQuery } from './drift';
import { Insights, InsightsQuery } from './insights';
import { OwnershipListPage, OwnershipQuery, OwnershipState } from './ownership';
import { readExport, RequestExportFile, RequestExportQuery } from './exports';
import { EndQuarantine, PauseList, SetPause } from './pauses';
import {
  CheckPolicies,
  ManagedPolicyList,
  ManagedPolicyQuery,
  PolicyFindings,
} from './policies';

/**
 * The HTTP API, a method per route. Each method throws a `ResponseError` whose
 * body carries {@link JitErrorBody} when the server refuses.
 *
 * @public
 */
export interface JitApi {
  getMe(): Promise<Me>;
  listAccounts(query?: AccountQuery): Promise<ListPage<Account>>;
  getAccount(accountId: string): Promise<Account>;
  getRequestOptions(accountId: string): Promise<RequestOptions>;
  listManagedPolicies(query?: ManagedPolicyQuery): Promise<ManagedPolicyList>;
  checkPolicies(body: CheckPolicies): Promise<PolicyFindings>;
  submitRequest(
    body: SubmitRequest,
    options: { idempotencyKey: string },
  ): Promise<AccessRequest>;
  listRequests(query?: RequestQuery): Promise<RequestListPage>;
  /** What the list's filters match, as a CSV file; throws where it breaks off. */
  exportRequests(query?: RequestExportQuery): Promise<RequestExportFile>;
  getRequest(id: string): Promise<AccessRequestDetails>;
  getRequestEvents(id: string): Promise<{ items: HistoryEvent[] }>;
  reviewRequest(id: string, body: SubmitReview): Promise<AccessRequestDetails>;
  /** One decision on several requests, each judged on its own. */
  reviewRequests(body: SubmitReviews): Promise<{ results: ReviewResult[] }>;
  /** One standard set on several accounts; the same key gives the same results. */
  submitRequests(
    body: SubmitRequests,
    options: { idempotencyKey: string },
  ): Promise<Submission>;
  cancelRequest(id: string): Promise<AccessRequest>;
  remindReviewers(id: string): Promise<AccessRequest>;
  listSessions(query?: SessionQuery): Promise<ListPage<Session>>;
  getSession(id: string): Promise<SessionDetails>;
  revokeSession(id: string, body: SubmitRevoke): Promise<SessionDetails>;
  releaseSession(id: string): Promise<SessionDetails>;
  listDrift(query?: DriftQuery): Promise<DriftListPage>;
  /** Patterns in what the caller looks back on. For approvers and auditors. */
  getInsights(query?: InsightsQuery): Promise<Insights>;

  /** Who owns which account, and what is wrong. For admins and auditors. */
  listOwnership(query?: OwnershipQuery): Promise<OwnershipListPage>;
  /** Reads catalog and AWS again. For admins; `checking` where it takes longer. */
  checkOwnership(): Promise<OwnershipState>;
  /** What happened, latest first. For auditors and admins. */
  listAuditEvents(query?: AuditQuery): Promise<AuditListPage>;
  /**
   * The whole record with its chain, to be checked: NDJSON in the answer's
   * body (docs/audit.md). For auditors and admins, and on record.
   */
  exportAuditEvents(): Promise<Response>;
  /** Takes a person out of what is kept. For admins, in person. */
  erasePerson(body: ErasePerson): Promise<PersonErased>;

  /** The brakes that are on. For admins and auditors. */
  listPauses(): Promise<PauseList>;
  /** Puts the brake on or takes it off. For admins, in person. */
  setPause(body: SetPause): Promise<PauseList>;
  /** For admins: AWS was compared with the record, new access may be given again. */
  endQuarantine(body: EndQuarantine): Promise<PauseList>;
}

type QueryValue = string | number | boolean | string[] | undefined;

function searchOf(query: object | undefined): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {}) as [
    string,
    QueryValue,
  ][]) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) {
      params.append(key, String(one));
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

/**
 * The client for browsers and for other backends.
 *
 * @public
 */
export class JitClient implements JitApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  getMe(): Promise<Me> {
    return this.#call('GET', '/me');
  }

  listAccounts(query?: AccountQuery): Promise<ListPage<Account>> {
    return this.#call('GET', `/accounts${searchOf(query)}`);
  }

  getAccount(accountId: string): Promise<Account> {
    return this.#call('GET', `/accounts/${encodeURIComponent(accountId)}`);
  }

  getRequestOptions(accountId: string): Promise<RequestOptions> {
    const id = encodeURIComponent(accountId);
    return this.#call('GET', `/accounts/${id}/request-options`);
  }

  listManagedPolicies(query?: ManagedPolicyQuery): Promise<ManagedPolicyList> {
    return this.#call('GET', `/managed-policies${searchOf(query)}`);
  }

  checkPolicies(body: CheckPolicies): Promise<PolicyFindings> {
    return this.#call('POST', '/policy-findings', body);
  }

  submitRequest(
    body: SubmitRequest,
    options: { idempotencyKey: string },
  ): Promise<AccessRequest> {
    return this.#call('POST', '/requests', body, {
      'Idempotency-Key': options.idempotencyKey,
    });
  }

  listRequests(query?: RequestQuery): Promise<RequestListPage> {
    return this.#call('GET', `/requests${searchOf(query)}`);
  }

  async exportRequests(query?: RequestExportQuery): Promise<RequestExportFile> {
    const response = await this.#send(
      'GET',
      `/requests/export${searchOf(query)}`,
    );
    return readExport(response);
  }

  getRequest(id: string): Promise<AccessRequestDetails> {
    return this.#call('GET', `/requests/${encodeURIComponent(id)}`);
  }

  getRequestEvents(id: string): Promise<{ items: HistoryEvent[] }> {
    return this.#call('GET', `/requests/${encodeURIComponent(id)}/events`);
  }

  reviewRequest(id: string, body: SubmitReview): Promise<AccessRequestDetails> {
    return this.#call(
      'POST',
      `/requests/${encodeURIComponent(id)}/reviews`,
      body,
    );
  }

  reviewRequests(body: SubmitReviews): Promise<{ results: ReviewResult[] }> {
    return this.#call('POST', '/requests/reviews', body);
  }

  submitRequests(
    body: SubmitRequests,
    options: { idempotencyKey: string },
  ): Promise<Submission> {
    return this.#call('POST', '/submissions', body, {
      'Idempotency-Key': options.idempotencyKey,
    });
  }

  cancelRequest(id: string): Promise<AccessRequest> {
    return this.#call('POST', `/requests/${encodeURIComponent(id)}/cancel`, {});
  }

  remindReviewers(id: string): Promise<AccessRequest> {
    return this.#call('POST', `/requests/${encodeURIComponent(id)}/remind`, {});
  }

  listSessions(query?: SessionQuery): Promise<ListPage<Session>> {
    return this.#call('GET', `/sessions${searchOf(query)}`);
  }

  getSession(id: string): Promise<SessionDetails> {
    return this.#call('GET', `/sessions/${encodeURIComponent(id)}`);
  }

  revokeSession(id: string, body: SubmitRevoke): Promise<SessionDetails> {
    return this.#call(
      'POST',
      `/sessions/${encodeURIComponent(id)}/revoke`,
      body,
    );
  }

  releaseSession(id: string): Promise<SessionDetails> {
    return this.#call(
      'POST',
      `/sessions/${encodeURIComponent(id)}/release`,
      {},
    );
  }

  listDrift(query?: DriftQuery): Promise<DriftListPage> {
    return this.#call('GET', `/drift${searchOf(query)}`);
  }

  listOwnership(query?: OwnershipQuery): Promise<OwnershipListPage> {
    return this.#call('GET', `/ownership${searchOf(query)}`);
  }

  checkOwnership(): Promise<OwnershipState> {
    return this.#call('POST', '/ownership/check', {});
  }

  getInsights(query?: InsightsQuery): Promise<Insights> {
    return this.#call('GET', `/insights${searchOf(query)}`);
  }

  listAuditEvents(query?: AuditQuery): Promise<AuditListPage> {
    return this.#call('GET', `/audit-events${searchOf(query)}`);
  }

  exportAuditEvents(): Promise<Response> {
    return this.#send('GET', '/audit-events/export');
  }

  erasePerson(body: ErasePerson): Promise<PersonErased> {
    return this.#call('POST', '/erasures', body);
  }

  listPauses(): Promise<PauseList> {
    return this.#call('GET', '/pause');
  }

  setPause(body: SetPause): Promise<PauseList> {
    return this.#call('POST', '/pause', body);
  }

  endQuarantine(body: EndQuarantine): Promise<PauseList> {
    return this.#call('POST', '/quarantine/end', body);
  }

  async #call<T>(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    return (await this.#send(method, path, body, headers)).json();
  }

  async #send(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('jit');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, {
      method,
      headers:
        body === undefined
          ? headers
          : { ...headers, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

/**
 * What a refusal said beyond its message: code, fields, who decided.
 *
 * @param error - anything caught
 * @returns an empty object where the error is not the server's
 *
 * @public
 */
export function jitErrorBody(error: unknown): JitErrorBody {
  const body = (error as { body?: { error?: JitErrorBody } })?.body?.error;
  return {
    code: body?.code,
    details: body?.details,
    decidedBy: body?.decidedBy,
    decidedAt: body?.decidedAt,
  };
}
