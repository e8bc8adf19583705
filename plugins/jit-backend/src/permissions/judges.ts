import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
  PermissionRuleset,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_JIT_ACCOUNT,
  RESOURCE_TYPE_JIT_REQUEST,
} from '@jit-portal/backstage-plugin-jit-common';
import {
  jitAccountResourceRef,
  JitFilter,
  jitRequestResourceRef,
  jitSessionResourceRef,
} from '@jit-portal/backstage-plugin-jit-node';
import { Knex } from 'knex';
import { AccountRecord } from '../accounts/Accounts';
import { RequestRecord, SessionRecord } from '../domain/model';
import { ReadFilter } from './Permits';
import { accountResource, requestResource, sessionResource } from './resources';
import { Surroundings } from './Surroundings';
import { RuleColumns, ruleColumns, whereMatches } from './whereMatches';

export type AnyRecord = RequestRecord | SessionRecord | AccountRecord;

type Describe<T> = (record: T, around: Surroundings) => Promise<unknown>;

/** Turns a policy's decision into a filter on rows and records. */
export class Judges {
  readonly #registry: PermissionsRegistryService;
  readonly #db: Knex;

  constructor(registry: PermissionsRegistryService, db: Knex) {
    this.#registry = registry;
    this.#db = db;
  }

  requests(decision: PolicyDecision): ReadFilter<RequestRecord> {
    return this.#filter(
      this.#registry.getPermissionRuleset(jitRequestResourceRef),
      ruleColumns.requests,
      requestResource,
      decision,
    );
  }

  sessions(decision: PolicyDecision): ReadFilter<SessionRecord> {
    return this.#filter(
      this.#registry.getPermissionRuleset(jitSessionResourceRef),
      ruleColumns.sessions,
      sessionResource,
      decision,
    );
  }

  accounts(decision: PolicyDecision): ReadFilter<AccountRecord> {
    return this.#filter(
      this.#registry.getPermissionRuleset(jitAccountResourceRef),
      ruleColumns.accounts,
      accountResource,
      decision,
    );
  }

  /** Judges each record of a deed's own resource type. */
  async deed(
    { resourceType }: ResourcePermission,
    decision: PolicyDecision,
    records: AnyRecord[],
  ): Promise<boolean[]> {
    const filter = this.#filterOf(resourceType, decision);
    return Promise.all(records.map(record => filter.apply(record)));
  }

  #filterOf(resourceType: string, decision: PolicyDecision) {
    let filter;
    if (resourceType === RESOURCE_TYPE_JIT_ACCOUNT) {
      filter = this.accounts(decision);
    } else if (resourceType === RESOURCE_TYPE_JIT_REQUEST) {
      filter = this.requests(decision);
    } else {
      filter = this.sessions(decision);
    }
    return filter as ReadFilter<AnyRecord>;
  }

  #filter<T>(
    rules: PermissionRuleset<any, JitFilter>,
    columns: RuleColumns,
    describe: Describe<T>,
    decision: PolicyDecision,
  ): ReadFilter<T> {
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      const isAllowed = decision.result === AuthorizeResult.ALLOW;
      return {
        where: query => void query.whereRaw(isAllowed ? '1 = 1' : '1 = 0'),
        apply: async () => isAllowed,
      };
    }
    const criteria = createConditionTransformer(rules)(decision.conditions);
    const authorize = createConditionAuthorizer(rules);
    const around = new Surroundings(this.#db);
    return {
      where: query => whereMatches(query, criteria, columns),
      apply: async record =>
        authorize(decision, await describe(record, around)),
    };
  }
}
