import { locate, Location, PathElement, wholeOf } from './jsonSpans';
import { isLike, listOf } from './matching';

type FindingType = 'ERROR' | 'SECURITY_WARNING' | 'SUGGESTION' | 'WARNING';

export interface ValidatePolicyFinding {
  findingType: FindingType;
  issueCode: string;
  findingDetails: string;
  learnMoreLink: string;
  locations: Location[];
}

const PAGE =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html';

type Fields = Record<string, any>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function finding(
  findingType: FindingType,
  issueCode: string,
  findingDetails: string,
  location: Location,
): ValidatePolicyFinding {
  const anchor = `${findingType}-${issueCode}`
    .toLowerCase()
    .replaceAll('_', '-');
  return {
    findingType,
    issueCode,
    findingDetails,
    learnMoreLink: `${PAGE}#access-analyzer-reference-policy-checks-${anchor}`,
    locations: [location],
  };
}

/** What one statement is found to be; `at` says where an element of it stands. */
function inStatement(
  statement: Fields,
  at: (...path: PathElement[]) => Location,
): ValidatePolicyFinding[] {
  const found: ValidatePolicyFinding[] = [];
  const { Effect, Action, NotAction, Resource, NotResource } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    found.push(
      Effect === undefined
        ? finding('ERROR', 'MISSING_EFFECT', 'Add an Effect element.', at())
        : finding(
            'ERROR',
            'INVALID_EFFECT',
            `The effect ${JSON.stringify(Effect)} is not valid.`,
            at({ value: 'Effect' }),
          ),
    );
  }
  if (Action === undefined && NotAction === undefined) {
    found.push(
      finding('ERROR', 'MISSING_ACTION', 'Add an Action element.', at()),
    );
  }
  if (Resource === undefined && NotResource === undefined) {
    found.push(
      finding('ERROR', 'MISSING_RESOURCE', 'Add a Resource element.', at()),
    );
  }
  return [...found, ...inActions(statement, at)];
}

function inActions(
  { Effect, Action, Resource, Condition }: Fields,
  at: (...path: PathElement[]) => Location,
): ValidatePolicyFinding[] {
  const field: PathElement = { value: 'Action' };
  if (Array.isArray(Action) && Action.length === 0) {
    const details = 'This statement includes no actions.';
    return [finding('SUGGESTION', 'EMPTY_ARRAY_ACTION', details, at(field))];
  }
  const actions = listOf(Action).map(String);
  const passesAnyRole =
    Effect === 'Allow' &&
    Condition === undefined &&
    listOf(Resource).includes('*');
  return actions.flatMap((action, index) => {
    const place = Array.isArray(Action) ? at(field, { index }) : at(field);
    const found: ValidatePolicyFinding[] = [];
    if (!/^(\*|[\w-]+:[\w*?]+)$/.test(action)) {
      const details = `The action ${action} does not exist. Did you mean service:Action?`;
      found.push(finding('ERROR', 'INVALID_ACTION', details, place));
    }
    if (passesAnyRole && isLike(action, 'iam:PassRole', true)) {
      const code = action.includes('*')
        ? 'PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE'
        : 'PASS_ROLE_WITH_STAR_IN_RESOURCE';
      const details =
        'Using the iam:PassRole action with wildcards (*) in the resource can be overly permissive because it allows iam:PassRole permissions on multiple resources.';
      found.push(finding('SECURITY_WARNING', code, details, place));
    }
    if (actions.indexOf(action) !== index) {
      const details = `The action ${action} is redundant because it is listed already.`;
      found.push(finding('SUGGESTION', 'REDUNDANT_ACTION', details, place));
    }
    return found;
  });
}

/** A few of Access Analyzer's checks of an identity policy. */
export function validatePolicy(text: string): ValidatePolicyFinding[] {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch (error) {
    const details = `Fix the JSON syntax error: ${(error as Error).message}`;
    return [finding('ERROR', 'JSON_SYNTAX_ERROR', details, wholeOf(text))];
  }
  if (!isObject(policy) || policy.Statement === undefined) {
    const details = 'Add a Statement element to the policy.';
    return [finding('ERROR', 'MISSING_STATEMENT', details, locate(text, []))];
  }
  const found: ValidatePolicyFinding[] = [];
  if (policy.Version === undefined) {
    const details =
      'We recommend that you specify the Version element to help you with debugging permission issues.';
    found.push(
      finding('WARNING', 'MISSING_VERSION', details, locate(text, [])),
    );
  }
  const isList = Array.isArray(policy.Statement);
  const statements = listOf(policy.Statement as unknown);
  statements.forEach((statement, index) => {
    const path: PathElement[] = [
      { value: 'Statement' },
      ...(isList ? [{ index }] : []),
    ];
    const at = (...more: PathElement[]) => locate(text, [...path, ...more]);
    if (isObject(statement)) found.push(...inStatement(statement, at));
    else {
      const details = 'A statement must be a JSON object.';
      found.push(finding('ERROR', 'DATA_TYPE_MISMATCH', details, at()));
    }
  });
  return found;
}
