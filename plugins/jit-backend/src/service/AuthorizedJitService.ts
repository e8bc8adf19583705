import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import {
  AccountQuery,
  AuditQuery,
  CheckPolicies,
  DriftQuery,
  EndQuarantine,
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
import { Permits } from '../permissions/Permits';
import { Caller } from './Caller';
import { AnyoneAsking, Asking, JitService } from './JitService';

/**
 * Asks Backstage's permission framework on behalf of the caller and hands its
 * answers to the service inside, which cannot be called without them. Takes
 * user principals alone, except for what tells of nobody (H21).
 */
export class AuthorizedJitService implements JitService {
  readonly #inner: JitService<Caller, Caller>;
  readonly #permits: Permits;
  readonly #actors: string[];

  constructor(options: {
    inner: JitService<Caller, Caller>;
    permits: Permits;
    /** Plugins that may decide on a person's behalf. */
    actors: string[];
  }) {
    this.#inner = options.inner;
    this.#permits = options.permits;
    this.#actors = options.actors;
  }

  async me(who: Asking) {
    return this.#inner.me(this.#caller(who));
  }

  async listAccounts(query: AccountQuery, who: Asking) {
    return this.#inner.listAccounts(query, this.#caller(who));
  }

  async getAccount(accountId: string, who: Asking) {
    return this.#inner.getAccount(accountId, this.#caller(who));
  }

  async getRequestOptions(accountId: string, who: Asking) {
    return this.#inner.getRequestOptions(accountId, this.#caller(who));
  }

  async checkPolicies(body: CheckPolicies, who: AnyoneAsking) {
    return this.#inner.checkPolicies(body, this.#anyone(who));
  }

  async listManagedPolicies(query: ManagedPolicyQuery, who: AnyoneAsking) {
    return this.#inner.listManagedPolicies(query, this.#anyone(who));
  }

  async submitRequest(
    body: SubmitRequest,
    options: { idempotencyKey?: string },
    who: Asking,
  ) {
    return this.#inner.submitRequest(body, options, this.#caller(who));
  }

  async listRequests(query: RequestQuery, who: Asking) {
    return this.#inner.listRequests(query, this.#caller(who));
  }

  async exportRequests(query: RequestQuery, who: Asking) {
    return this.#inner.exportRequests(query, this.#caller(who));
  }

  async getRequest(id: string, who: Asking) {
    return this.#inner.getRequest(id, this.#caller(who));
  }

  async getRequestEvents(id: string, who: Asking) {
    return this.#inner.getRequestEvents(id, this.#caller(who));
  }

  async reviewRequest(id: string, body: SubmitReview, who: Asking) {
    const caller = this.#inPerson(this.#caller(who));
    return this.#inner.reviewRequest(id, body, caller);
  }

  async reviewRequests(body: SubmitReviews, who: Asking) {
    return this.#inner.reviewRequests(body, this.#inPerson(this.#caller(who)));
  }

  async submitRequests(
    body: SubmitRequests,
    options: { idempotencyKey?: string },
    who: Asking,
  ) {
    return this.#inner.submitRequests(
      body,
      options,
      this.#inPerson(this.#caller(who)),
    );
  }

  async cancelRequest(id: string, who: Asking) {
    return this.#inner.cancelRequest(id, this.#ending(who));
  }

  async remindReviewers(id: string, who: Asking) {
    return this.#inner.remindReviewers(id, this.#caller(who));
  }

  async listSessions(query: SessionQuery, who: Asking) {
    return this.#inner.listSessions(query, this.#caller(who));
  }

  async getSession(id: string, who: Asking) {
    return this.#inner.getSession(id, this.#caller(who));
  }

  async revokeSession(id: string, body: SubmitRevoke, who: Asking) {
    const caller = this.#inPerson(this.#ending(who));
    return this.#inner.revokeSession(id, body, caller);
  }

  async releaseSession(id: string, who: Asking) {
    return this.#inner.releaseSession(id, this.#ending(who));
  }

  async listDrift(query: DriftQuery, who: Asking) {
    return this.#inner.listDrift(query, this.#caller(who));
  }

  async listOwnership(query: OwnershipQuery, who: Asking) {
    return this.#inner.listOwnership(query, this.#caller(who));
  }

  async checkOwnership(who: Asking) {
    return this.#inner.checkOwnership(this.#caller(who));
  }

  async getInsights(query: InsightsQuery, who: Asking) {
    return this.#inner.getInsights(query, this.#caller(who));
  }

  async listAuditEvents(query: AuditQuery, who: Asking) {
    return this.#inner.listAuditEvents(query, this.#caller(who));
  }

  async exportAuditEvents(who: Asking) {
    return this.#inner.exportAuditEvents(this.#caller(who));
  }

  async erasePerson(body: ErasePerson, who: Asking) {
    return this.#inner.erasePerson(body, this.#inPerson(this.#caller(who)));
  }

  async listPauses(who: Asking) {
    return this.#inner.listPauses(this.#caller(who));
  }

  async setPause(body: SetPause, who: Asking) {
    return this.#inner.setPause(body, this.#inPerson(this.#caller(who)));
  }

  async endQuarantine(body: EndQuarantine, who: Asking) {
    const caller = this.#inPerson(this.#caller(who));
    return this.#inner.endQuarantine(body, caller);
  }

  #caller({ credentials, address }: Asking): Caller {
    const { principal } = credentials;
    // Backstage's types say so already; a wrong cast must not open a door
    if (principal?.type !== 'user') {
      throw new NotAllowedError('Only people can do this');
    }
    return {
      ...this.#asked(credentials),
      ref: principal.userEntityRef.toLowerCase(),
      actorRef: principal.actor?.subject,
      address,
    };
  }

  /** For what tells of nobody: services, too, where configuration says so. */
  #anyone({ credentials }: AnyoneAsking): Caller {
    const { principal } = credentials;
    return principal.type === 'service'
      ? { ...this.#asked(credentials), ref: principal.subject }
      : this.#caller({ credentials } as Asking);
  }

  #asked(credentials: BackstageCredentials): Omit<Caller, 'ref'> {
    return {
      readRequests: () => this.#permits.readRequests(credentials),
      readSessions: () => this.#permits.readSessions(credentials),
      readAccounts: () => this.#permits.readAccounts(credentials),
      mayReadOwnership: () => this.#permits.mayReadOwnership(credentials),
      mayReadInsights: () => this.#permits.mayReadInsights(credentials),
      mayReadAudit: () => this.#permits.mayReadAudit(credentials),
      allowed: (deed, records) =>
        this.#permits.allowed(credentials, deed, records),
    };
  }

  /**
   * To end something and to show what came of it: a policy that cannot be
   * asked holds neither up (H20). What it alone could allow is then not drawn.
   */
  #ending(who: Asking): Caller {
    const { credentials } = who;
    return {
      ...this.#caller(who),
      readRequests: () => this.#permits.readRequests(credentials, 'end'),
      readSessions: () => this.#permits.readSessions(credentials, 'end'),
      allowed: async (deed, records) => {
        try {
          return await this.#permits.allowed(credentials, deed, records);
        } catch (error) {
          if (!(error instanceof ServiceUnavailableError)) throw error;
          return records.map(() => false);
        }
      },
    };
  }

  /**
   * A decision is a person's own, and so is much at once: no plugin does it for
   * them, unless it is configured (H22). Even a deed that forgot to ask is not
   * let through.
   */
  #inPerson(caller: Caller): Caller {
    const { actorRef } = caller;
    if (actorRef === undefined || this.#actors.includes(actorRef)) {
      return caller;
    }
    return {
      ...caller,
      notInPerson: {
        code: 'acting-for-somebody',
        message: `${actorRef} may not do this on somebody’s behalf.`,
      },
      allowed: async (_deed, records) => records.map(() => false),
    };
  }
}
