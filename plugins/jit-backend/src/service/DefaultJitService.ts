import { setTimeout } from 'node:timers/promises';
import {
  AccountQuery,
  AuditQuery,
  CheckPolicies,
  DriftQuery,
  EndQuarantine,
  Insights,
  InsightsQuery,
  ErasePerson,
  ManagedPolicyQuery,
  OwnershipQuery,
  RequestQuery,
  SessionQuery,
  SetPause,
  SubmitRequest,
  SubmitRequests,
  SubmitReview,
  SubmitReviews,
  SubmitRevoke,
} from '@jit-portal/backstage-plugin-jit-common';
import { StandardSet } from '../identityCenter/IdentityCenter';
import { PATIENCE_MS } from './askAws';
import { Caller } from './Caller';
import { JitService } from './JitService';
import { Bench, JitServiceParts } from './Parts';
import { Meter } from './Meter';
import { Places } from './Places';
import { Refusals } from './Refusals';
import { SharedSets } from './SharedSets';
import { Turns } from './Turns';
import { getAccount, listAccounts } from './useCases/accounts';
import { exportAuditEvents, listAuditEvents } from './useCases/audit';
import { cancelRequest, remindReviewers } from './useCases/cancelRequest';
import { listDrift } from './useCases/drift';
import { releaseSession, revokeSession } from './useCases/endSession';
import { getInsights } from './useCases/insights';
import { erasePerson } from './useCases/erasePerson';
import { reading } from './useCases/listing';
import { me } from './useCases/me';
import { checkOwnership, listOwnership } from './useCases/ownership';
import { endQuarantine, listPauses, setPause } from './useCases/pauses';
import { checkPolicies, listManagedPolicies } from './useCases/policies';
import { exportRequests } from './useCases/exportRequests';
import { getRequestOptions } from './useCases/requestOptions';
import {
  getRequest,
  getRequestEvents,
  listRequests,
} from './useCases/requests';
import { reviewRequest } from './useCases/reviewRequest';
import { reviewRequests } from './useCases/reviewRequests';
import { getSession, listSessions } from './useCases/sessions';
import { attemptsPerHour, submitRequest } from './useCases/submitRequest';
import { submitRequests } from './useCases/submitRequests';
import { Presenter } from './views/Presenter';
import { Remembered } from './Remembered';

/**
 * Of history and record together: each of history keeps a connection to
 * PostgreSQL as long as its file is taken.
 */
const EXPORTS_AT_ONCE = 2;

/**
 * One person's after the other: whatever many people ask for at once, the
 * engine keeps most of the connections (H30). Who goes from range to range
 * has one being counted and two that wait.
 */
const INSIGHT_TURNS = { atOnce: 1, waiting: 2 };

/**
 * Of the ten connections that a process has, lists take four at most: with
 * insights and exports some are left for ends whatever people ask for (H30).
 * Pages ask for a few at once; who has many open waits for their own.
 */
const LIST_TURNS = { atOnce: 4, ofOnePerson: 2, waiting: 40 };

/** A page opens one item, and its story beside it. */
const ITEM_TURNS = { atOnce: 3, ofOnePerson: 2, waiting: 40 };

/** Whoever types has one being judged, the last word that waits, and what they send. */
const CHECK_TURNS = { atOnce: 1, waiting: 3 };

const sleep = (ms: number) => setTimeout(ms, undefined, { ref: false });

/** A person's follow each other in the database; here they hold nothing yet. */
const SUBMISSION_TURNS = { atOnce: Infinity, waiting: 20 };

const HOUR_MS = 3_600_000;

/** More than somebody takes who narrows their filters from file to file. */
const EXPORTS_PER_HOUR = 60;

/** Several times 25 at once, and more than anybody reads. */
const REVIEWS_PER_MINUTE = 120;

/** Reads a set in turn with others; what was read, lists know as well. */
async function readInTurn(
  { identityCenter, stores, logger }: JitServiceParts,
  arn: string,
): Promise<StandardSet | undefined> {
  const { permissionSets } = stores;
  const at = await permissionSets.now();
  const set = await identityCenter.budget.inTurn('grant', PATIENCE_MS, () =>
    identityCenter.readPermissionSet(arn),
  );
  if (set) {
    await permissionSets
      .save(set, at)
      .catch(error => logger.warn(`${arn} was read and not kept: ${error}`));
  }
  return set;
}

/**
 * Loads once, judges, saves, and replies with the whole item and what the
 * caller may do with it. A file per use case.
 */
export class DefaultJitService implements JitService<Caller, Caller> {
  readonly #bench: Bench;

  constructor(parts: JitServiceParts) {
    const { monotonic = () => performance.now() } = parts;
    this.#bench = {
      ...parts,
      presenter: new Presenter(parts),
      refusals: new Refusals(parts.stores.requests, parts.logger),
      checks: new Meter(
        parts.config.limits.policyChecksPerPersonPerMinute,
        monotonic,
      ),
      sets: new SharedSets(arn => readInTurn(parts, arn), monotonic),
      submissions: new Meter(attemptsPerHour(parts.config), monotonic, HOUR_MS),
      keyed: new Meter(attemptsPerHour(parts.config), monotonic, HOUR_MS),
      reviews: new Meter(REVIEWS_PER_MINUTE, monotonic),
      listTurns: new Turns(LIST_TURNS),
      itemTurns: new Turns(ITEM_TURNS),
      checkTurns: new Turns({ ...CHECK_TURNS, rest: { monotonic, sleep } }),
      submissionTurns: new Turns(SUBMISSION_TURNS),
      insightTurns: new Turns(INSIGHT_TURNS),
      insights: new Remembered<Insights>(monotonic),
      exports: new Places(EXPORTS_AT_ONCE),
      exported: new Meter(EXPORTS_PER_HOUR, monotonic, HOUR_MS),
    };
  }

  #inTurn<T>(caller: Caller, read: (bench: Bench) => Promise<T>): Promise<T> {
    return reading(this.#bench, caller, () => read(this.#bench));
  }

  me(caller: Caller) {
    return me(this.#bench, caller);
  }

  listAccounts(query: AccountQuery, caller: Caller) {
    return listAccounts(this.#bench, query, caller);
  }

  getAccount(accountId: string, caller: Caller) {
    return this.#inTurn(caller, bench => getAccount(bench, accountId, caller));
  }

  getRequestOptions(accountId: string, caller: Caller) {
    return this.#inTurn(caller, bench =>
      getRequestOptions(bench, accountId, caller),
    );
  }

  checkPolicies(body: CheckPolicies, caller: Caller) {
    return checkPolicies(this.#bench, body, caller);
  }

  listManagedPolicies(query: ManagedPolicyQuery, caller: Caller) {
    return listManagedPolicies(this.#bench, query, caller);
  }

  submitRequest(
    body: SubmitRequest,
    options: { idempotencyKey?: string },
    caller: Caller,
  ) {
    return submitRequest(this.#bench, body, options, caller);
  }

  listRequests(query: RequestQuery, caller: Caller) {
    return listRequests(this.#bench, query, caller);
  }

  exportRequests(query: RequestQuery, caller: Caller) {
    return exportRequests(this.#bench, query, caller);
  }

  getRequest(id: string, caller: Caller) {
    return this.#inTurn(caller, bench => getRequest(bench, id, caller));
  }

  getRequestEvents(id: string, caller: Caller) {
    return this.#inTurn(caller, bench => getRequestEvents(bench, id, caller));
  }

  reviewRequest(id: string, body: SubmitReview, caller: Caller) {
    return reviewRequest(this.#bench, id, body, caller);
  }

  reviewRequests(body: SubmitReviews, caller: Caller) {
    return reviewRequests(this.#bench, body, caller);
  }

  submitRequests(
    body: SubmitRequests,
    options: { idempotencyKey?: string },
    caller: Caller,
  ) {
    return submitRequests(this.#bench, body, options, caller);
  }

  cancelRequest(id: string, caller: Caller) {
    return cancelRequest(this.#bench, id, caller);
  }

  remindReviewers(id: string, caller: Caller) {
    return remindReviewers(this.#bench, id, caller);
  }

  listSessions(query: SessionQuery, caller: Caller) {
    return listSessions(this.#bench, query, caller);
  }

  getSession(id: string, caller: Caller) {
    return this.#inTurn(caller, bench => getSession(bench, id, caller));
  }

  revokeSession(id: string, body: SubmitRevoke, caller: Caller) {
    return revokeSession(this.#bench, id, body, caller);
  }

  releaseSession(id: string, caller: Caller) {
    return releaseSession(this.#bench, id, caller);
  }

  listDrift(query: DriftQuery, caller: Caller) {
    return listDrift(this.#bench, query, caller);
  }

  listOwnership(query: OwnershipQuery, caller: Caller) {
    return listOwnership(this.#bench, query, caller);
  }

  checkOwnership(caller: Caller) {
    return checkOwnership(this.#bench, caller);
  }

  getInsights(query: InsightsQuery, caller: Caller) {
    return getInsights(this.#bench, query, caller);
  }

  listAuditEvents(query: AuditQuery, caller: Caller) {
    return listAuditEvents(this.#bench, query, caller);
  }

  exportAuditEvents(caller: Caller) {
    return exportAuditEvents(this.#bench, caller);
  }

  erasePerson(body: ErasePerson, caller: Caller) {
    return erasePerson(this.#bench, body, caller);
  }

  listPauses(caller: Caller) {
    return listPauses(this.#bench, caller);
  }

  setPause(body: SetPause, caller: Caller) {
    return setPause(this.#bench, body, caller);
  }

  endQuarantine(body: EndQuarantine, caller: Caller) {
    return endQuarantine(this.#bench, body, caller);
  }
}
