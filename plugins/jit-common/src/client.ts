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
 * @remarks
 *
 * Checked in this order: 401, 400 `malformed`, 404, 403, 409, then 400 for
 * values. What the caller may not read is 404 `not-found`, the same as what
 * does not exist; what a permission policy forbids is 403 `policy`. 503
 * `unavailable` with `Retry-After` says that policy or catalog cannot be asked;
 * cancelling, revoking and releasing go on without them. Lists and counts may
 * answer 429 `too-many-lists` and 503 `took-too-long`, lists also 400
 * `invalid-cursor` or `narrow-to-sort`, single items 429 `too-many-reads`. More
 * than some dozens of calls of one person at once are 429 `too-many-at-once`.
 * What a method names comes on top.
 *
 * @public
 */
export interface JitApi {
  /** Who the caller is here, and the numbers that every page shows. */
  getMe(): Promise<Me>;
  /** Accounts that the caller may see, with owners and numbers as last read. */
  listAccounts(query?: AccountQuery): Promise<ListPage<Account>>;
  /** One account, by its twelve digits. */
  getAccount(accountId: string): Promise<Account>;
  /** What the caller may ask for on an account, and on what terms. */
  getRequestOptions(accountId: string): Promise<RequestOptions>;
  /**
   * AWS managed policies to pick from.
   *
   * @throws 429 `too-many-checks`, 503 `aws-unavailable`
   */
  listManagedPolicies(query?: ManagedPolicyQuery): Promise<ManagedPolicyList>;
  /**
   * What policies of a custom set would allow, while they are written. Nothing
   * is stored.
   *
   * @throws 429 `too-many-checks`, 503 `aws-unavailable`
   */
  checkPolicies(body: CheckPolicies): Promise<PolicyFindings>;
  /**
   * Asks for access. Within 24 hours the same key gives the same request.
   *
   * @throws 400 with `details` by field, 403 for who asks, 409 for what stands
   * in the way (such as `already-pending` or `paused`), 422
   * `idempotency-key-reused` where the key had another body, 429
   * `too-many-submissions`, `too-many-pending` or `too-many-checks`, 503
   * `aws-unavailable`
   */
  submitRequest(
    body: SubmitRequest,
    options: { idempotencyKey: string },
  ): Promise<AccessRequest>;
  /** Requests that the caller may read; with `counts` the chips' numbers as well. */
  listRequests(query?: RequestQuery): Promise<RequestListPage>;
  /**
   * What the list's filters match, as a CSV file; throws where it breaks off.
   * For approvers and auditors, and on record.
   *
   * @throws 403 `not-an-approver`, 429 `too-many-exports`
   */
  exportRequests(query?: RequestExportQuery): Promise<RequestExportFile>;
  /** One request with everything that helps to decide; by id or `REQ-1042`. */
  getRequest(id: string): Promise<AccessRequestDetails>;
  /** A request's story with its session's, all of it, oldest first. */
  getRequestEvents(id: string): Promise<{ items: HistoryEvent[] }>;
  /**
   * Approves or rejects at the stage that waits. Owners and roles are read
   * afresh; the last approval judges all of the request again.
   *
   * @throws 403 such as `own-request` or `not-your-stage`, 409
   * `already-decided` with `decidedBy`, `version-changed`, `window-over` or
   * `no-longer-grantable`, 400 such as `comment-required`, 429
   * `too-many-reviews`, 503 `aws-unavailable`
   */
  reviewRequest(id: string, body: SubmitReview): Promise<AccessRequestDetails>;
  /**
   * One decision on several requests, each judged on its own.
   *
   * @throws 400 where one is listed twice, 403 `acting-for-somebody`; what is
   * wrong with one of them stands in its result
   */
  reviewRequests(body: SubmitReviews): Promise<{ results: ReviewResult[] }>;
  /**
   * One standard set on several accounts; the same key gives the same results.
   *
   * @throws 400 where an account is listed twice or the set is custom, 403
   * `acting-for-somebody`, 422 `idempotency-key-reused`; what is wrong with one
   * of them stands in its result
   */
  submitRequests(
    body: SubmitRequests,
    options: { idempotencyKey: string },
  ): Promise<Submission>;
  /**
   * The requester takes a pending request back; no window or policy outage
   * stops it.
   *
   * @throws 403 `not-yours`, 409 `not-pending`
   */
  cancelRequest(id: string): Promise<AccessRequest>;
  /**
   * The requester reminds those who can decide, once an hour.
   *
   * @throws 403 `not-yours`, 409 `not-pending`, `window-over` or
   * `reminded-recently`
   */
  remindReviewers(id: string): Promise<AccessRequest>;
  /** Sessions that the caller may read, over or not. */
  listSessions(query?: SessionQuery): Promise<ListPage<Session>>;
  /** One session with what its request says of it; by id or `SES-88`. */
  getSession(id: string): Promise<SessionDetails>;
  /**
   * An approver ends somebody's access, with every session of the same person,
   * account and set, also where this one was over before. Answers before AWS is
   * done: the state is REVOKING.
   *
   * @throws 403 `own-session` or `not-an-approver`, 409 `already-ending` or
   * `already-ended` where none of them is left to end
   */
  revokeSession(id: string, body: SubmitRevoke): Promise<SessionDetails>;
  /**
   * The user gives access back. Answers before AWS is done: the state is
   * ENDING.
   *
   * @throws 403 `not-yours`, 409 `already-ending` or `already-ended`
   */
  releaseSession(id: string): Promise<SessionDetails>;
  /**
   * Where AWS differs from the portal's record, and what self-checks found. For
   * admins and auditors.
   *
   * @throws 403 `policy`
   */
  listDrift(query?: DriftQuery): Promise<DriftListPage>;
  /**
   * Patterns in what the caller looks back on. For approvers and auditors.
   *
   * @throws 403 `policy`, 400 where the end is before the start, 429
   * `too-many-insights`
   */
  getInsights(query?: InsightsQuery): Promise<Insights>;

  /**
   * Who owns which account, and what is wrong. For admins and auditors.
   *
   * @throws 403 `policy`
   */
  listOwnership(query?: OwnershipQuery): Promise<OwnershipListPage>;
  /**
   * Reads catalog and AWS again. For admins; `checking` where it takes longer.
   *
   * @throws 403 `policy`
   */
  checkOwnership(): Promise<OwnershipState>;
  /**
   * What happened, latest first. For auditors and admins.
   *
   * @throws 403 `policy`
   */
  listAuditEvents(query?: AuditQuery): Promise<AuditListPage>;
  /**
   * The whole record with its chain, to be checked: NDJSON in the answer's
   * body (docs/audit.md). For auditors and admins, and on record.
   *
   * @throws 403 `policy`, 429 `too-many-exports`
   */
  exportAuditEvents(): Promise<Response>;
  /**
   * Takes a person out of what is kept. For admins, in person.
   *
   * @throws 403 `policy` or `acting-for-somebody`, or `own-request` for
   * oneself, 409 `has-not-left` or `still-open`
   */
  erasePerson(body: ErasePerson): Promise<PersonErased>;

  /**
   * The brakes that are on. For admins and auditors.
   *
   * @throws 403 `policy`
   */
  listPauses(): Promise<PauseList>;
  /**
   * Puts the brake on or takes it off. For admins, in person.
   *
   * @throws 403 `policy` or `acting-for-somebody`, 400 for the reason
   */
  setPause(body: SetPause): Promise<PauseList>;
  /**
   * For admins: AWS was compared with the record, new access may be given again.
   *
   * @throws 404 `not-found` where there is no quarantine, 403 `policy` or
   * `acting-for-somebody`, 400 for the reason
   */
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

  /**
   * @param options - `discoveryApi` finds the `jit` plugin's base URL, asked
   * with each call; `fetchApi` sends the caller's own token
   */
  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  /** {@inheritDoc JitApi.getMe} */
  getMe(): Promise<Me> {
    return this.#call('GET', '/me');
  }

  /** {@inheritDoc JitApi.listAccounts} */
  listAccounts(query?: AccountQuery): Promise<ListPage<Account>> {
    return this.#call('GET', `/accounts${searchOf(query)}`);
  }

  /** {@inheritDoc JitApi.getAccount} */
  getAccount(accountId: string): Promise<Account> {
    return this.#call('GET', `/accounts/${encodeURIComponent(accountId)}`);
  }

  /** {@inheritDoc JitApi.getRequestOptions} */
  getRequestOptions(accountId: string): Promise<RequestOptions> {
    const id = encodeURIComponent(accountId);
    return this.#call('GET', `/accounts/${id}/request-options`);
  }

  /** {@inheritDoc JitApi.listManagedPolicies} */
  listManagedPolicies(query?: ManagedPolicyQuery): Promise<ManagedPolicyList> {
    return this.#call('GET', `/managed-policies${searchOf(query)}`);
  }

  /** {@inheritDoc JitApi.checkPolicies} */
  checkPolicies(body: CheckPolicies): Promise<PolicyFindings> {
    return this.#call('POST', '/policy-findings', body);
  }

  /** {@inheritDoc JitApi.submitRequest} */
  submitRequest(
    body: SubmitRequest,
    options: { idempotencyKey: string },
  ): Promise<AccessRequest> {
    return this.#call('POST', '/requests', body, {
      'Idempotency-Key': options.idempotencyKey,
    });
  }

  /** {@inheritDoc JitApi.listRequests} */
  listRequests(query?: RequestQuery): Promise<RequestListPage> {
    return this.#call('GET', `/requests${searchOf(query)}`);
  }

  /** {@inheritDoc JitApi.exportRequests} */
  async exportRequests(query?: RequestExportQuery): Promise<RequestExportFile> {
    const response = await this.#send(
      'GET',
      `/requests/export${searchOf(query)}`,
    );
    return readExport(response);
  }

  /** {@inheritDoc JitApi.getRequest} */
  getRequest(id: string): Promise<AccessRequestDetails> {
    return this.#call('GET', `/requests/${encodeURIComponent(id)}`);
  }

  /** {@inheritDoc JitApi.getRequestEvents} */
  getRequestEvents(id: string): Promise<{ items: HistoryEvent[] }> {
    return this.#call('GET', `/requests/${encodeURIComponent(id)}/events`);
  }

  /** {@inheritDoc JitApi.reviewRequest} */
  reviewRequest(id: string, body: SubmitReview): Promise<AccessRequestDetails> {
    return this.#call(
      'POST',
      `/requests/${encodeURIComponent(id)}/reviews`,
      body,
    );
  }

  /** {@inheritDoc JitApi.reviewRequests} */
  reviewRequests(body: SubmitReviews): Promise<{ results: ReviewResult[] }> {
    return this.#call('POST', '/requests/reviews', body);
  }

  /** {@inheritDoc JitApi.submitRequests} */
  submitRequests(
    body: SubmitRequests,
    options: { idempotencyKey: string },
  ): Promise<Submission> {
    return this.#call('POST', '/submissions', body, {
      'Idempotency-Key': options.idempotencyKey,
    });
  }

  /** {@inheritDoc JitApi.cancelRequest} */
  cancelRequest(id: string): Promise<AccessRequest> {
    return this.#call('POST', `/requests/${encodeURIComponent(id)}/cancel`, {});
  }

  /** {@inheritDoc JitApi.remindReviewers} */
  remindReviewers(id: string): Promise<AccessRequest> {
    return this.#call('POST', `/requests/${encodeURIComponent(id)}/remind`, {});
  }

  /** {@inheritDoc JitApi.listSessions} */
  listSessions(query?: SessionQuery): Promise<ListPage<Session>> {
    return this.#call('GET', `/sessions${searchOf(query)}`);
  }

  /** {@inheritDoc JitApi.getSession} */
  getSession(id: string): Promise<SessionDetails> {
    return this.#call('GET', `/sessions/${encodeURIComponent(id)}`);
  }

  /** {@inheritDoc JitApi.revokeSession} */
  revokeSession(id: string, body: SubmitRevoke): Promise<SessionDetails> {
    return this.#call(
      'POST',
      `/sessions/${encodeURIComponent(id)}/revoke`,
      body,
    );
  }

  /** {@inheritDoc JitApi.releaseSession} */
  releaseSession(id: string): Promise<SessionDetails> {
    return this.#call(
      'POST',
      `/sessions/${encodeURIComponent(id)}/release`,
      {},
    );
  }

  /** {@inheritDoc JitApi.listDrift} */
  listDrift(query?: DriftQuery): Promise<DriftListPage> {
    return this.#call('GET', `/drift${searchOf(query)}`);
  }

  /** {@inheritDoc JitApi.listOwnership} */
  listOwnership(query?: OwnershipQuery): Promise<OwnershipListPage> {
    return this.#call('GET', `/ownership${searchOf(query)}`);
  }

  /** {@inheritDoc JitApi.checkOwnership} */
  checkOwnership(): Promise<OwnershipState> {
    return this.#call('POST', '/ownership/check', {});
  }

  /** {@inheritDoc JitApi.getInsights} */
  getInsights(query?: InsightsQuery): Promise<Insights> {
    return this.#call('GET', `/insights${searchOf(query)}`);
  }

  /** {@inheritDoc JitApi.listAuditEvents} */
  listAuditEvents(query?: AuditQuery): Promise<AuditListPage> {
    return this.#call('GET', `/audit-events${searchOf(query)}`);
  }

  /** {@inheritDoc JitApi.exportAuditEvents} */
  exportAuditEvents(): Promise<Response> {
    return this.#send('GET', '/audit-events/export');
  }

  /** {@inheritDoc JitApi.erasePerson} */
  erasePerson(body: ErasePerson): Promise<PersonErased> {
    return this.#call('POST', '/erasures', body);
  }

  /** {@inheritDoc JitApi.listPauses} */
  listPauses(): Promise<PauseList> {
    return this.#call('GET', '/pause');
  }

  /** {@inheritDoc JitApi.setPause} */
  setPause(body: SetPause): Promise<PauseList> {
    return this.#call('POST', '/pause', body);
  }

  /** {@inheritDoc JitApi.endQuarantine} */
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
