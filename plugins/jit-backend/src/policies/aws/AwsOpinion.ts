import { LoggerService } from '@backstage/backend-plugin-api';
import { PolicyFinding } from '@jit-portal/backstage-plugin-jit-common';
import { ManagedPolicies } from '../data/ManagedPolicies';
import { KeptAnswers } from '../KeptAnswers';
import type { AskedPolicies } from '../PolicyAdvisor';
import {
  AccessAnalyzer,
  GrantCheck,
  MOST_ACTIONS,
  Validation,
} from './AccessAnalyzer';
import {
  mayGrantFinding,
  notAnalysableFinding,
  notAskedFinding,
  validationFinding,
} from './analyzerFindings';
import { wholeSet } from './wholeSet';

/** Asked while typing, sent right after it: AWS need not say it twice. */
const KEPT_MS = 10 * 60_000;
/** Whoever types waits for the portal's own findings, too. */
const TYPING_MS = 3_000;
const SENDING_MS = 8_000;

export interface OpinionOptions {
  analyzer: AccessAnalyzer;
  managedPolicies: ManagedPolicies;
  /** Ask for AWS's findings of the inline policy. */
  validatePolicy: boolean;
  /** Plain actions to have ruled out before a set is sent; none: not asked. */
  neverGrant: string[];
  logger: LoggerService;
  /** Milliseconds that only grow. */
  now: () => number;
}

/** What IAM Access Analyzer says of a custom set, besides what the portal finds. */
export class AwsOpinion {
  readonly #validations: KeptAnswers<Validation>;
  readonly #checks: KeptAnswers<GrantCheck>;

  constructor(private readonly options: OpinionOptions) {
    this.#validations = new KeptAnswers(KEPT_MS, options.now);
    this.#checks = new KeptAnswers(KEPT_MS, options.now);
  }

  /** While a policy is written; where AWS does not answer, that is said. */
  async whileWriting(asked: AskedPolicies): Promise<PolicyFinding[]> {
    try {
      return await this.#validate(asked, TYPING_MS);
    } catch (error) {
      this.options.logger.warn(`Access Analyzer could not be asked: ${error}`);
      return [notAskedFinding()];
    }
  }

  /**
   * Before a set is sent.
   *
   * @throws whatever kept AWS from answering: trouble is not permission (H19)
   */
  async beforeSending(asked: AskedPolicies): Promise<PolicyFinding[]> {
    const found = await this.#validate(asked, SENDING_MS);
    // Each check is billed: what cannot be sent anyway is not checked
    if (found.some(({ refuses }) => refuses)) return found;
    return [...found, ...(await this.#checkNeverGrant(asked))];
  }

  async #validate(
    { inlinePolicy }: AskedPolicies,
    withinMs: number,
  ): Promise<PolicyFinding[]> {
    const { validatePolicy, analyzer } = this.options;
    if (!validatePolicy || inlinePolicy === undefined) return [];
    const answer = await this.#validations.get(inlinePolicy, () =>
      analyzer.validate(inlinePolicy, withinMs),
    );
    return answer.kind === 'validated'
      ? answer.findings.map(validationFinding)
      : [notAnalysableFinding('inline', answer)];
  }

  async #checkNeverGrant(asked: AskedPolicies): Promise<PolicyFinding[]> {
    const { neverGrant, analyzer, managedPolicies } = this.options;
    if (neverGrant.length === 0) return [];
    const { policy, sourceOf } = await wholeSet(asked, managedPolicies);
    for (let from = 0; from < neverGrant.length; from += MOST_ACTIONS) {
      const actions = neverGrant.slice(from, from + MOST_ACTIONS);
      const answer = await this.#checks.get([policy, actions], () =>
        analyzer.mayGrant(policy, actions, SENDING_MS),
      );
      if (answer.kind === 'not-analysable') {
        return [notAnalysableFinding(sourceOf(undefined), answer)];
      }
      if (answer.kind === 'perhaps') {
        return [mayGrantFinding(sourceOf(answer.statement), answer)];
      }
    }
    return [];
  }
}
