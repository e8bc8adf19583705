import { reasonsToFail } from '../access/accessNotGranted';
import { listOf } from '../access/matching';
import { Statement } from '../access/statements';
import { validatePolicy } from '../access/validatePolicy';
import { AwsError, invalid } from '../errors';
import { Input, Operation } from './context';

const invalidParameter = (message: string) =>
  new AwsError('InvalidParameterException', message);

/** @throws AwsError for what no policy check takes */
function documentOf(input: Input): string {
  const { policyDocument, policyType } = input;
  if (policyType !== 'IDENTITY_POLICY') {
    throw new AwsError(
      'UnprocessableEntityException',
      `Policies of the type ${policyType} are not emulated.`,
      422,
    );
  }
  if (typeof policyDocument !== 'string' || policyDocument === '') {
    throw invalid("Value at 'policyDocument' must not be null");
  }
  return policyDocument;
}

function statementsOf(document: string): Statement[] {
  let policy: { Statement?: Statement | Statement[] };
  try {
    policy = JSON.parse(document);
  } catch {
    throw invalidParameter('The policy document is not valid JSON.');
  }
  const statements = listOf(policy?.Statement);
  const isWhole = (one: Statement) =>
    (one?.Effect === 'Allow' || one?.Effect === 'Deny') &&
    (one.Action ?? one.NotAction) !== undefined &&
    (one.Resource ?? one.NotResource) !== undefined;
  if (statements.length === 0 || !statements.every(isWhole)) {
    throw invalidParameter('The policy document is not a valid policy.');
  }
  return statements;
}

function actionsOf({ access }: Input): string[] {
  const [first, ...others] = listOf(access);
  const actions = listOf(first?.actions).map(String);
  if (others.length > 0 || actions.length === 0 || actions.length > 100) {
    throw invalid("Value at 'access' must hold 1 to 100 actions");
  }
  const odd = actions.find(action => !/^[\w-]+:\w+$/.test(action));
  if (odd) throw invalidParameter(`The action ${odd} is not valid.`);
  return actions;
}

/** REST: names of fields begin in lower case. */
export const accessAnalyzerOperations: Record<string, Operation> = {
  ValidatePolicy: (_, input) => ({
    findings: validatePolicy(documentOf(input)),
  }),
  CheckAccessNotGranted: (_, input) => {
    const statements = statementsOf(documentOf(input));
    const reasons = reasonsToFail(statements, actionsOf(input));
    return reasons.length === 0
      ? {
          result: 'PASS',
          message: 'The policy document does not grant access to the actions.',
          reasons: [],
        }
      : {
          result: 'FAIL',
          message: 'The policy document grants access to the actions.',
          reasons,
        };
  },
};
