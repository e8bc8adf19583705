import {
  AccessAnalyzerClient,
  CheckAccessNotGrantedCommand,
  paginateValidatePolicy,
  PathElement,
  ValidatePolicyFinding,
} from '@aws-sdk/client-accessanalyzer';
import {
  AccessAnalyzer,
  AnalyzerFinding,
  GrantCheck,
  NotAnalysable,
  Validation,
} from '../policies/aws/AccessAnalyzer';
import { awsLink } from '../policies/aws/awsLink';
import { pointerTo } from '../policies/json/JsonNode';
import { CallBudget } from './CallBudget';

/** The policy is the trouble, not AWS. */
const NOT_ANALYSABLE = [
  'UnprocessableEntityException',
  'InvalidParameterException',
  'ValidationException',
];

const THROTTLED = ['ThrottlingException', 'TooManyRequestsException'];

function pointerOf(path: PathElement[]): string {
  return path.reduce((pointer, element) => {
    // A substring lies within the value that the path has led to
    const step = element.value ?? element.key ?? element.index;
    return step === undefined ? pointer : pointerTo(pointer, step);
  }, '');
}

function findingOf(found: ValidatePolicyFinding): AnalyzerFinding {
  const [location] = found.locations ?? [];
  const start = location?.span?.start;
  const learnMore = awsLink(found.learnMoreLink);
  return {
    type: found.findingType!,
    issueCode: found.issueCode!,
    details: found.findingDetails!,
    ...(learnMore && { learnMore }),
    ...(start && {
      place: {
        pointer: pointerOf(location.path ?? []),
        line: start.line!,
        // AWS counts columns from 0
        column: start.column! + 1,
      },
    }),
  };
}

/**
 * IAM Access Analyzer over the SDK. Another service than Identity Center, with
 * a budget of its own: what people write never holds up an end (H30).
 */
export class IamAccessAnalyzer implements AccessAnalyzer {
  constructor(
    private readonly client: AccessAnalyzerClient,
    private readonly budget: CallBudget,
  ) {}

  async validate(policy: string, withinMs: number): Promise<Validation> {
    return this.#ask(withinMs, async abortSignal => {
      const findings: AnalyzerFinding[] = [];
      // To the last page: an error may stand there
      for await (const page of paginateValidatePolicy(
        { client: this.client, pageSize: 100 },
        { policyDocument: policy, policyType: 'IDENTITY_POLICY', locale: 'EN' },
        { abortSignal },
      )) {
        findings.push(...(page.findings ?? []).map(findingOf));
      }
      return { kind: 'validated', findings };
    });
  }

  async mayGrant(
    policy: string,
    actions: string[],
    withinMs: number,
  ): Promise<GrantCheck> {
    return this.#ask(withinMs, async abortSignal => {
      const { result, message, reasons } = await this.client.send(
        new CheckAccessNotGrantedCommand({
          policyDocument: policy,
          policyType: 'IDENTITY_POLICY',
          access: [{ actions }],
        }),
        { abortSignal },
      );
      if (result === 'PASS') return { kind: 'never' };
      const [reason] = reasons ?? [];
      return {
        kind: 'perhaps',
        because: reason?.description ?? message ?? 'no reason is given',
        statement: reason?.statementIndex,
      };
    });
  }

  async #ask<T>(
    withinMs: number,
    ask: (abortSignal: AbortSignal) => Promise<T>,
  ): Promise<T | NotAnalysable> {
    if (!(await this.budget.findsRoom('end', withinMs / 2))) {
      throw new Error('no room among the calls to Access Analyzer');
    }
    this.budget.spend();
    try {
      return await ask(AbortSignal.timeout(withinMs));
    } catch (error) {
      const { name, message } = error as Error;
      if (NOT_ANALYSABLE.includes(name)) {
        return { kind: 'not-analysable', because: message };
      }
      if (THROTTLED.includes(name)) this.budget.throttled();
      throw error;
    }
  }
}
